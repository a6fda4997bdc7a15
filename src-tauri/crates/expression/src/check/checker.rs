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
    /// Where the last `&&` or `||` that was reported ends, with its operands. Parts are visited from
    /// the left to the right and from outside to inside, so that one which ends before is in it.
    pub(super) logic_end: usize,
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

/// Returns what is in a slot.
pub(super) fn given(call: &Call, slot: usize) -> Option<&Expression> {
    call.arguments.get(slot).and_then(|argument: &Argument| argument.value.as_ref())
}
