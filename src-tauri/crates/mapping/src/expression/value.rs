//! The value of a mapping for one person: as it is computed (`Evaluated`), and in words (`Outcome`).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What happens with one target of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// A value is sent.
    Sent {
        /// The value; several are joined with `; `.
        value: String,
        /// It is the mapping's default, for want of a value.
        from_default: bool,
    },
    /// Nothing is sent for the target.
    NotSent {
        /// Why, as a sentence.
        reason: String,
    },
    /// The file lacks an attribute that the mapping reads, so what is sent is not known.
    Unknown {
        /// What is lacking, as a sentence.
        reason: String,
    },
    /// The expression leaves the target as it is.
    Ignored {
        /// Why, as a sentence.
        reason: String,
    },
    /// No value can be computed.
    Error {
        /// The stable code.
        code: String,
        /// What is wrong, as a sentence.
        message: String,
    },
}

/// A value that is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent<'a> {
    /// One text.
    One(Cow<'a, str>),
    /// Several texts, none of them empty.
    Many(Vec<String>),
}

impl<'a> Sent<'a> {
    /// Returns the value as one text; several are joined with `; `.
    pub fn text(self) -> Cow<'a, str> {
        match self {
            Sent::One(text) => text,
            Sent::Many(texts) => Cow::Owned(texts.join("; ")),
        }
    }
}

/// What a mapping gives for a person, before it is put in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evaluated<'a> {
    /// A value.
    Sent {
        /// The value.
        value: Sent<'a>,
        /// It is the mapping's default.
        from_default: bool,
    },
    /// Null or empty: nothing is sent.
    Nothing,
    /// The directory lacks an attribute for it, so nobody knows.
    Unknown,
    /// The expression says to leave the target alone.
    Ignored,
    /// The expression cannot be computed for anybody, and Entra does not save it: that is said of the
    /// mapping, and of nobody.
    Broken {
        /// The stable code.
        code: String,
        /// What is wrong.
        message: String,
    },
    /// An error.
    Failed {
        /// The stable code.
        code: String,
        /// What is wrong.
        message: String,
    },
}

impl Evaluated<'_> {
    /// Returns the value that is sent in one text; several are joined with `; `.
    pub(crate) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Evaluated::Sent { value: Sent::One(text), .. } => Some(Cow::Borrowed(text)),
            Evaluated::Sent { value: Sent::Many(texts), .. } => Some(Cow::Owned(texts.join("; "))),
            _ => None,
        }
    }

    /// Returns how many letters the value has, or so.
    pub(crate) fn letters(&self) -> usize {
        match self {
            Evaluated::Sent { value: Sent::One(text), .. } => text.len(),
            Evaluated::Sent { value: Sent::Many(texts), .. } => {
                texts.iter().map(|text| text.len() + 1).sum()
            }
            Evaluated::Nothing | Evaluated::Unknown | Evaluated::Ignored => 0,
            Evaluated::Failed { message, .. } | Evaluated::Broken { message, .. } => message.len(),
        }
    }
}

/// Returns one text as it is sent: an empty one is not.
pub(crate) fn one(text: Cow<'_, str>) -> Evaluated<'_> {
    if text.is_empty() {
        return Evaluated::Nothing;
    }
    Evaluated::Sent { value: Sent::One(text), from_default: false }
}

/// Returns several texts as they are sent: without the empty ones.
pub(crate) fn many<'a>(mut texts: Vec<String>) -> Evaluated<'a> {
    texts.retain(|text| !text.is_empty());
    if texts.is_empty() {
        return Evaluated::Nothing;
    }
    Evaluated::Sent { value: Sent::Many(texts), from_default: false }
}
