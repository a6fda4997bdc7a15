//! What the parser, the checks and the compiler say about an expression.
//!
//! Spans are byte ranges of the text that was parsed; whoever shows them converts to its own units.

use std::ops::Range;

use crate::message::Message;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing needs doing.
    Info,
    /// It can be evaluated, and probably does not do what was meant.
    Warning,
    /// It cannot be evaluated, or Entra refuses it.
    Error,
}

/// A change of the text that removes a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, for a button: "Write `ToLower`".
    pub label: Message,
    /// The bytes that are replaced; empty for an insertion.
    pub span: Range<usize>,
    /// What takes their place.
    pub replacement: String,
}

impl Fix {
    /// Returns a fix that puts `replacement` in the place of `span`.
    pub(crate) fn new(
        label: impl Into<Message>,
        span: Range<usize>,
        replacement: impl Into<String>,
    ) -> Self {
        Fix { label: label.into(), span, replacement: replacement.into() }
    }

    /// Returns `text` with the change made, or `None` when the span does not lie in it.
    pub fn apply(&self, text: &str) -> Option<String> {
        let before = text.get(..self.span.start)?;
        let after = text.get(self.span.end..)?;
        Some(format!("{before}{}{after}", self.replacement))
    }
}

/// One thing that is wrong with an expression, or worth knowing about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable and dotted, such as `expression.unknown_function`. Codes are added, never renamed.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Plain sentences: what is wrong, then what to do.
    pub message: Message,
    /// The bytes of the text it is about.
    pub span: Range<usize>,
    /// A change that settles it, where one is known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Returns a diagnostic of severity [`Severity::Error`].
    pub(crate) fn error(span: Range<usize>, message: impl Into<Message>) -> Self {
        Diagnostic::new(Severity::Error, span, message.into())
    }

    /// Returns a diagnostic of severity [`Severity::Warning`].
    pub(crate) fn warning(span: Range<usize>, message: impl Into<Message>) -> Self {
        Diagnostic::new(Severity::Warning, span, message.into())
    }

    /// Returns a diagnostic of severity [`Severity::Info`].
    pub(crate) fn info(span: Range<usize>, message: impl Into<Message>) -> Self {
        Diagnostic::new(Severity::Info, span, message.into())
    }

    fn new(severity: Severity, span: Range<usize>, message: Message) -> Self {
        Diagnostic { code: message.code(), severity, message, span, fix: None }
    }

    /// Returns the diagnostic with a fix.
    #[must_use]
    pub(crate) fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Returns whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
