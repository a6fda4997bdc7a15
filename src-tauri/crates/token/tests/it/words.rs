//! The words of each problem.

use footbridge_finding::{Explain as _, Language};
use footbridge_token::{Problem, ProblemKind, TokenField, is_blank};

#[test]
fn each_problem_has_its_own_words() {
    use ProblemKind as Kind;
    let kinds = [
        Kind::Empty,
        Kind::WhiteSpaceAround,
        Kind::InvisibleAround('\u{feff}'),
        Kind::BearerPrefix,
        Kind::WhiteSpaceInside(2),
        Kind::LineBreakInside(2),
        Kind::InvisibleInside('\u{200b}', 2),
        Kind::ControlCharacter('\0', 2),
        Kind::NotAscii('é', 2),
        Kind::NotSendable('é', 2),
        Kind::ColonInKey,
        Kind::SameHalves,
        Kind::HalfIsReadyToken,
        Kind::ReadyInOtherField,
        Kind::JoinedPair,
        Kind::BothGiven,
        Kind::PaddingMissing,
        Kind::UnknownForm,
        Kind::NotReadyToken,
        Kind::TooLongToSave(3_000),
        Kind::QuotesAround,
        Kind::LabelInFront,
        Kind::Placeholder,
        Kind::Mask,
        Kind::WebAddress,
        Kind::NotYetValid,
        Kind::ForGraph,
        Kind::TooLongForEntra(1_025),
    ];
    let mut titles = std::collections::BTreeSet::new();
    for kind in kinds {
        let problem = Problem { kind, field: TokenField::Key, label: "API key".to_owned() };
        let finding = problem.explain(&Language::ENGLISH);
        assert_ne!(finding.title, finding.code, "{kind} has a text");
        assert!(!finding.fixes.is_empty(), "{kind} says what to do");
        let words = format!("{finding:?}");
        for name in ["{label}", "{character}", "{number}"] {
            assert!(!words.contains(name), "{kind} leaves {name} open");
        }
        assert!(titles.insert(finding.title), "{kind} has a title of its own");
        assert_eq!(finding.severity, kind.severity(), "{kind} is told as it counts");
    }
}

#[test]
fn value_without_anything_to_see_is_blank() {
    let cases = [
        ("", true),
        (" \t\r\n", true),
        ("\u{feff}\u{200b}\u{a0}", true),
        (" x ", false),
        ("\u{200b}x", false),
        ("\u{0}", false),
    ];
    for (value, expected) in cases {
        assert_eq!(is_blank(&value.into()), expected, "{value:?}");
    }
}
