#!/usr/bin/env bash
# Runs a command in a desktop session of its own: a private session bus, and on it a throw-away
# GNOME Keyring. Nothing of the developer's own session can be reached from inside.
#
# usage: with-keyring.sh [--display] STATE COMMAND...
#   STATE  unlocked    a keyring named Login, unlocked
#          empty       the service, but no keyring in it
#          no-service  a bus without a keyring service
#          no-bus      no session bus
#   --display          an X server too, so that the keyring can ask for its password
#
# Debian: apt-get install gnome-keyring dbus libglib2.0-bin libsecret-tools xvfb
set -euo pipefail

display=()
if [ "$1" = --display ]; then
  display=(xvfb-run --auto-servernum)
  shift
fi
state=$1
shift

home=$(mktemp -d)
# A desktop portal that the window wakes mounts a folder of documents here.
trap 'umount -l "$home/runtime/doc" 2>/dev/null || true; rm -rf "$home" || true' EXIT
mkdir -m 700 "$home/runtime"
export HOME=$home XDG_RUNTIME_DIR=$home/runtime
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL
unset XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME

case $state in
unlocked)
  # The password must not be empty and has no line end. The daemon stays in the foreground so that
  # it ends with the command; the command waits until the daemon has its name on the bus, or the
  # first call would start a second, locked one.
  "${display[@]}" dbus-run-session -- bash -c '
    set -euo pipefail
    printf %s "test-password" |
      gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
    daemon=$!
    trap "kill $daemon 2>/dev/null || true" EXIT
    for _ in $(seq 100); do
      if gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus \
        --method org.freedesktop.DBus.NameHasOwner org.freedesktop.secrets | grep -q true; then
        "$@"
        exit
      fi
      sleep 0.05
    done
    echo "with-keyring.sh: the keyring did not start" >&2
    exit 1' _ "$@"
  ;;
empty)
  "${display[@]}" dbus-run-session -- "$@"
  ;;
no-service)
  # A bus that knows no service it could start.
  cat >"$home/bus.conf" <<'XML'
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
XML
  "${display[@]}" dbus-run-session --config-file="$home/bus.conf" -- "$@"
  ;;
no-bus)
  "${display[@]}" "$@"
  ;;
*)
  echo "with-keyring.sh: unknown state $state" >&2
  exit 2
  ;;
esac
