//! Each check with its own message, in tables.

use footbridge_finding::Language;
use footbridge_token::{MadeFrom, ProblemKind, Recognised, TokenField, check, compose};
use secrecy::ExposeSecret;

use crate::{JOINED, PAIR, READY, STRICT, VERBATIM, input};

fn now() -> jiff::Timestamp {
    "2027-01-01T10:00:00Z".parse().expect("a time")
}

pub(crate) type Case = (
    footbridge_token::TokenForm<'static>,
    [&'static str; 3],
    Recognised,
    &'static [&'static str],
    Option<&'static str>,
    &'static str,
);

/// Codes are written `field:code`; the last column but one is the token, if one can be made.
fn cases() -> Vec<Case> {
    use Recognised::{Credential, JoinedPair, Nothing, Pair, ReadyToken};
    vec![
        (PAIR, ["", "", ""], Nothing, &[], None, "an untouched form is left in peace"),
        (PAIR, ["key", "sec", ""], Pair, &[], Some("a2V5OnNlYw=="), "a clean pair"),
        (PAIR, ["key", "s:c", ""], Pair, &[], Some("a2V5OnM6Yw=="), "a secret may hold a colon"),
        (PAIR, ["key", "", ""], Nothing, &["secret:token.empty"], None, "half of a pair"),
        (PAIR, ["", "sec", ""], Nothing, &["key:token.empty"], None, "the other half"),
        (PAIR, [" \n", "", ""], Nothing, &["key:token.empty"], None, "only white space is empty"),
        (
            PAIR,
            ["\u{feff}", "\u{200b}", ""],
            Nothing,
            &["key:token.empty", "secret:token.empty"],
            None,
            "only invisible characters are empty",
        ),
        (
            PAIR,
            ["\tkey \r\n", "sec", ""],
            Pair,
            &["key:token.white_space_around"],
            Some("a2V5OnNlYw=="),
            "what surrounds is cut",
        ),
        (
            PAIR,
            ["\u{feff}key", "sec\u{a0}", ""],
            Pair,
            &["key:token.invisible_around", "secret:token.invisible_around"],
            Some("a2V5OnNlYw=="),
            "a byte order mark and a no-break space around are cut",
        ),
        (PAIR, ["k y", "sec", ""], Pair, &["key:token.white_space_inside"], None, "a blank inside"),
        (
            PAIR,
            ["key", "s\r\nc", ""],
            Pair,
            &["secret:token.line_break_inside"],
            None,
            "one line break, however it is written",
        ),
        (
            PAIR,
            ["k\u{200b}y", "s\u{ad}c", ""],
            Pair,
            &["key:token.invisible_inside", "secret:token.invisible_inside"],
            None,
            "zero width space, soft hyphen",
        ),
        (
            PAIR,
            ["k\u{a0}y", "sec", ""],
            Pair,
            &["key:token.invisible_inside"],
            None,
            "a no-break space looks like a blank and is none",
        ),
        (PAIR, ["k\0y", "sec", ""], Pair, &["key:token.control_character"], None, "a null"),
        (
            PAIR,
            ["nøkkel", "sec", ""],
            Pair,
            &["key:token.not_ascii"],
            Some("bsO4a2tlbDpzZWM="),
            "encoded as UTF-8",
        ),
        (JOINED, ["nøkkel", "sec", ""], Pair, &["key:token.not_sendable"], None, "sent as it is"),
        (PAIR, ["k:y", "sec", ""], Pair, &["key:token.colon_in_key"], None, "split too early"),
        (PAIR, ["same", "same", ""], Pair, &["secret:token.same_halves"], None, "pasted twice"),
        (
            PAIR,
            ["same", " same", ""],
            Pair,
            &["secret:token.white_space_around", "secret:token.same_halves"],
            None,
            "the same but for a blank",
        ),
        (
            PAIR,
            ["key", "a2V5OnNlYw==", ""],
            Pair,
            &["secret:token.half_is_ready_token"],
            None,
            "it would be encoded twice",
        ),
        (
            PAIR,
            ["a2V5OnNlYw", "sec", ""],
            Pair,
            &["key:token.half_is_ready_token"],
            None,
            "even without its padding",
        ),
        (
            PAIR,
            ["Bearer key", "sec", ""],
            Pair,
            &["key:token.bearer_prefix"],
            Some("a2V5OnNlYw=="),
            "the word is cut",
        ),
        (PAIR, ["Bearer", "sec", ""], Nothing, &["key:token.empty"], None, "the word alone"),
        (PAIR, ["bearerkey", "sec", ""], Pair, &[], Some("YmVhcmVya2V5OnNlYw=="), "no word"),
        (
            PAIR,
            ["a2V5OnNlYw==", "", ""],
            ReadyToken,
            &["key:token.ready_in_other_field"],
            Some("a2V5OnNlYw=="),
            "a ready token in the key's field",
        ),
        (
            PAIR,
            ["", "a2V5OnNlYw==", ""],
            ReadyToken,
            &["secret:token.ready_in_other_field"],
            Some("a2V5OnNlYw=="),
            "a ready token in the secret's field",
        ),
        (PAIR, ["", "", "a2V5OnNlYw=="], ReadyToken, &[], Some("a2V5OnNlYw=="), "a ready token"),
        (
            PAIR,
            ["", "", "Authorization: Bearer a2V5OnNlYw=="],
            ReadyToken,
            &["token:token.bearer_prefix"],
            Some("a2V5OnNlYw=="),
            "a whole header line",
        ),
        (
            PAIR,
            ["", "", "a2V5OnNlYw"],
            ReadyToken,
            &["token:token.padding_missing"],
            Some("a2V5OnNlYw=="),
            "its end was not copied",
        ),
        (
            PAIR,
            ["", "", "a2V5On\nNlYw=="],
            ReadyToken,
            &["token:token.line_break_inside"],
            None,
            "a wrapped token; its form is no second finding",
        ),
        (
            PAIR,
            ["", "", "tok_123456"],
            ReadyToken,
            &["token:token.unknown_form"],
            Some("tok_123456"),
            "used as it is, with a warning",
        ),
        (
            STRICT,
            ["", "", "tok_123456"],
            Nothing,
            &["token:token.not_ready_token"],
            None,
            "this vendor has no other form",
        ),
        (
            STRICT,
            ["", "", "a2V5OnNlYw=="],
            ReadyToken,
            &[],
            Some("a2V5OnNlYw=="),
            "what the recipe would make is always taken",
        ),
        (
            PAIR,
            ["key:sec", "", ""],
            JoinedPair,
            &["key:token.joined_pair"],
            Some("a2V5OnNlYw=="),
            "both halves in the key's field",
        ),
        (
            PAIR,
            ["", "", "key:s:c"],
            JoinedPair,
            &["token:token.joined_pair"],
            Some("a2V5OnM6Yw=="),
            "both halves in the token's field, split at the first colon",
        ),
        (
            PAIR,
            ["", "s:c", ""],
            Nothing,
            &["key:token.empty"],
            None,
            "a secret with a colon, while the key is still to come",
        ),
        (
            PAIR,
            ["key: sec", "", ""],
            JoinedPair,
            &["key:token.white_space_inside", "key:token.joined_pair"],
            None,
            "a blank after the colon",
        ),
        (JOINED, ["key", "sec", ""], Pair, &[], Some("key:sec"), "joined, not encoded"),
        (
            JOINED,
            ["", "", "key:sec"],
            JoinedPair,
            &["token:token.joined_pair"],
            Some("key:sec"),
            "joined already",
        ),
        (
            PAIR,
            ["key", "sec", "a2V5OnNlYw=="],
            Nothing,
            &["token:token.both_given"],
            None,
            "two ways at once",
        ),
        (VERBATIM, ["", "", "abc-123"], Credential, &[], Some("abc-123"), "as it is"),
        (VERBATIM, ["", "", "a:b"], Credential, &[], Some("a:b"), "a colon means nothing here"),
        (VERBATIM, ["", "", "abc—123"], Credential, &["token:token.not_sendable"], None, "a dash"),
        (READY, ["", "", "  "], Nothing, &["token:token.empty"], None, "only blanks"),
        (
            READY,
            ["", "", "bearer\u{a0}ey.J.s"],
            ReadyToken,
            &["token:token.bearer_prefix"],
            Some("ey.J.s"),
            "whatever kind of blank follows",
        ),
    ]
}

