//! A token goes to the server that it was made or saved for, and to no other.
//!
//! With a real keyring, which `cargo xtask test` gives a session of its own. The tests share it, so
//! each saves for another vendor or another server.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use footbridge_tests::canary::{KEY, SECRET, TOKEN};
use footbridge_tests::{Program, footbridge, root, run_with_input};

use crate::{exit, out, words};

/// A server that wants the token: how often it was spoken to.
struct Elsewhere {
    url: String,
    host: String,
    visits: Arc<AtomicU32>,
}

impl Elsewhere {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let host = listener.local_addr().expect("an address").to_string();
        let visits = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&visits);
        std::thread::spawn(move || {
            for visit in listener.incoming() {
                drop(visit);
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Elsewhere { url: format!("https://{host}/scim"), host, visits }
    }

    fn was_left_alone(&self) -> bool {
        self.visits.load(Ordering::SeqCst) == 0
    }
}

/// An entry of the keyring, which is removed at the end: other tests share the session.
struct Entry(String);

impl Drop for Entry {
    fn drop(&mut self) {
        let mut clear = Command::new("secret-tool");
        drop(clear.args(["clear", "service", "Footbridge", "username", &self.0]).status());
    }
}

fn outcome(command: &mut Command) -> Output {
    command.env("T", TOKEN).output().expect("footbridge runs")
}

fn check(arguments: &[&str]) -> Output {
    outcome(footbridge().arg("check").args(arguments))
}

fn save(arguments: &[&str]) -> Output {
    outcome(footbridge().args(["token", "--token-env", "T", "--save"]).args(arguments))
}

#[track_caller]
fn assert_refused(output: &Output, told: &[&str]) {
    let words = words(output);
    assert_eq!((out(output).as_str(), exit(output)), ("", 2), "{words}");
    for part in told {
        assert!(words.contains(part), "it says {part}: {words}");
    }
    for secret in [KEY, SECRET, TOKEN] {
        assert!(!words.contains(secret), "no secret among the words: {words}");
    }
}

/// A profile file that calls itself so and sends tokens there.
fn profile(folder: &tempfile::TempDir, id: &str, name: &str, url: &str) -> PathBuf {
    let text = std::fs::read_to_string(root().join("src-tauri/crates/vendor/tests/it/fifth.toml"));
    let text = text
        .expect("a profile")
        .replacen("id = \"fifth\"", &format!("id = \"{id}\""), 1)
        .replacen("name = \"Fifth Vendor\"", &format!("name = \"{name}\""), 1)
        .replacen("[tenant_url]\n", &format!("[tenant_url]\nfixed = \"{url}\"\n"), 1);
    let file = folder.path().join(format!("{id}.toml"));
    std::fs::write(&file, text).expect("written");
    file
}

#[test]
fn saved_token_goes_to_no_other_server() {
    let _entry = Entry("keepnet@https://scim-api.keepnetlabs.com".to_owned());
    let saved = save(&["--vendor", "keepnet"]);
    assert_eq!(exit(&saved), 0, "{}", words(&saved));
    assert!(words(&saved).contains("https://scim-api.keepnetlabs.com"), "{}", words(&saved));

    let elsewhere = Elsewhere::start();
    let asked = ["--vendor", "keepnet", "--url", &elsewhere.url, "--token-saved"];
    let refused = check(&asked);
    assert_refused(&refused, &["Keepnet has one tenant URL", &elsewhere.host, "--confirm-host"]);
    let confirmed = check(&[&asked[..], &["--confirm-host", &elsewhere.host]].concat());
    let own = "saved for https://scim-api.keepnetlabs.com";
    assert_refused(&confirmed, &["[keyring.no_entry]", own, "--token-stdin", &elsewhere.host]);
    assert!(elsewhere.was_left_alone(), "it was not even asked for its certificate");
}

#[test]
fn profile_file_that_imitates_a_vendor_gets_no_token() {
    let _entry = Entry("jericho@https://app.jerichosecurity.com".to_owned());
    assert_eq!(exit(&save(&["--vendor", "jericho"])), 0, "the vendor's token is saved");
    let (elsewhere, folder) = (Elsewhere::start(), tempfile::tempdir().expect("a folder"));
    let taken = profile(&folder, "jericho", "Jericho Security", &elsewhere.url);
    let taken = taken.to_str().expect("text");
    for source in [&["--token-saved"][..], &["--token-env", "T"]] {
        let refused = check(&[&["--vendor", taken], source].concat());
        assert_refused(&refused, &["[profile.refused]", "comes with Footbridge"]);
    }
    assert_refused(&save(&["--vendor", taken]), &["[profile.refused]"]);

    let alike = profile(&folder, "jerichos", "Jericho Securlty", &elsewhere.url);
    let alike = alike.to_str().expect("text");
    let host = elsewhere.host.as_str();
    let doubts = ["Is this Jericho Security?", host, "app.jerichosecurity.com", "--confirm-host"];
    assert_refused(&check(&["--vendor", alike, "--token-saved"]), &doubts);
    assert_refused(&check(&["--vendor", alike, "--token-env", "T"]), &doubts);
    assert_refused(&save(&["--vendor", alike]), &doubts);
    let confirmed = check(&["--vendor", alike, "--token-saved", "--confirm-host", host]);
    assert_refused(&confirmed, &["[keyring.no_entry]"]);
    assert!(elsewhere.was_left_alone(), "it got nothing");

    // Whoever confirms the host means it: the token of the variable is for it.
    let meant = check(&["--vendor", alike, "--token-env", "T", "--confirm-host", host]);
    assert_eq!(exit(&meant), 1, "it speaks no TLS: {}", words(&meant));
    assert!(!elsewhere.was_left_alone(), "but it was asked");
}

#[test]
fn token_saved_for_a_customers_url_is_found_there_only() {
    let mut practice = footbridge();
    practice.args(["practice", "--token-env", "T"]).env("T", TOKEN);
    let (_practice, lines) = Program::start_and_read(&mut practice, 1);
    let url = lines[0].as_str();
    let other = ["--vendor", "other", "--url"];
    let nothing = check(&[&other[..], &[url, "--token-saved"]].concat());
    assert_refused(&nothing, &["[keyring.no_entry]", "None is saved for http://127.0.0.1"]);
    let _entry = Entry(format!("other@{}", url.split("/scim").next().unwrap_or_default()));
    let saved = save(&[&other[..], &[url]].concat());
    assert_eq!(exit(&saved), 0, "{}", words(&saved));
    let found = check(&[&other[..], &[url, "--token-saved"]].concat());
    assert_eq!(exit(&found), 0, "Entra's own test passes with it: {}", words(&found));

    let elsewhere = Elsewhere::start();
    let other_port = format!("http://{}/scim", elsewhere.host);
    for url in [&other_port, &elsewhere.url] {
        let refused = check(&[&other[..], &[url, "--token-saved"]].concat());
        assert_refused(&refused, &["[keyring.no_entry]", "saved for http://127.0.0.1"]);
    }
    assert!(elsewhere.was_left_alone(), "another port is another place");
}

#[test]
fn token_of_an_earlier_version_is_read_for_its_vendors_own_url() {
    let _entry = Entry("secure-practice".to_owned());
    let mut store = Command::new("secret-tool");
    store.args(["store", "--label=Footbridge provisioning token", "service", "Footbridge"]);
    let stored = run_with_input(store.args(["username", "secure-practice"]), TOKEN);
    assert!(stored.status.success(), "{}", words(&stored));
    // Nothing listens on port 9, so the run ends there; what is told is that the token was found.
    let found = check(&["--vendor", "secure-practice", "--token-saved", "--proxy", "127.0.0.1:9"]);
    assert_eq!(exit(&found), 1, "{}", words(&found));
    let report = String::from_utf8_lossy(&found.stdout);
    assert!(report.contains("[proxy.failed]"), "{report}");
    let elsewhere = Elsewhere::start();
    let asked = ["--vendor", "secure-practice", "--url", &elsewhere.url, "--token-saved"];
    let refused = check(&[&asked[..], &["--confirm-host", &elsewhere.host]].concat());
    assert_refused(&refused, &["[keyring.no_entry]", "saved for https://api.securepractice.co"]);
    assert!(elsewhere.was_left_alone(), "it is the vendor's");
}

#[test]
fn what_is_saved_needs_a_place() {
    /// Arguments, and words that stand in the answer.
    type Case<'a> = (&'a [&'a str], &'a [&'a str]);
    let cases: [Case<'_>; 6] = [
        (&["--vendor", "safe"], &["tenant URL per customer", "--url"]),
        (&["--vendor", "safe", "--url", "nonsense with blanks"], &["[url.invalid]"]),
        (&["--vendor", "safe", "--url", TOKEN], &["[url.holds_secret]"]),
        (&["--vendor", "safe", "--url", "https://h.example/?api_key=hunter2hunter2"], &["secret"]),
        (
            &["--vendor", "safe", "--url", "https://a.example", "--confirm-host", "b.example"],
            &["a.example"],
        ),
        (
            &["--vendor", "keepnet", "--url", "https://a.example/scim"],
            &["--confirm-host a.example"],
        ),
    ];
    for (arguments, told) in cases {
        // Before anything is asked for: the input is not even read.
        let output = outcome(footbridge().args(["token", "--stdin", "--save"]).args(arguments));
        assert_refused(&output, told);
        assert!(!words(&output).contains("hunter2"), "{}", words(&output));
    }
}

#[test]
fn confirmed_is_the_very_server_that_is_asked() {
    let url = "https://127.0.0.1:9/scim";
    let asked = ["--vendor", "keepnet", "--token-env", "T", "--url", url];
    for wrong in ["127.0.0.1", "127.0.0.1:10", "localhost:9", "scim-api.keepnetlabs.com", "", TOKEN]
    {
        let refused = check(&[&asked[..], &["--confirm-host", wrong]].concat());
        assert_refused(&refused, &["--confirm-host names another server", "127.0.0.1:9"]);
    }
    let meant = check(&[&asked[..], &["--confirm-host", "127.0.0.1:9"]].concat());
    assert_eq!(exit(&meant), 1, "nothing listens there: {}", words(&meant));
    let needless =
        check(&["--vendor", "keepnet", "--token-env", "T", "--confirm-host", "other.example"]);
    assert_refused(&needless, &["--confirm-host names another server", "scim-api.keepnetlabs.com"]);
}
