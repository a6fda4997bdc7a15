//! Languages, and text that comes in several of them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A language by its BCP 47 tag, such as `en` or `nb`.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(transparent)]
pub struct Language(#[specta(type = String)] Cow<'static, str>);

impl Language {
    /// English, the language in which every text exists.
    pub const ENGLISH: Language = Language(Cow::Borrowed("en"));

    /// Returns the language of a BCP 47 tag.
    pub fn new(tag: impl Into<String>) -> Self {
        Language(Cow::Owned(tag.into()))
    }

    /// Returns the tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Returns a number as it is written in a text: groups of three digits, in English with commas
    /// between them, in every other language with narrow spaces (ISO 80000-1).
    pub fn number(&self, number: u64) -> String {
        let english = self.tag() == Self::ENGLISH.tag() || self.tag().starts_with("en-");
        let separator = if english { ',' } else { '\u{202f}' };
        let digits = number.to_string();
        let mut written =
            String::with_capacity(digits.len() + digits.len() / 3 * separator.len_utf8());
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                written.push(separator);
            }
            written.push(digit);
        }
        written
    }
}

impl Default for Language {
    fn default() -> Self {
        Language::ENGLISH
    }
}

/// One text in one or more languages, keyed by tag: `{ en = "…", nb = "…" }`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct LocalizedText(pub BTreeMap<String, String>);

impl LocalizedText {
    /// Returns the text in `language`, else in English, else an empty text.
    pub fn in_language(&self, language: &Language) -> &str {
        self.0
            .get(language.tag())
            .or_else(|| self.0.get(Language::ENGLISH.tag()))
            .map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_groups_of_three_digits() {
        for (number, english, norwegian) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_000, "1,000", "1\u{202f}000"),
            (120_000, "120,000", "120\u{202f}000"),
            (1_234_567, "1,234,567", "1\u{202f}234\u{202f}567"),
            (
                u64::MAX,
                "18,446,744,073,709,551,615",
                "18\u{202f}446\u{202f}744\u{202f}073\u{202f}709\u{202f}551\u{202f}615",
            ),
        ] {
            assert_eq!(Language::ENGLISH.number(number), english);
            assert_eq!(Language::new("nb").number(number), norwegian);
        }
    }

    #[test]
    fn text_falls_back_to_english() {
        let text = LocalizedText(BTreeMap::from([("en".into(), "Save".into())]));
        assert_eq!(text.in_language(&Language::new("nb")), "Save", "no Norwegian text is given");
    }
}