#[test]
fn everything_that_can_be_pasted_is_recognised() {
    for (form, [key, secret, token], recognised, codes, result, why) in
        cases().into_iter().chain(crate::something_else::cases())
    {
        let input = input(key, secret, token);
        let draft = check(&form, &input, now(), &Language::ENGLISH);
        let found: Vec<String> = draft
            .findings
            .iter()
            .map(|finding| {
                let field = finding.place.as_ref().and_then(|place| place.field.as_deref());
                format!("{}:{}", field.unwrap_or("?"), finding.code)
            })
            .collect();
        assert_eq!(draft.recognised, recognised, "{why}");
        assert_eq!(found, codes, "{why}");
        assert_eq!(draft.can_compose, result.is_some(), "{why}");
        let composed = compose(&form, &input);
        // EXPOSE: the test compares the composed value.
        let composed = composed.as_ref().map(|composed| composed.token.secret().expose_secret());
        assert_eq!(composed.ok(), result, "{why}");
    }
}

#[test]
fn what_a_token_was_made_from_is_known() {
    let cases = [
        (PAIR, ["key", "sec", ""], MadeFrom::Pair, "two halves"),
        (PAIR, ["key:sec", "", ""], MadeFrom::Pair, "two halves in one field"),
        (PAIR, ["", "", "a2V5OnNlYw=="], MadeFrom::Ready, "a ready token"),
        (PAIR, ["a2V5OnNlYw==", "", ""], MadeFrom::Ready, "a ready token in another field"),
        (VERBATIM, ["", "", "abc"], MadeFrom::Ready, "a credential as it is"),
    ];
    for (form, [key, secret, token], expected, why) in cases {
        let composed = compose(&form, &input(key, secret, token)).expect("it can be made");
        assert_eq!(composed.made_from, expected, "{why}");
    }
}

