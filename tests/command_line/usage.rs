//! What is said to somebody who does not know the command line yet, or mistypes.

use std::process::Stdio;

use footbridge_tests::canary::TOKEN;
use footbridge_tests::{data, footbridge, is_windows_program};

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
        for part in ["Example", "Exit code", &format!("footbridge {task}")] {
            assert!(out(&help).contains(part), "{task} has {part}: {}", out(&help));
        }
    }
}

#[test]
fn what_is_wrong_is_said_with_what_to_do_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let of = |name: &str| folder.path().join(name).to_str().expect("text").to_owned();
    let (here, gone, empty, binary) = (of("."), of("gone.csv"), of("empty.csv"), of("binary.csv"));
    std::fs::write(&empty, "").expect("written");
    std::fs::write(&binary, [0, 159, 146, 150, 0, 255]).expect("written");
    let users = data("entra-download-users.csv");
    let users = users.to_str().expect("text");
    let preview = ["preview", "--vendor", "safe", "--users"];
    // How a variable is set is told in the words of the system's own shell.
    let set = [if is_windows_program() { "$env:NO" } else { "export NO" }];
    let not_set = ["NO is not set", set[0]];
    /// Arguments, and words that stand in the answer.
    type Case<'a> = (Vec<&'a str>, &'a [&'a str]);
    let cases: Vec<Case<'_>> = vec![
        (vec!["check", "--vendor", "keepnet", "--token-env", "NO"], &not_set[..]),
        (vec!["token", "--vendor", "safe", "--token-env", "NO"], &set[..]),
        (vec!["practice", "--token-env", "NO"], &set[..]),
        (vec!["token", "--vendor", "safe"], &["--stdin", "--token-env"]),
        (vec!["check", "--vendor", "safe", "--token-stdin"], &["--url"]),
        (vec!["check", "--vendor", "saef", "--token-stdin"], &["secure-practice"]),
        (vec!["chekc"], &["check"]),
        (vec!["practice", "--fault", "nope"], &["practice --faults"]),
        (vec!["practice", "--port", "99999"], &["0..=65535"]),
        ([&preview[..], &[&gone]].concat(), &["gone.csv", "not there"]),
        ([&preview[..], &[&empty]].concat(), &["empty.csv", "again"]),
        ([&preview[..], &[&binary]].concat(), &["binary.csv", "Download users"]),
        ([&preview[..], &[users, "--users", &gone]].concat(), &["gone.csv", "not there"]),
        ([&preview[..], &[users, "--assigned", &gone]].concat(), &["gone.csv", "not there"]),
        ([&preview[..], &[users, "--column", "Nmae=mail"]].concat(), &["`Nmae`", "displayName"]),
        ([&preview[..], &[users, "--assigned-by", "team=A"]].concat(), &["`team`", "--column"]),
        (vec!["preview", "--users", users, "--vendor", &here], &["folder"]),
        (vec!["preview", "--users", users, "--vendor", &binary], &["not text"]),
        (vec!["preview", "--users", users, "--schema", &gone], &["no such file", "path"]),
        (vec!["eval", "[a]", "--attributes", &gone], &["no such file", "path"]),
        (vec!["eval", "[a]", "--attributes", &here], &["folder"]),
        (vec!["eval", "[a]", "--attributes", &empty], &["not JSON"]),
    ];
    for (arguments, told) in cases {
        let output = footbridge().args(&arguments).stdin(Stdio::null()).env_remove("NO").output();
        let output = output.expect("footbridge runs");
        assert_eq!(exit(&output), 2, "{arguments:?}: {}", words(&output));
        for part in told {
            assert!(words(&output).contains(part), "{arguments:?} says {part}: {}", words(&output));
        }
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_mistake() {
    let users = data("entra-download-users.csv");
    let users = users.to_str().expect("text");
    let preview = ["preview", "--users", users, "--vendor", "safe"];
    for arguments in [
        &["--help"][..],
        &["vendors"],
        &["vendors", "--json"],
        &["practice", "--faults"],
        &["eval", "ToUpper(\"x\", )", "--explain"],
        &preview,
        &[&preview[..], &["--summary"]].concat(),
        &[&preview[..], &["--json"]].concat(),
        &[&preview[..], &["--format", "csv"]].concat(),
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = footbridge().args(arguments).stdout(writer).output().expect("it runs");
        assert_eq!(exit(&output), 0, "{arguments:?}: {}", words(&output));
        assert!(!words(&output).contains("error"), "{arguments:?}: {}", words(&output));
    }
    for (arguments, code) in
        [(&["practice", "--fault", "no"][..], 2), (&["eval", "Nonsense("], 1), (&preview, 0)]
    {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = footbridge().args(arguments).stderr(writer).output().expect("it runs");
        assert_eq!(exit(&output), code, "{arguments:?} without anybody to tell");
    }
}

#[test]
fn vendors_are_those_of_the_profiles_and_no_other() {
    let folder = footbridge_tests::root().join("src-tauri/crates/vendor/profiles");
    let files =
        std::fs::read_dir(folder).expect("the profiles").map(|it| it.expect("a file").path());
    let profiles = files.filter(|path| path.extension().is_some_and(|it| it == "toml")).count();
    let listed = json(&run(&["vendors", "--json"]));
    let listed = listed.as_array().or_else(|| listed["vendors"].as_array()).expect("a list");
    assert_eq!(
        listed.len(),
        profiles,
        "a test that adds a profile leaves the program alone: {listed:#?}"
    );
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
