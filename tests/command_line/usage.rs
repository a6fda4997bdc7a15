//! What is said to somebody who does not know the command line yet, or mistypes.

use footbridge_tests::canary::TOKEN;
use footbridge_tests::footbridge;

use crate::{exit, json, out, run, words};

#[test]
fn usage_that_is_wrong_ends_with_2() {
    let cases: &[&[&str]] = &[
        &[],
        &["nonsense"],
        &["check", "--vendor", "keepnet"],
        &["check", "--token-env", "X"],
        &["check", "--vendor", "safe", "--token-env", "PATH"],
        &["token", "--vendor", "nobody", "--stdin"],
        &["token", "--vendor", "secure-practice", "--key-env", "X"],
        &["eval"],
        &["preview", "--vendor", "safe"],
        &["preview", "--vendor", "safe", "--users", "/does/not/exist.csv"],
        &["preview", "--users", "users.csv"],
        &["preview", "--users", "users.csv", "--vendor", "safe", "--schema", "schema.json"],
        &["preview", "--users", "users.csv", "--schema", "/does/not/exist.json"],
        &["practice", "--fault", "nonsense"],
    ];
    for arguments in cases {
        let output = run(arguments);
        assert_eq!(exit(&output), 2, "{arguments:?}: {}", words(&output));
        assert!(!words(&output).is_empty(), "{arguments:?} says why");
        assert!(out(&output).is_empty(), "{arguments:?} prints nothing for a script");
    }
}

#[test]
fn help_is_for_strangers() {
    let output = run(&["--help"]);
    assert_eq!(exit(&output), 0, "help is no mistake");
    for task in ["vendors", "token", "check", "eval", "preview", "practice"] {
        assert!(out(&output).contains(task), "{task} is listed");
        let help = run(&[task, "--help"]);
        assert_eq!(exit(&help), 0, "{task} has a help of its own");
    }
}

#[test]
fn vendors_are_listed() {
    let output = run(&["vendors", "--json"]);
    let vendors = json(&output);
    let ids: Vec<&str> =
        vendors.as_array().into_iter().flatten().filter_map(|one| one["id"].as_str()).collect();
    for id in ["secure-practice", "keepnet", "safe", "jericho", "other"] {
        assert!(ids.contains(&id), "{id} is built in; got {ids:?}");
        assert!(out(&run(&["vendors"])).contains(id), "{id} is listed for people too");
    }
}

#[test]
fn a_secret_in_an_argument_is_refused_and_not_repeated() {
    let cases: [&[&str]; 2] = [
        &["check", "--url", "https://h.invalid/", "--token-env", TOKEN],
        &["check", "--url", "https://h.invalid/", "--token-env", "T", "--proxy", "u:pr0xy-pw@p:1"],
    ];
    for arguments in cases {
        let output = footbridge().args(arguments).env("T", TOKEN).output().expect("it runs");
        assert_eq!(exit(&output), 2, "wrong usage: {arguments:?}");
        for secret in [TOKEN, "pr0xy-pw"] {
            assert!(!words(&output).contains(secret), "not repeated: {}", words(&output));
        }
    }
}
