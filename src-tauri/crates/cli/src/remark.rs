//! A remark about an expression or an attribute, shown under the part that it is about.

use std::ops::Range;

use footbridge_expression as expression;
use footbridge_finding::Severity;
use footbridge_mapping as mapping;
use serde_json::{Value as Json, json};

use crate::output::{LANGUAGE, say};
use crate::visible::visible;

/// One remark.
pub(crate) struct Remark {
    pub(crate) code: String,
    severity: Severity,
    pub(crate) message: String,
    /// The bytes of the text that it is about.
    pub(crate) part: Range<usize>,
    pub(crate) fix: Option<Fix>,
}

/// What settles a remark.
pub(crate) struct Fix {
    /// What it does.
    pub(crate) label: String,
    /// The whole text with the change made.
    pub(crate) fixed: String,
}

/// How many characters of a line are shown.
const SHOWN: usize = 160;

impl Remark {
    /// Takes over what the expression crate says of a text.
    pub(crate) fn of_expression(said: &expression::Diagnostic, text: &str) -> Self {
        Remark {
            code: said.code.to_owned(),
            severity: match said.severity {
                expression::Severity::Error => Severity::Error,
                expression::Severity::Warning => Severity::Warning,
                expression::Severity::Info => Severity::Info,
            },
            message: said.message.in_language(&LANGUAGE),
            part: said.span.clone(),
            fix: said.fix.as_ref().map(|fix| Fix {
                label: fix.label.in_language(&LANGUAGE),
                fixed: fix.apply(text).unwrap_or_default(),
            }),
        }
    }

    /// Takes over what the mapping crate says of a text.
    pub(crate) fn of_mapping(said: &mapping::Diagnostic, text: &str) -> Self {
        let bytes = |span: mapping::Span| bytes_of(text, span.start)..bytes_of(text, span.end);
        let fixed = |fix: &mapping::Fix| {
            let part = bytes(fix.span);
            let around = text.get(..part.start).zip(text.get(part.end..));
            around.map_or_else(String::new, |(before, after)| {
                format!("{before}{}{after}", fix.replacement)
            })
        };
        Remark {
            code: said.code.clone(),
            severity: said.severity,
            message: said.message.clone(),
            part: bytes(said.span),
            fix: said.fix.as_ref().map(|fix| Fix { label: fix.label.clone(), fixed: fixed(fix) }),
        }
    }

    /// Returns whether Entra refuses what it is about.
    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Returns how much it matters, in a word.
    pub(crate) fn severity(&self) -> &'static str {
        match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// Shows it under the part of the text that it is about; `subject` says what the text is of.
    pub(crate) fn tell(&self, subject: &str, text: &str) {
        say(format!("{}: {subject}{} [{}]", self.severity(), self.message, self.code));
        say(marked(text, &self.part));
        self.fix.iter().for_each(|fix| say(format!("  - {}", fix.label)));
    }

    pub(crate) fn to_json(&self) -> Json {
        json!({
            "code": self.code,
            "severity": self.severity(),
            "message": self.message,
            "start": self.part.start,
            "end": self.part.end,
            "fix": self.fix.as_ref().map(|fix| &fix.label),
        })
    }
}

/// Returns the byte where so many UTF-16 units of a text end.
fn bytes_of(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    let end = text.char_indices().find(|(_, letter)| {
        let is_end = left == 0;
        left = left.saturating_sub(letter.len_utf16());
        is_end
    });
    end.map_or(text.len(), |(at, _)| at)
}

/// Returns the line with the part, and marks under it.
fn marked(text: &str, part: &Range<usize>) -> String {
    // Its places are counted in what is shown.
    let shows = |part: &str| visible(part).chars().count();
    let before = text.get(..part.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let shown = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let at = shows(before.get(start..).unwrap_or_default());
    let part = text.get(part.clone()).and_then(|part| part.lines().next());
    let width = part.map_or(1, |part| shows(part).max(1));
    // Of a very long line, what stands around the part.
    let left_out = if at > SHOWN / 2 { at - SHOWN / 4 } else { 0 };
    let shown: String = visible(shown).chars().skip(left_out).take(SHOWN).collect();
    let indent = " ".repeat(at - left_out);
    let marks = "^".repeat(width.min(SHOWN - indent.len()));
    format!("  {shown}\n  {indent}{marks}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes_again() {
        let text = "a😀ø[b]";
        for (units, expected) in [(0, ""), (1, "a"), (3, "a😀"), (4, "a😀ø"), (9, text)] {
            assert_eq!(text.get(..bytes_of(text, units)), Some(expected), "{units}");
        }
    }
}
