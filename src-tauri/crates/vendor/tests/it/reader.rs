//! The strict reader names every problem, its place and what was probably meant.

use footbridge_finding::{Explain, Language};
use footbridge_vendor::{Profile, ProfileError, explain_all};

use crate::fifth::FIFTH;

/// Reads the fifth vendor's file with one text in it exchanged for another.
fn with(old: &str, new: &str) -> (String, Vec<ProfileError>) {
    assert!(FIFTH.contains(old), "the file holds `{old}`");
    let text = FIFTH.replacen(old, new, 1);
    let errors = Profile::parse("fifth.toml", &text).err().unwrap_or_default();
    (text, errors)
}

/// Returns the line and column at which `needle` stands, counted from 1.
fn position(text: &str, needle: &str) -> (Option<u32>, Option<u32>) {
    let before = text.split(needle).next().unwrap();
    let line = before.lines().count().max(1) + usize::from(before.ends_with('\n'));
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    (u32::try_from(line).ok(), u32::try_from(column).ok())
}

struct Case {
    /// What is exchanged in the file.
    old: &'static str,
    new: &'static str,
    /// The first problem's code.
    code: &'static str,
    /// Where it is reported.
    at: &'static str,
    suggestion: Option<&'static str>,
    reason: &'static str,
}

const fn case(
    old: &'static str,
    new: &'static str,
    code: &'static str,
    at: &'static str,
    suggestion: Option<&'static str>,
    reason: &'static str,
) -> Case {
    Case { old, new, code, at, suggestion, reason }
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    case("format = 1", "format = 2", "profile.version", "2", None, "another version"),
    case("format = 1\n", "", "profile.missing_key", "", None, "no version"),
    case("search_words", "searchWords", "profile.unknown_key", "searchWords", Some("search_words"), "another spelling"),
    case("[connection]", "[conection]", "profile.unknown_key", "conection]", Some("connection"), "a letter is missing"),
    case("[objects]\nusers = true", "[objects]", "profile.missing_key", "[objects]", None, "a key is missing in a table"),
    case("minutes = { from = 5,", "minutes = { from = \"5\",", "profile.type", "\"5\"", None, "a text for a number"),
    case("from = 5", "from = 0", "profile.range", "0, to", None, "a number out of bounds"),
    case("from = 5", "from = 50", "profile.order", "50, to", None, "longer than the longest"),
    case("id = \"fifth\"", "id = \"Fifth Vendor\"", "profile.name", "\"Fifth Vendor\"", None, "not a stable name"),
    case("id = \"fifth\"", "id = \"keepnet\"", "profile.id_taken", "\"keepnet\"", None, "a built-in vendor's"),
    case("name = \"Fifth Vendor\"", "name = \" \"", "profile.empty", "\" \"", None, "an empty name"),
    case("{ en = \"Because.\" }", "\"Because.\"", "profile.type", "\"Because.\"", None, "a text without language"),
    case("{ en = \"Because.\" }", "{ nb = \"Fordi.\" }", "profile.missing_english", "{ nb = \"Fordi.\" }", None, "no English"),
    case("nb = \"Token", "norsk = \"Token", "profile.language", "norsk", None, "no language tag"),
    case("en = \"Because.\"", "en = \"\"", "profile.empty", "\"\" }", None, "an empty text"),
    case("severity = \"warning\"", "severity = \"warn\"", "profile.choice", "\"warn\"", None, "no severity, and none is near"),
    case("recipe = \"joinedKeySecret\"", "recipe = \"joined-key-secret\"", "profile.choice", "\"joined-key", Some("joinedKeySecret"), "another spelling of a recipe"),
    case("key_label = { en = \"Client\" }\n", "", "profile.missing_key", "[token]", None, "a pair needs both labels"),
    case("recipe = \"joinedKeySecret\"", "recipe = \"ready\"", "profile.missing_key", "[token]", None, "a single token needs its label"),
    case("https://fifth.example/help", "http://fifth.example/help", "profile.url", "\"http://fifth.example/help\"", None, "not encrypted"),
    case("https://fifth.example/help", "https://me:pw@fifth.example/", "profile.url_credentials", "\"https://me", None, "a password"),
    case("https://fifth.example/help", "https:\\\\\\\\fifth.example/help", "profile.url", "\"https:", None, "backslashes"),
    case("https://fifth.example/help", " https://fifth.example/help", "profile.url", "\" https:", None, "a blank in front"),
    case("https://fifth.example/help", "https://127.0.0.1/help", "profile.url_not_public", "\"https://127", None, "an address by number"),
    case("https://fifth.example/help", "https://x.localhost/", "profile.url_not_public", "\"https://x.", None, "this computer"),
    case("https://fifth.example/help", "https://intranet/", "profile.url_not_public", "\"https://intranet", None, "a single label"),
    case("link = { label = { en = \"Settings\" }, url = \"https://fifth.example/settings\" }", "link = { label = { en = \"Settings\" }, url = \"https://wiki.internal/\" }", "profile.url_not_public", "\"https://wiki", None, "the link of the token"),
    case("where = [{ en = \"In `Settings`.\" }]", "where = []", "profile.empty", "[]", None, "no way to the token"),
    case("target = \"urn:ietf:params:scim:schemas:extension:Fifth:2.0:User:source\"", "target = \"user_name\"", "profile.unknown_target", "\"user_name\"", Some("userName"), "an unknown target"),
    case("target = \"urn:ietf:params:scim:schemas:extension:Fifth:2.0:User:source\"", "target = \"id\"", "profile.forbidden_target", "\"id\"", None, "never map id"),
    case("required = [\"userName\"]", "required = [\"username\"]", "profile.unknown_target", "\"username\"", Some("userName"), "targets of rules are checked too"),
    case("required = [\"userName\"]", "required = [\"nickName\"]", "profile.rule", "\"nickName\"", None, "the table breaks the rule"),
    case("required = [\"userName\"]", "matching_only = \"title\"", "profile.rule", "\"title\"", None, "another target matches"),
    case("sources = [\"mail\"]", "sources = [\"[mail]\"]", "profile.attribute", "\"[mail]\"", None, "brackets"),
    case("remove = ['phoneNumbers[type eq \"fax\"].value']", "remove = [\"nickName\"]", "profile.not_in_base", "\"nickName\"", None, "Entra does not map it"),
    case("constant = \"Fifth\"\n", "", "profile.source", "[[mapping.add]]", None, "a mapping without source"),
    case("constant = \"Fifth\"\n", "constant = \"a\"\ndirect = \"b\"\n", "profile.source", "[[mapping.add]]", None, "two sources"),
    case("target = \"urn:ietf:params:scim:schemas:extension:Fifth:2.0:User:source\"", "target = \"title\"", "profile.duplicate_target", "\"title\"", None, "Entra maps it already"),
    case("expression = 'ToLower([mail])'", "expression = 'Frobnicate([mail])'", "profile.expression", "Frobnicate([mail])", None, "a function that Entra does not have, at its place in the line"),
    case("kind = \"expression\", value = 'ToLower([mail])'", "kind = \"expression\", value = 'Frobnicate([mail])'", "profile.expression", "Frobnicate([mail])", None, "expressions to copy are checked too"),
    case("matching = 1", "matching = 2", "profile.matching", "[mapping]", None, "precedences begin at 1"),
    case("apply = \"onCreation\"", "apply = \"oncreation\"", "profile.choice", "\"oncreation\"", Some("onCreation"), "the case differs"),
    case("use = \"createApplication\"", "use = \"createAplication\"", "profile.choice", "\"createAplication\"", Some("createApplication"), "an unknown common step"),
    case("id = \"own\"", "id = \"connectFifth\"", "profile.duplicate_step", "\"connectFifth\"\nwhen", None, "the same name twice"),
    case("id = \"own\"\n", "", "profile.missing_key", "[[guide.steps]]\nwhen", None, "an own step needs a name"),
    case("when = { portal", "when = { portl", "profile.unknown_condition", "portl", Some("portal"), "an unknown condition"),
    case("when = { portal", "when = { maps = \"time_zone\", portal", "profile.unknown_target", "\"time_zone\"", Some("timezone"), "a condition on an unknown target"),
    case("portal = \"connectivity\"", "portal = \"old\"", "profile.choice", "\"old\"", None, "no such layout"),
    case("Tell {vendor}", "Tell {vendr}", "profile.unknown_placeholder", "\"Tell {vendr}\"", Some("vendor"), "an unknown placeholder"),
    case("Tell {vendor}", "Tell {source}", "profile.placeholder_not_here", "\"Tell {source}\"", None, "no mapping to take it from"),
    case("expires_after_days = 30\n", "", "profile.placeholder_not_here", "\"Within {expiry", None, "no expiry to fill in"),
    case("Mind the `gap`.", "Mind the `gap.", "profile.backtick", "\"Mind the", None, "an open portal word"),
    case(", text_without_users = { en = \"Some people.\" }", "", "profile.missing_key", "{ kind = \"licenceCount\"", None, "a number may be unknown"),
    case("value = \"{app_name}\"", "value = \"\"", "profile.empty", "\"\" }", None, "nothing to copy"),
];

