//! GNOME Keyring: what works, and each way in which it can fail.

use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use footbridge_secret::{BoundToken, Origin};
use footbridge_token::{Account, Keyring, KeyringError, LONGEST_SAVED, SavedTokens};
use secrecy::ExposeSecret;

use super::{run_in, say};

const PATIENCE: Duration = Duration::from_secs(20);
const SERVICE_NAME: &str = "org.freedesktop.secrets";
const PROMPTER: &str = "org.gnome.keyring.SystemPrompter";
const CANARY: &str = "Y2FuYXJ5LWtleTpjYW5hcnktc2VjcmV0";

macro_rules! scenarios {
    ($($name:ident in $($session:literal)+;)+) => {
        $(
            #[test]
            fn $name() {
                let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/with-keyring.sh");
                run_in(&[script, $($session),+], concat!("keyring::inside::", stringify!($name)));
            }
        )+
    };
}

scenarios! {
    a_token_is_kept in "unlocked";
    a_token_of_an_earlier_version_is_kept in "unlocked";
    a_restarted_keyring_is_found_again in "unlocked";
    a_locked_keyring_that_cannot_ask in "unlocked";
    a_locked_keyring_that_asks in "--display" "unlocked";
    no_keyring_yet in "empty";
    no_service in "no-service";
    no_bus in "no-bus";
}

fn vendor() -> SavedTokens {
    SavedTokens::of("secure-practice")
}

fn origin() -> Origin {
    Origin::parse("https://api.securepractice.co/scim/v2/").expect("a URL")
}

fn token() -> BoundToken {
    bound(CANARY)
}

fn bound(text: &str) -> BoundToken {
    BoundToken::new(text.into(), origin())
}

fn text(token: &BoundToken) -> String {
    // EXPOSE: the test compares what came back.
    token.secret().expose_secret().to_owned()
}

fn secrets(method: &str, arguments: &[&str]) -> Option<String> {
    let method = format!("org.freedesktop.Secret.Service.{method}");
    let call = ["call", "--session", "--dest", "org.freedesktop.secrets"];
    let object = ["--object-path", "/org/freedesktop/secrets", "--method", &method];
    say("gdbus", &[&call[..], &object, arguments].concat())
}

fn bus(method: &str, argument: &str) -> Option<String> {
    let method = format!("org.freedesktop.DBus.{method}");
    let call = ["call", "--session", "--dest", "org.freedesktop.DBus"];
    let object = ["--object-path", "/org/freedesktop/DBus", "--method", &method, argument];
    say("gdbus", &[&call[..], &object].concat())
}

/// Kills the process that owns `name` on the bus.
fn kill_owner(name: &str) {
    let answer = bus("GetConnectionUnixProcessID", name).expect("the name has an owner");
    let digits = answer.rsplit(' ').next().unwrap_or_default();
    let id: String = digits.chars().filter(char::is_ascii_digit).collect();
    say("kill", &["-KILL", &id]).expect("the process can be killed");
}

/// Waits until the bus says whether `name` has an owner as expected.
fn wait_for_owner(name: &str, expected: &str) {
    let started = Instant::now();
    while !bus("NameHasOwner", name).is_some_and(|answer| answer.contains(expected)) {
        assert!(started.elapsed() < PATIENCE, "{name}: has an owner is not {expected}");
        std::thread::yield_now();
    }
}

