//! What is masked, what is found, and what is neither.

use footbridge_secret::KnownSecrets;
use secrecy::SecretString;

fn known(secrets: &[&str]) -> KnownSecrets {
    let secrets: Vec<SecretString> = secrets.iter().map(|text| SecretString::from(*text)).collect();
    KnownSecrets::new(&secrets)
}

/// base64 of `canary-key:c4n4ry+secret/value`.
const TOKEN: &str = "Y2FuYXJ5LWtleTpjNG40cnkrc2VjcmV0L3ZhbHVl";

#[test]
fn what_others_said_loses_every_piece() {
    let known = known(&[TOKEN]);
    let cases = [
        (format!("bad token {TOKEN}!"), "bad token ••••!", "the token itself"),
        ("Y2FuYXJ5LWtleTpjNG40…".to_owned(), "••••…", "its beginning"),
        ("for canary-key: no".to_owned(), "for ••••: no", "the key inside"),
        ("c4n4ry+secret/value".to_owned(), "••••", "the secret inside"),
        ("c4n4ry+secret\\/value".to_owned(), "••••", "with a slash escaped for JSON"),
        ("the value: 4ry secret".to_owned(), "the value: ••••", "eight letters of it"),
        ("eulav/terces+yr4n4c".to_owned(), "••••", "turned round"),
        ("nothing here".to_owned(), "nothing here", "other words stay"),
        ("Bjørk sees ••••".to_owned(), "Bjørk sees ••••", "letters outside ASCII stay"),
    ];
    for (text, expected, why) in cases {
        assert_eq!(known.mask(&text), expected, "{why}");
    }
}

#[test]
fn our_own_words_lose_only_what_is_whole() {
    let known = known(&["footbridge-practice-token"]);
    assert_eq!(
        known.mask_whole("https://practice.example/?t=footbridge-practice-token"),
        "https://practice.example/?t=••••",
        "a host name that shares letters with the token stays readable"
    );
    assert_eq!(known.mask_whole("footbridge practice"), "footbridge practice", "half of it stays");
}

#[test]
fn what_a_mask_joins_is_masked_too() {
    let known = known(&["Zq7Xw2Vb9Lk4"]);
    let masked = known.mask("Zq7XwZq7Xw2Vb9Lk42Vb9Lk4");
    assert_eq!(masked, "••••", "what stood around the whole is a whole again");
}

#[test]
fn words_of_a_secret_are_no_secret() {
    let cases = [
        ("department-sync-8f3kq0vx7m2p", "department sync"),
        ("department-sync-8f3kq0vx7m2p", "Sync of the department"),
        ("SecurePractice_8f3kQ0vx7M2p", "Secure Practice"),
        ("Example vendor-key-Zq7Xw2Vb9Lk4", "Provisioning to Example vendor"),
        ("keepnetlabs.com/scim/Zq7Xw2Vb9Lk4", "https://scim-api.keepnetlabs.com/scim"),
        ("microsoft-entra-id-8f3kq0vx7m2pH4", "Microsoft Entra ID"),
        ("AzureAdSync_8f3kQ0vx7M2p", "Azure AD sync"),
        ("TenantId-8f3kQ0vx7M2p", "the tenant ID"),
        ("department1-Zq7Xw2Vb9Lk4", "Department 1"),
        ("scim-20261121-Zq7Xw2Vb9Lk4", "2026-11-21 10:44 UTC"),
        // base64 of `administrator:Zq7Xw2Vb9Lk4`, of `scim-user:…`, of `key:secret`
        ("YWRtaW5pc3RyYXRvcjpacTdYdzJWYjlMazQ=", "the administrator"),
        ("c2NpbS11c2VyOlpxN1h3MlZiOUxrNA==", "a SCIM user"),
        ("a2V5OnNlY3JldA==", "the secret token and the key"),
    ];
    for (secret, text) in cases {
        assert!(!known(&[secret]).found_in(text), "{secret} is not in {text}");
    }
}

#[test]
fn telling_part_of_a_secret_is_found() {
    let cases = [
        ("department-sync-8f3kq0vx7m2p", "x8f3kq0vx", "eight letters of chance"),
        ("department-sync-8f3kq0vx7m2p", "DEPARTMENT sync 8f", "words that go on"),
        ("correct-horse-battery-staple", "correct horse battery", "half of what is only words"),
        ("Example vendor", "Example vendor", "a whole secret, whatever it reads like"),
        ("1234567890123456", "1234 5678 9012 3456", "a number"),
        ("abcde", "xabcdex", "a short one as it is"),
        ("p@ss", "a p@ss b", "with signs"),
        ("p@ss", "cEBzcw==", "in base64"),
        ("!!!???///", "a !!!???/// b", "nothing but signs"),
        ("Bearer Zq7Xw2Vb9Lk4", "zq7xw2vb9lk4", "without its scheme"),
        // base64 of `canary-key:canary-secret`
        ("Y2FuYXJ5LWtleTpjYW5hcnktc2VjcmV0", "canary-key", "half a pair, with its separator"),
        ("user:Zq7Xw2Vb9Lk4", "Basic dXNlcjpacTdYdzJWYjlMazQ=", "a pair in base64"),
        ("user:Zq7Xw2Vb9Lk4", "Zq7Xw2Vb9Lk4", "its password"),
    ];
    for (secret, text, why) in cases {
        assert!(known(&[secret]).found_in(text), "{why}: {secret} in {text}");
    }
}

#[test]
fn short_secret_takes_nothing_out() {
    let known = known(&["the", " ", ""]);
    assert!(known.is_empty(), "there is nothing to look for");
    assert_eq!(known.mask("the server"), "the server", "too short to be a secret");
    assert!(!known.found_in("the server"));
    assert!(!KnownSecrets::new([&SecretString::from("abcde")]).found_in("ABCDE"), "another case");
}

#[test]
fn secret_that_is_added_later_is_known() {
    let mut all = known(&["Zq7Xw2Vb9Lk4"]);
    let before = all.clone();
    all.add(&SecretString::from("Hn8Pd3Gs6Mt1"));
    assert!(all.found_in("Zq7Xw2Vb9Lk4") && all.found_in("Hn8Pd3Gs6Mt1"), "both");
    assert!(!before.found_in("Hn8Pd3Gs6Mt1"), "a copy stays as it was");
    assert!(!all.is_empty() && !format!("{all:?}").contains("Zq7"), "and none is printed");
}

#[test]
fn secret_is_found_wherever_it_stands_in_a_long_text() {
    let known = known(&["Zq7Xw2Vb9Lk4"]);
    let filler = "Ærlig talt, ordinary words. ".repeat(3_600);
    let places = filler.char_indices().map(|(place, _)| place).step_by(16_411);
    for place in places {
        let (before, after) = filler.split_at(place);
        let text = format!("{before}Zq7X\u{200b}w2Vb 9Lk4{after}");
        assert_eq!(known.mask(&text), format!("{before}••••{after}"), "at {place}");
    }
    assert!(!known.found_in(&filler), "and nowhere else");
}
