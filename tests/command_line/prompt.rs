//! The question for a secret at a terminal, and what a signal leaves of it.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Lines, Read as _, Write as _};
use std::process::{Child, ChildStdout, Command, Stdio};

use footbridge_tests::canary::{KEY, SECRET, TOKEN};
use footbridge_tests::footbridge;
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{LocalModes, tcgetattr};

/// `footbridge` at a terminal, below a shell that outlives it: a terminal whose session ends is put
/// right by the kernel.
struct Session {
    /// The other end of its terminal.
    terminal: File,
    /// All that the terminal has shown.
    shown: String,
    shell: Child,
    printed: Lines<BufReader<ChildStdout>>,
    footbridge: Pid,
}

/// Says the number of the program's process, how it ended, and what is left for it to read.
const SHELL: &str = r#"
    trap : HUP INT QUIT TERM
    sh -c 'echo $$; exec "$@"' sh "$@"
    echo "ended $?"
    read -r line
    echo "left <$line>"
"#;

impl Session {
    fn start(arguments: &[&str]) -> Self {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let terminal = openpt(flags).expect("a terminal");
        grantpt(&terminal).and_then(|()| unlockpt(&terminal)).expect("it may be used");
        let its_end = ioctl_tiocgptpeer(&terminal, flags).expect("its other end");
        // What is waited for in vain would be waited for until somebody ends the test run.
        let mut limited = Command::new("timeout");
        limited.args(["--signal=KILL", "60", "setsid", "--ctty", "sh", "-c", SHELL, "sh"]);
        limited.arg(footbridge().get_program()).args(arguments);
        limited.stdin(its_end).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut shell = limited.spawn().expect("timeout runs");
        let printed = shell.stdout.take().expect("its output is piped");
        let mut printed = BufReader::new(printed).lines();
        let number = printed.next().expect("a line").expect("text");
        let footbridge = number.parse().ok().and_then(Pid::from_raw).expect("a process");
        Session { terminal: terminal.into(), shown: String::new(), shell, printed, footbridge }
    }

    /// Waits until the terminal shows `words` after what it has shown before.
    fn wait_for(&mut self, words: &str) {
        let from = self.shown.len();
        while !self.shown.get(from..).is_some_and(|new| new.contains(words)) {
            let mut bytes = [0; 1024];
            let read = self.terminal.read(&mut bytes).expect("the terminal shows something");
            self.shown.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    }

    fn type_in(&mut self, keys: &str) {
        self.terminal.write_all(keys.as_bytes()).expect("the terminal takes it");
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.footbridge, signal).expect("it runs");
    }

    /// Whether what is typed is shown.
    fn echoes(&self) -> bool {
        let modes = tcgetattr(&self.terminal).expect("the terminal's modes").local_modes;
        modes.contains(LocalModes::ECHO)
    }

    fn next_line(&mut self) -> String {
        self.printed.next().expect("a line").expect("text")
    }