#[test]
fn an_untouched_form_makes_no_token() {
    for (form, field) in [(PAIR, TokenField::Key), (READY, TokenField::Token)] {
        let problem = compose(&form, &input("", "", "")).expect_err("there is nothing");
        assert_eq!(
            (problem.kind, problem.field),
            (ProblemKind::Empty, field),
            "it says what is missing"
        );
    }
}

#[test]
fn the_length_limit_warns() {
    let draft =
        |bytes: usize| check(&READY, &input("", "", &"x".repeat(bytes)), now(), &Language::ENGLISH);
    let cases: [(usize, &[&str], &str); 4] = [
        (1_024, &[], "Entra keeps it in every cloud"),
        (1_025, &["token.too_long"], "Entra may not"),
        (2_560, &["token.too_long"], "every keyring does"),
        (2_561, &["token.too_long", "token.too_long_to_save"], "nor every keyring"),
    ];
    for (bytes, expected, why) in cases {
        let draft = draft(bytes);
        let codes: Vec<&str> = draft.findings.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(codes, expected, "{bytes} bytes: {why}");
        assert!(draft.can_compose, "{bytes} bytes: it can be used");
    }
}

#[test]
fn values_are_shown_masked() {
    let composition = |key: &str, secret: &str, token: &str| {
        let draft = check(&PAIR, &input(key, secret, token), now(), &Language::ENGLISH);
        let composition = draft.composition.expect("there is a token");
        [composition.key, composition.secret, composition.result]
    };
    assert_eq!(
        composition("longer-key-01", "longer-secret-02", ""),
        ["••••y-01", "••••t-02", "••••LTAy"],
        "the last four of each"
    );
    assert_eq!(
        composition("abc", "de", ""),
        ["••••c", "••••", "••••Rl"],
        "of short values a third at most; base64 of abc:de is YWJjOmRl"
    );
    assert_eq!(composition("", "", "tok_12345678")[..2], ["", ""], "halves that are not known");
}
