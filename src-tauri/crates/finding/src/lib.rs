//! What Footbridge says when something is wrong, or worth knowing.
//!
//! Every failure a person can meet ends as a [`Finding`]: a stable code, a severity, and words in
//! the reader's language. The words are data: each crate keeps a `texts/en.toml` beside its codes
//! and looks them up in [`Texts`]. Crates have their own typed errors; [`Explain`] turns one into
//! its finding at the edge, so that the window and `--json` show the same thing.
//!
//! Deliberately absent: any code, any wording, and any knowledge of who shows a finding.

mod codes;
mod language;
mod nearest;
mod texts;

use serde::{Deserialize, Serialize};

pub use language::{Language, LocalizedText};
pub use nearest::nearest;
pub use texts::{Texts, TextsError, fill};

/// How much a finding matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Worth knowing; nothing needs doing.
    Info,
    /// It works now and will bite later.
    Warning,
    /// It does not work, or the admin must not go on.
    Error,
}

/// One likely reason for a finding, and what to do if it is the one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// What may have happened, as a sentence.
    pub cause: String,
    /// What to do about it, as an instruction.
    pub fix: String,
}

/// Where in the input a finding lies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// The file's name without its folder.
    pub file: Option<String>,
    /// The line, counted from 1.
    pub line: Option<u32>,
    /// The column in characters, counted from 1.
    pub column: Option<u32>,
    /// The field of a form, or the path of a key such as `token.recipe`.
    pub field: Option<String>,
}

/// One thing that is wrong or worth knowing, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Stable and dotted, such as `auth.rejected`. Codes are added, never renamed.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// A few words, without a full stop.
    pub title: String,
    /// One plain sentence.
    pub explanation: String,
    /// Likely reasons, the likeliest first.
    pub causes: Vec<Cause>,
    /// What to do, in order.
    pub fixes: Vec<String>,
    /// What Entra's portal would say for it, where that is known.
    pub entra_says: Option<String>,
    /// What was observed, in the other side's own words; never holds a secret.
    pub evidence: Option<String>,
    /// Where in the input, when it lies in an input.
    pub place: Option<Place>,
}

impl Finding {
    /// Returns the finding with what was observed, in the other side's own words.
    #[must_use]
    pub fn with_evidence(mut self, evidence: impl Into<String>) -> Self {
        self.evidence = Some(evidence.into());
        self
    }

    /// Returns the finding with its place in the input.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Returns the finding as belonging to one field of a form.
    #[must_use]
    pub fn in_field(self, field: impl Into<String>) -> Self {
        self.at(Place { field: Some(field.into()), ..Place::default() })
    }
}

/// An error that can be told to a person.
pub trait Explain {
    /// Returns the finding that tells of this error, in `language` or else in English.
    fn explain(&self, language: &Language) -> Finding;
}