#[test]
fn each_problem_has_its_code_place_and_suggestion() {
    let mut wrong = Vec::new();
    for case in CASES {
        let (text, errors) = with(case.old, case.new);
        let found: Vec<_> = errors
            .iter()
            .map(|error| {
                let place = (error.place.line, error.place.column);
                (error.problem.code(), place, error.problem.suggestion())
            })
            .collect();
        // One mistake, one report.
        let expected = [(case.code, position(&text, case.at), case.suggestion)];
        if found != expected {
            wrong.push(format!("{}: {found:?} instead of {expected:?}", case.reason));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_problem_of_a_file_is_reported_at_once() {
    let text = FIFTH
        .replacen("search_words", "searchwords", 1)
        .replacen("https://fifth.example/help", "fifth.example", 1)
        .replacen("recipe = \"joinedKeySecret\"", "recipe = \"joined\"", 1)
        .replacen("matching = 1", "matching = \"first\"", 1)
        .replacen("portal = \"connectivity\"", "portl = 1", 1);
    let errors = Profile::parse("fifth.toml", &text).unwrap_err();
    let codes: Vec<_> = errors.iter().map(|error| error.problem.code()).collect();
    assert_eq!(
        codes,
        [
            "profile.unknown_key",
            "profile.url",
            "profile.choice",
            "profile.type",
            "profile.unknown_condition"
        ],
        "all five, in the order of the file"
    );
}

#[test]
fn suggestion_for_a_target_that_the_vendor_does_not_take_is_refused() {
    // A vendor that names its targets exactly.
    let exact = include_str!("../../profiles/safe.toml").replacen("\"safe\"", "\"sixth\"", 1);
    for (target, expected) in [("nickName", &["profile.rule"][..]), ("title", &[])] {
        let text = format!(
            "{exact}\n[[mapping.suggestions]]\ntarget = \"{target}\"\nnote = {{ en = \"x\" }}\n"
        );
        let errors = Profile::parse("sixth.toml", &text).err().unwrap_or_default();
        let codes: Vec<_> = errors.iter().map(|error| error.problem.code()).collect();
        assert_eq!(codes, expected, "{target}: it would never be shown");
    }
}

#[test]
fn several_syntax_errors_are_reported() {
    let errors = Profile::parse("x.toml", "a = = 1\n[b\nc = 2\n").unwrap_err();
    assert!(errors.len() >= 2, "both lines: {errors:?}");
    assert!(errors.iter().all(|error| error.problem.code() == "profile.syntax"), "syntax only");
    assert_eq!(errors.first().unwrap().place.line, Some(1), "the first line");
}

#[test]
fn a_problem_is_told_in_words() {
    let (_, errors) = with("search_words", "searchWords");
    let finding = errors.first().unwrap().explain(&Language::ENGLISH);
    assert_eq!(finding.code, "profile.unknown_key", "its code");
    assert_eq!(finding.explanation, "There is no key `searchWords` here.", "its sentence");
    assert_eq!(finding.fixes.first().unwrap(), "Did you mean `search_words`?", "its suggestion");
    let place = finding.place.unwrap();
    assert_eq!(place.file.as_deref(), Some("fifth.toml"), "its file");
    assert_eq!(place.field.as_deref(), Some("vendor.searchWords"), "its path");

    let all = explain_all("fifth.toml", &errors, &Language::ENGLISH);
    assert_eq!(all.code, "profile.refused", "one finding for the file");
    assert_eq!(
        all.evidence.as_deref(),
        Some("7:1 There is no key `searchWords` here. Did you mean `search_words`?"),
        "a line for each problem"
    );
}

#[test]
fn every_code_has_a_text() {
    for case in CASES {
        let (_, errors) = with(case.old, case.new);
        for error in errors {
            let finding = error.explain(&Language::ENGLISH);
            assert_ne!(finding.title, finding.code, "{} has words", finding.code);
            assert!(!finding.fixes.is_empty(), "{} says what to do", finding.code);
            let words = format!("{finding:?}");
            let left = finding.fixes.iter().chain([&finding.title, &finding.explanation]);
            for text in left {
                let unfilled = ["{key}", "{value}", "{target}", "{field}", "{known}", "{found}"];
                assert!(
                    !unfilled.iter().any(|name| text.contains(name)),
                    "{}: a parameter is left: {words}",
                    finding.code
                );
            }
        }
    }
}
