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
    fn text_falls_back_to_english() {
        let text = LocalizedText(BTreeMap::from([("en".into(), "Save".into())]));
        assert_eq!(text.in_language(&Language::new("nb")), "Save", "no Norwegian text is given");
    }
}