fn lock() {
    secrets("Lock", &[r#"["/org/freedesktop/secrets/collection/login"]"#]).expect("it locks");
}

/// The keyring's daemon, started anew and unlocked, until this is dropped.
struct Daemon(Child);

impl Daemon {
    fn restart() -> Self {
        kill_owner(SERVICE_NAME);
        wait_for_owner(SERVICE_NAME, "false");
        let mut daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the daemon starts");
        let mut password = daemon.stdin.take().expect("its input is a pipe");
        password.write_all(b"test-password").expect("it takes the password");
        drop(password);
        wait_for_owner(SERVICE_NAME, "true");
        Daemon(daemon)
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

mod inside {
    use super::*;

    #[tokio::test]
    #[ignore = "needs a session with an unlocked keyring"]
    async fn a_token_is_kept() {
        let keyring = Keyring::new();
        let load = async |keyring: &Keyring| keyring.load(&vendor(), &origin(), PATIENCE).await;
        let nothing = load(&keyring).await.err();
        assert_eq!(nothing, Some(KeyringError::NoEntry), "nothing is saved yet");
        let account = keyring.save(&vendor(), &token(), PATIENCE).await.expect("it saves");
        assert_eq!(account.name(), "secure-practice@https://api.securepractice.co", "its name");
        let attributes = ["service", "Footbridge", "username", account.name()];
        let found = say("secret-tool", &[&["lookup"], &attributes[..]].concat());
        assert_eq!(found.as_deref(), Some(CANARY), "another program finds it by its name");
        let listed = say("secret-tool", &[&["search"], &attributes[..]].concat());
        assert!(
            listed.is_some_and(|listed| listed.contains("label = Footbridge provisioning token")),
            "the password manager shows what it is"
        );
        let loaded = load(&Keyring::new()).await.expect("a later run finds it");
        assert_eq!(text(&loaded), CANARY, "and it is the same");
        let places = keyring.places(&vendor(), PATIENCE).await;
        assert_eq!(places, Ok(vec![origin().to_string()]), "where it belongs can be told");

        let long = bound(&"x".repeat(LONGEST_SAVED));
        keyring.save(&vendor(), &long, PATIENCE).await.expect("the longest is saved");
        let loaded = load(&keyring).await.expect("it loads");
        assert_eq!(text(&loaded), text(&long), "it replaces the earlier one");

        let forgotten = SavedTokens::of("jericho");
        keyring.save(&forgotten, &token(), PATIENCE).await.expect("it saves");
        assert_eq!(
            keyring.remove_all(std::slice::from_ref(&account), PATIENCE).await,
            Ok(2),
            "the one that the caller forgot is found too"
        );
        assert_eq!(load(&keyring).await.err(), Some(KeyringError::NoEntry), "it is gone");
    }

    #[tokio::test]
    #[ignore = "needs a session with an unlocked keyring"]
    async fn a_token_of_an_earlier_version_is_kept() {
        let earlier = Account::without_origin("secure-practice", None);
        // As the version before made it: the same attributes, without an origin.
        let attributes = ["service", "Footbridge", "username", earlier.name()];
        let made =
            format!("printf %s {CANARY} | secret-tool store --label=x {}", attributes.join(" "));
        say("sh", &["-c", &made]).expect("it saves");
        let keyring = Keyring::new();
        let vouched = vendor().with_earlier_at(origin());
        let loaded = keyring.load(&vouched, &origin(), PATIENCE).await.expect("it is found");
        assert_eq!(text(&loaded), CANARY, "it is the saved token");
        keyring.save(&vouched, &bound("new"), PATIENCE).await.expect("it saves");
        let found = say("secret-tool", &[&["lookup"], &attributes[..]].concat());
        assert_eq!(found, None, "the new form takes its place");
        let loaded = keyring.load(&vouched, &origin(), PATIENCE).await.expect("it loads");
        assert_eq!(text(&loaded), "new", "and is read");
    }

    #[tokio::test]
    #[ignore = "needs a session with an unlocked keyring"]
    async fn a_restarted_keyring_is_found_again() {
        let keyring = Keyring::new();
        keyring.save(&vendor(), &token(), PATIENCE).await.expect("it saves");
        let _daemon = Daemon::restart();
        let loaded = keyring.load(&vendor(), &origin(), PATIENCE).await;
        let loaded = loaded.expect("the store is rebuilt and asked once more");
        assert_eq!(text(&loaded), CANARY, "it is the saved token");
    }

    #[tokio::test]
    #[ignore = "needs a session with an unlocked keyring"]
    async fn a_locked_keyring_that_cannot_ask() {
        let keyring = Keyring::new();
        keyring.save(&vendor(), &token(), PATIENCE).await.expect("it saves");
        lock();
        let error = keyring.load(&vendor(), &origin(), PATIENCE).await.err();
        assert_eq!(error, Some(KeyringError::Locked), "there is no display to ask on");
        let error = keyring.save(&vendor(), &token(), PATIENCE).await.err();
        assert_eq!(error, Some(KeyringError::Locked), "saving needs it unlocked as well");
        let _daemon = Daemon::restart();
        let loaded =
            keyring.load(&vendor(), &origin(), PATIENCE).await.expect("trying again works");
        assert_eq!(text(&loaded), CANARY, "it is the saved token");
    }

    #[tokio::test]
    #[ignore = "needs a session with an unlocked keyring and a display"]
    async fn a_locked_keyring_that_asks() {
        let keyring = Keyring::new();
        keyring.save(&vendor(), &token(), PATIENCE).await.expect("it saves");
        lock();
        let (vendor, origin) = (vendor(), origin());
        let close = tokio::task::spawn_blocking(|| {
            wait_for_owner(PROMPTER, "true");
            // As long as the quickest person: what comes back sooner was never shown.
            std::thread::sleep(Duration::from_secs(1));
            kill_owner(PROMPTER);
        });
        let (loaded, closed) = tokio::join!(keyring.load(&vendor, &origin, PATIENCE), close);
        closed.expect("the question was closed");
        assert_eq!(loaded.err(), Some(KeyringError::Dismissed), "its owner closed the question");
        let error = keyring.load(&vendor, &origin, Duration::from_secs(1)).await.err();
        assert_eq!(error, Some(KeyringError::Waiting), "nobody answers, and patience ends");
    }

    #[tokio::test]
    #[ignore = "needs a session without a keyring"]
    async fn no_keyring_yet() {
        let keyring = Keyring::new();
        let error = keyring.load(&vendor(), &origin(), PATIENCE).await.err();
        assert_eq!(error, Some(KeyringError::NoEntry), "there is nothing to find");
        let error = keyring.save(&vendor(), &token(), PATIENCE).await.err();
        assert_eq!(error, Some(KeyringError::NoneYet), "there is nothing to save to");
    }

    #[tokio::test]
    #[ignore = "needs a session without a keyring service"]
    async fn no_service() {
        fails_for_want_of_a_service().await;
    }

    #[tokio::test]
    #[ignore = "needs a session without a bus"]
    async fn no_bus() {
        fails_for_want_of_a_service().await;
    }

    async fn fails_for_want_of_a_service() {
        let keyring = Keyring::new();
        for attempt in 1..=2 {
            let error = keyring.save(&vendor(), &token(), PATIENCE).await.expect_err("no service");
            assert!(matches!(error, KeyringError::NoService { .. }), "attempt {attempt}: {error}");
        }
    }
}
