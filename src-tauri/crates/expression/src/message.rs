//! A sentence about an expression: which one it is, and what is filled in. Words are made of it when
//! it is shown.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use footbridge_finding::{Language, Severity, Texts};

use crate::words::Words;

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/en.toml"))]));

/// A sentence, or a few, that can be said in any language there is. [`Display`](fmt::Display) writes
/// English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    words: Words,
    parameters: Vec<(&'static str, Parameter)>,
}

/// What is filled into a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Parameter {
    Text(Cow<'static, str>),
    Number(i64),
    Part(Message),
}

impl Message {
    /// Returns the message in words.
    pub fn in_language(&self, language: &Language) -> String {
        let parameters: Vec<(&str, Cow<'_, str>)> = self
            .parameters
            .iter()
            .map(|(name, parameter)| (*name, parameter.in_language(language)))
            .collect();
        let parameters: Vec<(&str, &str)> =
            parameters.iter().map(|(name, text)| (*name, &**text)).collect();
        TEXTS.finding(self.words.key(), Severity::Info, language, &parameters).title
    }

    /// Returns the stable code of what is said.
    pub(crate) fn code(&self) -> &'static str {
        self.words.code()
    }

    /// Returns the message with one more parameter.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Parameter>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }
}

impl Words {
    /// Returns the message of these words with a parameter.
    pub(crate) fn with(self, name: &'static str, value: impl Into<Parameter>) -> Message {
        Message::from(self).with(name, value)
    }
}

impl From<Words> for Message {
    fn from(words: Words) -> Self {
        Message { words, parameters: Vec::new() }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(&Language::ENGLISH))
    }
}

impl Parameter {
    fn in_language(&self, language: &Language) -> Cow<'_, str> {
        match self {
            Parameter::Text(text) => Cow::Borrowed(text),
            Parameter::Number(number) => Cow::Owned(number.to_string()),
            Parameter::Part(part) => Cow::Owned(part.in_language(language)),
        }
    }
}

impl From<&str> for Parameter {
    fn from(text: &str) -> Self {
        Parameter::Text(Cow::Owned(text.to_owned()))
    }
}

impl From<&String> for Parameter {
    fn from(text: &String) -> Self {
        Parameter::from(text.as_str())
    }
}

impl From<String> for Parameter {
    fn from(text: String) -> Self {
        Parameter::Text(Cow::Owned(text))
    }
}

impl From<char> for Parameter {
    fn from(character: char) -> Self {
        Parameter::from(String::from(character))
    }
}

impl From<i64> for Parameter {
    fn from(number: i64) -> Self {
        Parameter::Number(number)
    }
}

impl From<usize> for Parameter {
    fn from(number: usize) -> Self {
        Parameter::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Words> for Parameter {
    fn from(part: Words) -> Self {
        Parameter::Part(part.into())
    }
}

impl From<Message> for Parameter {
    fn from(part: Message) -> Self {
        Parameter::Part(part)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn words_every_kind_has_a_text_and_every_text_a_kind() {
        let texts: BTreeSet<&str> = TEXTS.codes(&Language::ENGLISH).collect();
        let kinds: BTreeSet<&str> = Words::ALL.iter().map(|words| words.key()).collect();
        assert_eq!(texts, kinds, "texts/en.toml and words.rs agree");
        assert_eq!(kinds.len(), Words::ALL.len(), "each has a key of its own");
    }

    #[test]
    fn message_parts_are_said_in_the_language_of_the_whole() {
        let message = Words::ArgumentCount
            .with("name", "Trim")
            .with("takes", Words::TakesOne)
            .with("signature", "Trim(source)");
        assert_eq!(message.code(), "expression.argument_count");
        assert_eq!(message.to_string(), "`Trim` takes one argument: `Trim(source)`.");
        let norwegian = Language::new("nb");
        assert_eq!(
            message.in_language(&norwegian),
            message.to_string(),
            "English until there is one"
        );
    }
}