    fn wait_until_stopped(&self) {
        let status = format!("/proc/{}/status", self.footbridge.as_raw_nonzero());
        let stopped = || {
            let status = std::fs::read_to_string(&status).expect("it runs");
            status.contains("State:\tT")
        };
        while !stopped() {
            std::thread::yield_now();
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It may have ended by itself.
        kill_process(self.footbridge, Signal::KILL).ok();
        drop(self.shell.kill());
        drop(self.shell.wait());
    }
}

const PAIR: &[&str] = &["token", "--vendor", "secure-practice"];

#[test]
fn answer_is_not_shown_and_the_terminal_is_as_before() {
    let mut session = Session::start(PAIR);
    session.wait_for("API key: ");
    assert!(!session.echoes(), "what is typed is not shown");
    session.type_in(&format!("{KEY}\n"));
    session.wait_for("API secret: ");
    assert!(!session.echoes(), "nor here");
    session.type_in(&format!("{SECRET}\n"));
    assert_eq!(session.next_line(), TOKEN, "the token and nothing else is printed");
    assert_eq!(session.next_line(), "ended 0");
    assert!(session.echoes(), "the terminal is as it was");
    for secret in [KEY, SECRET, TOKEN] {
        assert!(!session.shown.contains(secret), "{}", session.shown);
    }
}

#[test]
fn pasted_lines_are_both_answers() {
    let mut session = Session::start(PAIR);
    session.wait_for("API key: ");
    session.type_in(&format!("{KEY}\n{SECRET}\n"));
    assert_eq!(session.next_line(), TOKEN, "the second line is not lost between two questions");
    assert_eq!(session.next_line(), "ended 0");
}

#[test]
fn signal_that_ends_the_program_leaves_the_terminal_as_it_was() {
    let signals = [
        Signal::INT,
        Signal::TERM,
        Signal::HUP,
        Signal::QUIT,
        Signal::ALARM,
        Signal::USR1,
        Signal::USR2,
    ];
    for signal in signals {
        let mut session = Session::start(PAIR);
        session.wait_for("API key: ");
        session.type_in("half-a-secret");
        assert!(!session.echoes(), "{signal:?}: the question is open");
        session.signal(signal);
        let expected = format!("ended {}", 128 + signal.as_raw());
        assert_eq!(session.next_line(), expected, "{signal:?} ends it as it always does");
        assert!(session.echoes(), "{signal:?}: what is typed after it is shown");
        session.type_in("\n");
        assert_eq!(session.next_line(), "left <>", "{signal:?}: half an answer is for nobody else");
        assert!(!session.shown.contains("half-a-secret"), "{}", session.shown);
    }
}

#[test]
fn key_that_ends_the_program_leaves_the_terminal_as_it_was() {
    for (key, code, name) in [("\u{3}", 130, "Ctrl+C"), ("\u{1c}", 131, "Ctrl+\\")] {
        let mut session = Session::start(PAIR);
        session.wait_for("API key: ");
        session.type_in(&format!("{KEY}\n"));
        session.wait_for("API secret: ");
        session.type_in(key);
        assert_eq!(session.next_line(), format!("ended {code}"), "{name}, at the second question");
        assert!(session.echoes(), "{name}: what is typed after it is shown");
    }
}

#[test]
fn stopped_and_continued_it_asks_again() {
    let mut session = Session::start(PAIR);
    session.wait_for("API key: ");
    for key in [None, Some("\u{1a}")] {
        match key {
            Some(key) => session.type_in(key),
            None => session.signal(Signal::TSTP),
        }
        session.wait_until_stopped();
        assert!(session.echoes(), "{key:?}: the shell shows what is typed");
        session.signal(Signal::CONT);
        session.wait_for("API key: ");
        assert!(!session.echoes(), "{key:?}: it is hidden again");
    }
    session.type_in(&format!("{KEY}\n"));
    session.wait_for("API secret: ");
    session.signal(Signal::TSTP);
    session.wait_until_stopped();
    session.signal(Signal::CONT);
    session.wait_for("API secret: ");
    session.type_in(&format!("{SECRET}\n"));
    assert_eq!(session.next_line(), TOKEN, "what was answered before is kept");
    assert_eq!(session.next_line(), "ended 0");
    assert!(session.echoes(), "and the terminal is as it was");
}

#[test]
fn lone_answer_is_taken_when_it_is_a_token() {
    /// Options, what is typed, what is asked for, and what is printed first.
    type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str], &'a str);
    let cases: [Case<'_>; 4] = [
        (&[], &["API key", "API secret"], &[TOKEN, ""], TOKEN),
        (&[], &["API key", "API secret"], &["AKIAIOSFODNN7EXAMPLE", ""], "ended 1"),
        (&[], &["API key", "API secret"], &["", SECRET], "ended 1"),
        (
            &["--ready"],
            &["Azure AD user synchronization token"],
            &["AKIAIOSFODNN7EXAMPLE"],
            "AKIAIOSFODNN7EXAMPLE",
        ),
    ];
    for (options, asked, typed, expected) in cases {
        let mut session = Session::start(&[PAIR, options].concat());
        for (asked, typed) in asked.iter().zip(typed) {
            session.wait_for(&format!("{asked}: "));
            session.type_in(&format!("{typed}\n"));
        }
        assert_eq!(session.next_line(), expected, "{options:?} {typed:?}");
    }
}

#[test]
fn standard_input_that_is_a_terminal_shows_nothing_either() {
    const CHECK: &[&str] = &["check", "--url", "https://footbridge.invalid/scim", "--token-stdin"];
    let token = [PAIR, &["--stdin"]].concat();
    let ready = [&token[..], &["--ready"]].concat();
    for (arguments, asked) in [
        (&token[..], "API key"),
        (&ready, "Azure AD user synchronization token"),
        (&["token", "--vendor", "safe", "--stdin"], "Secret Token"),
        (CHECK, "Token"),
    ] {
        let mut session = Session::start(arguments);
        session.wait_for(&format!("{asked}: "));
        assert!(!session.echoes(), "{arguments:?}");
    }
}
