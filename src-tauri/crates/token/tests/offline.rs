//! Composing opens no socket.
//!
//! The process gives up the right to open anything: its limit of open files (`RLIMIT_NOFILE`) is set
//! to the three it has, so that the kernel refuses every further file and socket. All that the token
//! step does before a test of the connection then still works. `prlimit` is part of util-linux.

#![cfg(target_os = "linux")]

use std::net::UdpSocket;
use std::process::Command;

use footbridge_finding::Language;
use footbridge_token::{RecipeKind, TokenForm, TokenInput, TokenSummary, check, compose};
use jiff::Timestamp;

#[test]
fn composing_opens_nothing() {
    assert!(UdpSocket::bind("127.0.0.1:0").is_ok(), "a socket can be opened before");
    let limited = Command::new("prlimit")
        .args(["--pid", &std::process::id().to_string(), "--nofile=3:3"])
        .status()
        .expect("prlimit of util-linux runs");
    assert!(limited.success(), "the limit is set");
    let refused = UdpSocket::bind("127.0.0.1:0").expect_err("no socket can be opened after");
    assert_eq!(refused.raw_os_error(), Some(24), "EMFILE: too many open files");

    let recipes = [
        RecipeKind::Base64KeySecret,
        RecipeKind::JoinedKeySecret,
        RecipeKind::Verbatim,
        RecipeKind::Ready,
    ];
    for recipe in recipes {
        let form = TokenForm {
            recipe,
            accepts_ready_token: true,
            key_label: "API key",
            secret_label: "API secret",
            token_label: "token",
        };
        let input = match recipe.takes_pair() {
            true => TokenInput { key: "key".into(), secret: "secret".into(), ..Default::default() },
            false => TokenInput { token: "a.b.c".into(), ..Default::default() },
        };
        let draft = check(&form, &input, jiff::Timestamp::UNIX_EPOCH, &Language::ENGLISH);
        assert!(draft.can_compose, "{recipe:?} is checked");
        let composed = compose(&form, &input).expect("it is composed");
        let (made_from, now) = (composed.made_from, Timestamp::UNIX_EPOCH);
        let summary =
            TokenSummary::of_token(&composed.token, recipe, made_from, Some(90), None, now);
        assert!(!summary.fingerprint.is_empty(), "{recipe:?} is described");
    }
}
