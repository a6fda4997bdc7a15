//! A secret that was typed where none belongs is in nothing that is printed.

use std::process::Stdio;

use footbridge_tests::canary::TOKEN;
use footbridge_tests::{data, footbridge};

use crate::{out, words};

/// Secrets of every shape that can be told from a word.
const SECRETS: [&str; 4] = [
    TOKEN,
    "eyJhbGciOiJub25lIn0.eyJleHAiOjE4OTM0NTYwMDB9.c2lnbmF0dXJl",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "Zq7Xw2Vb9Lk4Hn8Pd3Gs6Mt",
];

const SPELLINGS: usize = 7;

/// Ways to write a secret as an argument.
fn spellings(secret: &str) -> [String; SPELLINGS] {
    [
        secret.to_owned(),
        format!("--{secret}"),
        format!("--url={secret}"),
        format!("--vendor={secret}"),
        format!("Bearer {secret}"),
        format!("https://{secret}/scim"),
        format!("https://scim.example.com/v2?token={secret}"),
    ]
}

#[test]
fn secret_in_an_argument_is_not_repeated_wherever_it_stands() {
    let users = data("entra-download-users.csv");
    let users = users.to_str().expect("text");
    // Nothing of these opens a port, reads a keyring, or leaves this machine.
    let tasks: [&[&str]; 9] = [
        &["vendors", "--json"],
        &["help", "check"],
        &["token", "--vendor", "secure-practice", "--key-env", "V", "--secret-env", "V"],
        &["token", "--vendor", "safe", "--stdin", "--save", "--url", "u", "--confirm-host", "h"],
        &["check", "--url", "https://127.0.0.1:9/", "--token-env", "V", "--matching", "userName"],
        &[
            "check",
            "--vendor",
            "safe",
            "--url",
            "http://[::1]:9",
            "--token-env",
            "V",
            "--proxy",
            "none",
        ],
        &["eval", "[a]", "--explain", "--json"],
        &[
            "preview",
            "--users",
            users,
            "--vendor",
            "safe",
            "--column",
            "a=b",
            "--assigned-by",
            "a=b",
        ],
        &["practice", "--faults", "--port", "0", "--fault", "slow", "--token-env", "V"],
    ];
    let mut leaks = Vec::new();
    // Each spelling at each place, with one secret after the other.
    let mut secrets = SECRETS.iter().cycle();
    for task in tasks {
        for (at, spelling) in (1..task.len()).flat_map(|at| (0..SPELLINGS).map(move |it| (at, it)))
        {
            let secret = secrets.next().expect("it goes round");
            let argument = &spellings(secret)[spelling];
            let replaced = [&task[..at], &[argument], &task[at + 1..]].concat();
            let inserted = [&task[..at], &[argument], &task[at..]].concat();
            for arguments in [replaced, inserted] {
                let mut run = footbridge();
                run.args(&arguments).stdin(Stdio::null()).env("V", "value");
                let output = run.output().expect("footbridge runs");
                let printed = format!("{}{}", out(&output), words(&output));
                // A piece would be half of it.
                let pieces = [secret.get(..12), secret.get(secret.len() - 12..)];
                if pieces.into_iter().flatten().any(|piece| printed.contains(piece)) {
                    leaks.push(format!("{arguments:?}:\n{printed}"));
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{} times:\n{}", leaks.len(), leaks.join("\n"));
}
