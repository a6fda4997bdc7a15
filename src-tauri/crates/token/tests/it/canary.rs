//! Nothing that can be printed, serialised or reported holds a secret.

use footbridge_finding::{Explain, Language};
use footbridge_secret::{BoundToken, Origin};
use footbridge_token::{
    Clipboard, Composed, Keyring, KeyringError, MadeFrom, RecipeKind, SavedTokens, TokenSummary,
    check, compose,
};
use jiff::Timestamp;

use crate::{JOINED, PAIR, READY, STRICT, VERBATIM, input};

const KEY: &str = "canary-key-Zq7Xw2";
const SECRET: &str = "canary-secret-Vb9Lk4";

/// Pieces of eight characters of every form in which the secret could appear.
fn needles() -> Vec<String> {
    use base64::Engine as _;
    let token = base64::engine::general_purpose::STANDARD.encode(format!("{KEY}:{SECRET}"));
    [KEY, SECRET, &token]
        .iter()
        .flat_map(|form| {
            let letters: Vec<char> = form.chars().collect();
            letters.windows(8).map(|window| window.iter().collect()).collect::<Vec<String>>()
        })
        .collect()
}

fn assert_clean(shown: &str, what: &str) {
    for needle in needles() {
        assert!(!shown.contains(&needle), "{what} shows {needle}: {shown}");
    }
}

fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

#[test]
fn what_is_shown_holds_no_secret() {
    let joined = format!("{KEY}:{SECRET}");
    let damaged = format!("{SECRET} \u{200b}\n{KEY}");
    let inputs = [
        input(KEY, SECRET, ""),
        input(KEY, "", ""),
        input(&joined, "", ""),
        input("", "", &joined),
        input("", "", &damaged),
        input(&damaged, &damaged, ""),
        input(KEY, KEY, SECRET),
        input(&format!("Bearer {KEY}"), &format!(" {SECRET}"), ""),
    ];
    for form in [PAIR, JOINED, STRICT, VERBATIM, READY] {
        for input in &inputs {
            assert_clean(&format!("{input:?}"), "the input's Debug");
            let draft = check(&form, input, jiff::Timestamp::UNIX_EPOCH, &Language::ENGLISH);
            assert_clean(&format!("{draft:?}"), "the draft's Debug");
            assert_clean(&serde_json::to_string(&draft).expect("it serialises"), "the draft");
            match compose(&form, input) {
                Ok(composed) => made(&composed, form.recipe),
                Err(problem) => {
                    let finding = problem.explain(&Language::ENGLISH);
                    assert_clean(&format!("{problem} {problem:?} {finding:?}"), "the problem");
                }
            }
        }
    }
}

fn made(composed: &Composed, recipe: RecipeKind) {
    assert_clean(&format!("{composed:?} {:?}", composed.token), "the token's Debug");
    for secret in composed.token.secrets() {
        assert_clean(&format!("{secret:?}"), "the Debug of what it is made of");
    }
    let made_from = composed.made_from;
    let summary = TokenSummary::of_token(&composed.token, recipe, made_from, Some(90), None, now());
    assert_clean(&format!("{summary:?}"), "the summary's Debug");
    assert_clean(&serde_json::to_string(&summary).expect("it serialises"), "the summary");
}

#[test]
fn input_arrives_as_secrets() {
    let json = format!(r#"{{"key":"{KEY}","secret":"{SECRET}","token":""}}"#);
    let input: footbridge_token::TokenInput = serde_json::from_str(&json).expect("it reads");
    assert_clean(&format!("{input:?}"), "the input's Debug");
    let composed = compose(&PAIR, &input).expect("it is a pair");
    assert_eq!(composed.made_from, MadeFrom::Pair, "both halves arrived");
}

#[tokio::test]
async fn the_keyring_and_clipboard_say_nothing() {
    let open: footbridge_token::OpenStore = Box::new(|| Ok(keyring_core::mock::Store::new()? as _));
    let keyring = Keyring::with_store(open);
    let origin = Origin::parse("https://scim.vendor.example").expect("a URL");
    let long = BoundToken::new(SECRET.repeat(200).into(), origin);
    let error = keyring
        .save(&SavedTokens::of("vendor"), &long, std::time::Duration::from_secs(60))
        .await
        .expect_err("it is too long");
    assert!(matches!(error, KeyringError::TooLong { .. }), "the limit is checked first: {error}");
    let finding = error.explain(&Language::ENGLISH);
    assert_clean(&format!("{error} {error:?} {finding:?} {keyring:?}"), "the keyring");
    assert_clean(&format!("{:?}", Clipboard::new()), "the clipboard");
}

#[test]
fn the_summary_crosses_as_the_window_expects() {
    let composed = compose(&PAIR, &input(KEY, SECRET, "")).expect("it is a pair");
    let recipe = RecipeKind::Base64KeySecret;
    let mut token = composed.token;
    let origin = Origin::parse("https://scim.vendor.example/v2").expect("a URL");
    token.bind(&origin).expect("it belongs nowhere else yet");
    let summary = TokenSummary::of_token(&token, recipe, MadeFrom::Pair, Some(90), None, now());
    let json = serde_json::to_value(&summary).expect("it serialises");
    let expected = serde_json::json!({
        "lastFour": summary.last_four, "fingerprint": summary.fingerprint, "length": 52,
        "recipe": "base64KeySecret", "madeFrom": "pair", "madeAt": "1970-01-01T00:00:00Z",
        "expiresOn": "1970-04-01", "expirySource": "profile", "saved": false,
        "origin": "https://scim.vendor.example",
    });
    assert_eq!(json, expected, "the names and shapes of the contract");
    let back: TokenSummary = serde_json::from_value(json).expect("it reads back");
    assert_eq!(back, summary, "progress is saved and read again");
}
