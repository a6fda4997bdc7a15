//! The words of this crate's codes and checks.

use std::sync::LazyLock;

use footbridge_finding::{Finding, Language, Severity, Texts};

use crate::code::Code;

static TEXTS: LazyLock<Texts> = LazyLock::new(|| {
    Texts::built_in(&[(
        "en",
        concat!(include_str!("../texts/en.toml"), include_str!("../texts/checks.en.toml")),
    )])
});

/// Returns the finding of a code.
pub(crate) fn finding(
    code: Code,
    severity: Severity,
    language: &Language,
    parameters: &[(&str, &str)],
) -> Finding {
    TEXTS.finding(code.as_str(), severity, language, parameters)
}

/// Returns the title under a key that is no code: of a check or a note.
pub(crate) fn title(key: &str, language: &Language, parameters: &[(&str, &str)]) -> String {
    TEXTS.finding(key, Severity::Info, language, parameters).title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_words() {
        for code in Code::ALL {
            let finding = finding(*code, code.severity(), &Language::ENGLISH, &[]);
            assert_ne!(finding.title, finding.code, "{} has no text", finding.code);
            assert!(!finding.fixes.is_empty(), "{} does not say what to do", finding.code);
        }
        let known: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        for key in TEXTS.codes(&Language::ENGLISH) {
            let is_used = known.contains(&key) || !key.starts_with("proof.");
            assert!(is_used, "{key} is a text without a code");
        }
    }
}
