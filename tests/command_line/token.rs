//! `footbridge token`.

use footbridge_tests::canary::{KEY, SECRET, TOKEN};
use footbridge_tests::{footbridge, run_with_input};

use crate::{exit, out, words};

#[test]
fn a_token_is_made_from_every_source() {
    let by_stdin = run_with_input(
        footbridge().args(["token", "--vendor", "secure-practice", "--stdin"]),
        &format!("{KEY}\n{SECRET}\n"),
    );
    let by_variables = footbridge()
        .args(["token", "--vendor", "secure-practice", "--key-env", "K", "--secret-env", "S"])
        .env("K", KEY)
        .env("S", SECRET)
        .output()
        .expect("footbridge runs");
    let ready = footbridge()
        .args(["token", "--vendor", "secure-practice", "--token-env", "T"])
        .env("T", TOKEN)
        .output()
        .expect("footbridge runs");
    for (output, how) in
        [(&by_stdin, "two lines"), (&by_variables, "variables"), (&ready, "a ready token")]
    {
        assert_eq!(exit(output), 0, "{how}: {}", words(output));
        assert_eq!(out(output), format!("{TOKEN}\n"), "{how}: the token and nothing else");
        for secret in [KEY, SECRET, TOKEN] {
            assert!(!words(output).contains(secret), "{how}: no secret among the words");
        }
    }
}

#[test]
fn a_token_from_bad_halves_is_refused_with_the_reason() {
    let output = run_with_input(
        footbridge().args(["token", "--vendor", "secure-practice", "--stdin"]),
        &format!("{SECRET}\n{SECRET}\n"),
    );
    assert_eq!(exit(&output), 1, "a problem was found");
    assert!(out(&output).is_empty(), "no token is printed");
    assert!(!words(&output).contains(SECRET), "the reason does not repeat the secret");
    assert!(words(&output).contains("[token."), "the reason has its code: {}", words(&output));
}

#[test]
fn a_token_with_a_jwts_form_shows_its_end() {
    // {"alg":"none"} . {"exp":1893456000} . x, which is 2030-01-01.
    let jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjE4OTM0NTYwMDB9.eA";
    let output = run_with_input(footbridge().args(["token", "--vendor", "safe", "--stdin"]), jwt);
    assert_eq!(out(&output), format!("{jwt}\n"), "taken as it is");
    assert!(words(&output).contains("2030-01-01"), "its end is told: {}", words(&output));
}
