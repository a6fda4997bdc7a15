//! A profile file does not pass for a built-in vendor.

use footbridge_finding::{Explain, Language};
use footbridge_vendor::{Profile, built_in};

use crate::fifth::FIFTH;

/// The fifth vendor's file under another id and name, with this fixed tenant URL or its own example.
fn file(id: &str, name: &str, fixed: Option<&str>) -> String {
    let text = FIFTH.replacen("id = \"fifth\"", &format!("id = \"{id}\""), 1).replacen(
        "name = \"Fifth Vendor\"",
        &format!("name = \"{name}\""),
        1,
    );
    match fixed {
        Some(url) => {
            text.replacen("[tenant_url]\n", &format!("[tenant_url]\nfixed = \"{url}\"\n"), 1)
        }
        None => text,
    }
}

fn opened(id: &str, name: &str, fixed: Option<&str>) -> Profile {
    Profile::parse("file.toml", &file(id, name, fixed)).unwrap()
}

#[test]
fn id_of_a_built_in_vendor_is_refused_in_every_spelling() {
    let own = built_in().iter().map(|profile| profile.id().to_owned());
    let spelt =
        ["securepractice", "secure-pract1ce", "s-e-c-u-r-e-practice", "saf3", "5afe", "0ther"];
    for id in own.chain(spelt.map(str::to_owned)) {
        let text = file(&id, "Some Vendor", None);
        let errors = Profile::parse("file.toml", &text).unwrap_err();
        let codes: Vec<_> = errors.iter().map(|error| error.problem.code()).collect();
        assert_eq!(codes, ["profile.id_taken"], "{id}");
        let error = errors.first().unwrap();
        let place = (error.place.line, error.place.column, error.place.field.as_deref());
        assert_eq!(place, (Some(4), Some(6), Some("vendor.id")), "{id}: where it stands");
        let told = error.explain(&Language::ENGLISH);
        assert!(told.explanation.contains(&id), "it is named: {told:?}");
        assert!(!told.fixes.is_empty(), "and what to do");
    }
}

#[test]
fn id_that_imitates_in_other_letters_is_not_well_formed() {
    for id in ["Secure-Practice", "secure_practice", "s\u{435}cure-practice", "safe ", "kеepnet"] {
        let errors = Profile::parse("file.toml", &file(id, "Some Vendor", None)).unwrap_err();
        let codes: Vec<_> = errors.iter().map(|error| error.problem.code()).collect();
        assert_eq!(codes, ["profile.name"], "{id}: one mistake, one report");
    }
}

#[test]
fn id_taken_is_told_beside_every_other_problem() {
    let text = file("keepnet", "Some Vendor", None).replacen("search_words", "searchwords", 1);
    let errors = Profile::parse("file.toml", &text).unwrap_err();
    let codes: Vec<_> = errors.iter().map(|error| error.problem.code()).collect();
    assert_eq!(codes, ["profile.id_taken", "profile.unknown_key"], "in the order of the file");
}

