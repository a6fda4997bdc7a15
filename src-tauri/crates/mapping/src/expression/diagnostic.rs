//! A diagnostic of a source text: what is wrong with a span of it, and a fix.

use footbridge_finding::Severity;
use serde::{Deserialize, Serialize};

use crate::expression::span::Span;

/// A change of the source that settles a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// What it does, for a button.
    pub label: String,
    /// What is replaced.
    pub span: Span,
    /// What takes its place.
    pub replacement: String,
}

/// One thing about a mapping's source text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// The stable code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Plain sentences: what is wrong, then what to do.
    pub message: String,
    /// The piece of the source text it is about.
    pub span: Span,
    /// A change that settles it, where one is known.
    pub fix: Option<Fix>,
}
