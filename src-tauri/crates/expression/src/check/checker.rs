//! What the checks share: the text, what was found so far, and what is looked up in a part.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::functions::{self, FunctionInfo};
use crate::limits::Work;
use crate::pattern::Patterns;
use crate::tree::{Argument, Call, Expression};

/// How the mapping that the expression belongs to is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Whether users are matched by the mapping's target (it has a matching precedence).
    pub matching: bool,
}

/// From this many remarks on, an unknown name is only told, without what may have been meant: to look
/// for a near one takes its time.
const MANY: usize = 100;

/// Where a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the whole expression.
    Root,
    /// It is the condition of `IIF` or the argument of `CBool`.
    Condition,
    /// It is an argument or an operand.
    Inside,
}

pub(super) struct Checker<'c> {
    pub(super) text: &'c str,
    pub(super) schema: Option<&'c [&'c str]>,
    pub(super) usage: Usage,
    pub(super) patterns: &'c mut Patterns,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the last part ends that was reported with all that is in it, such as `&&` with its
    /// operands. Parts are visited from the left to the right and from outside to inside, so that one
    /// which ends before is in it.
    pub(super) told_end: usize,
    /// Likewise where the last `IgnoreFlowIfNullOrEmpty` ends.
    pub(super) ignored_end: usize,
    /// Likewise where the last `IIF` or `Switch` ends of whose branches was spoken.
    pub(super) branches_end: usize,
    /// What the trying of regular expressions may cost together.
    pub(super) searches: Work,
}

impl<'c> Checker<'c> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Returns whether there is so much to say that it is only said what is wrong.
    pub(super) fn is_brief(&self) -> bool {
        self.diagnostics.len() >= MANY
    }

    /// Returns the text of a span.
    pub(super) fn source(&self, span: &Range<usize>) -> &'c str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// Returns the text of a part.
    pub(super) fn written(&self, part: &Expression) -> &'c str {
        self.source(&part.span)
    }
}

/// Returns the function that a part calls.
pub(super) fn called(part: &Expression) -> Option<(&Call, &'static FunctionInfo)> {
    let call = part.as_call()?;
    Some((call, functions::find_any_case(&call.name)?))
}

/// The form in which every date function gives a date.
pub(super) const DATE_FORMAT: &str = "M/d/yyyy h:mm:ss tt";

/// Returns whether a part gives a date in the form of the date functions.
pub(super) fn gives_date(part: &Expression) -> bool {
    called(part)
        .is_some_and(|(_, info)| matches!(info.name, "Now" | "CDate" | "DateAdd" | "DateFromNum"))
}

/// Returns what is in a slot.
pub(super) fn given(call: &Call, slot: usize) -> Option<&Expression> {
    call.arguments.get(slot).and_then(|argument: &Argument| argument.value.as_ref())
}