#[test]
fn imitation_of_a_built_in_vendor_is_told() {
    const EVIL: &str = "https://scim.evil.example/v2";
    let cases = [
        ("x", "Secure Practice", "Secure Practice", "the very name"),
        ("x", "SECURE-PRACTICE", "Secure Practice", "case and punctuation"),
        ("x", "SecurePractice", "Secure Practice", "without the blank"),
        ("x", "Secure  Practice.", "Secure Practice", "blanks and a full stop"),
        ("x", "S\u{435}cur\u{435} Pr\u{430}ctic\u{435}", "Secure Practice", "Cyrillic letters"),
        ("x", "S\u{3b5}cure Practice", "Secure Practice", "a Greek letter"),
        ("x", "\u{ff33}ecure Practice", "Secure Practice", "a letter of full width"),
        ("x", "Secure\u{200b} Pract\u{ad}ice", "Secure Practice", "invisible letters"),
        ("x", "Secure Pract1ce", "Secure Practice", "a digit for a letter"),
        ("x", "Secure Practise", "Secure Practice", "one slip"),
        ("x", "Secre Pratice", "Secure Practice", "two slips"),
        ("x", "Secure Practice (EU)", "Secure Practice", "with something after it"),
        ("x", "New SecurePractice2027", "Secure Practice", "in the middle of a word"),
        ("x", "The Secure Practise portal", "Secure Practice", "a slip, and words around it"),
        ("secure-practice-eu", "SP", "Secure Practice", "the id holds the built-in's"),
        ("secure-practise", "SP", "Secure Practice", "the id is a slip away"),
        ("x", "Keepn3t", "Keepnet", "a 3 for an e"),
        ("x", "KeepNett", "Keepnet", "a letter too much"),
        ("x", "Keepent", "Keepnet", "two letters changed places"),
        ("keepnet-labs", "KL", "Keepnet", "its company's name in the id"),
        ("x", "Keep Net Labs", "Keepnet", "taken apart"),
        ("x", "SAFE", "SAFE", "a short name"),
        ("x", "S.A.F.E. Security", "SAFE", "with dots, and more"),
        ("x", "5AF\u{415}", "SAFE", "a digit and a Cyrillic letter"),
        ("safe-one", "Some Vendor", "SAFE", "a short name as a word of the id"),
        ("x", "Saffe", "SAFE", "a doubled letter"),
        ("x", "Jericho", "Jericho Security", "the built-in's id as the name"),
        ("x", "Jericho Securlty", "Jericho Security", "an l for an i"),
        ("x", "J\u{435}rich\u{3bf}", "Jericho Security", "letters of two other alphabets"),
        ("x", "Other SCIM applications", "Other SCIM application", "the entry for every other"),
    ];
    for (id, name, expected, why) in cases {
        let found = opened(id, name, Some(EVIL)).resembles_built_in();
        let found = found.unwrap_or_else(|| panic!("{why}: {name} ({id}) is not told"));
        assert_eq!(found.name, expected, "{why}");
        assert_eq!(found.host.as_deref(), Some("scim.evil.example"), "{why}: where it sends to");
    }
}

#[test]
fn innocent_name_is_not_suspected() {
    let names = [
        "Fifth Vendor",
        "Safeguard",
        "SafeNet",
        "Failsafe",
        "Sage",
        "Save the Date",
        "Keeper",
        "Keepit",
        "Kepler",
        "Secureworks",
        "Best Practice Medical",
        "Practice Fusion",
        "Security Practices Weekly",
        "KnowBe4",
        "Hoxhunt",
        "Proofpoint",
        "Jira",
        "Cherish Security",
        "Another Vendor",
        "Other World",
        "SCIM Application Gateway",
        "Example",
        "1Password",
        "Наша школа",
    ];
    for name in names {
        let found =
            opened("some-vendor", name, Some("https://scim.evil.example")).resembles_built_in();
        assert_eq!(found, None, "{name}");
    }
    for id in ["acme", "safeguard", "other-vendor", "practice", "secure", "keep-it", "net"] {
        assert_eq!(opened(id, "Some Vendor", None).resembles_built_in(), None, "{id}");
    }
}

#[test]
fn file_for_the_built_in_vendors_own_server_is_no_imitation() {
    let cases = [
        ("https://api.securepractice.co/scim/v3", false, "the same origin, another path"),
        ("https://api.securepractice.co:8443/scim", true, "another port"),
        ("https://api.securepractice.co.evil.example/", true, "another host that begins like it"),
        ("https://test.securepractice.co/scim", true, "another host of the same vendor"),
    ];
    for (url, expected, why) in cases {
        let found = opened("x", "Secure Practice test", Some(url)).resembles_built_in();
        assert_eq!(found.is_some(), expected, "{why}");
    }
    let found = opened("x", "Secure Practice", None).resembles_built_in().unwrap();
    assert_eq!(found.host, None, "it asks for a URL, where the built-in vendor has one");
    assert_eq!(found.built_in_host.as_deref(), Some("api.securepractice.co"));
    let found = opened("x", "SAFE", None).resembles_built_in().unwrap();
    assert_eq!((found.host, found.built_in_host), (None, None), "both ask for one");
}

#[test]
fn resemblance_is_told_with_both_hosts() {
    let cases = [
        ("Keepnet", Some("https://scim.evil.example:8443"), "scim.evil.example:8443"),
        ("Keepnet", None, "the tenant URL that you enter"),
    ];
    for (name, url, expected) in cases {
        let told = opened("x", name, url).resembles_built_in().unwrap().explain(&Language::ENGLISH);
        assert_eq!(told.code, "profile.resembles");
        assert!(told.title.contains("Keepnet"), "whom it looks like: {told:?}");
        assert!(told.explanation.contains(expected), "where the token goes: {told:?}");
        let own = told.evidence.unwrap();
        assert!(own.contains("scim-api.keepnetlabs.com"), "and where it should: {own}");
        assert_eq!(told.causes.len(), 2, "what it may be");
    }
}
