//! What ends an evaluation without a value.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::value::{Flow, Value};

/// What a part gives: a value, or what ends the evaluation.
pub(crate) type Outcome<'a> = Result<Value<'a>, Stop>;

/// Why an expression has no result for one record. Its text, plain sentences that say what is wrong
/// with which value, is what [`Display`](fmt::Display) writes: only when it is asked for, as over many
/// records it seldom is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationError {
    /// Stable and dotted, such as `evaluation.not_a_date`. Codes are added, never renamed.
    pub code: &'static str,
    /// The bytes of the expression it comes from.
    pub span: Range<usize>,
    pub(super) reason: Reason,
}

/// What an error's text is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reason {
    Text(Cow<'static, str>),
    /// There are fewer items than the index asks for.
    NoItem {
        index: i64,
        count: usize,
    },
}

impl fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Text(text) => f.write_str(text),
            Reason::NoItem { index, count } => {
                write!(f, "There is no item {index}: this user has ")?;
                match count {
                    0 => f.write_str("no value")?,
                    1 => f.write_str("one value")?,
                    count => write!(f, "{count} values")?,
                }
                f.write_str(" here, counted from 1.")
            }
        }
    }
}

impl std::error::Error for EvaluationError {}

/// What ends an evaluation before its last function.
#[derive(Debug, Clone)]
pub(crate) enum Stop {
    Error(Box<EvaluationError>),
    IgnoreAttribute,
    IgnoreObject,
}

pub(super) fn flow(outcome: Outcome<'_>) -> Result<Flow<'_>, EvaluationError> {
    match outcome {
        Ok(value) => Ok(Flow::Value(value)),
        Err(Stop::IgnoreAttribute) => Ok(Flow::IgnoreAttribute),
        Err(Stop::IgnoreObject) => Ok(Flow::IgnoreObject),
        Err(Stop::Error(error)) => Err(*error),
    }
}

pub(super) fn error(
    code: &'static str,
    span: &Range<usize>,
    message: impl Into<Cow<'static, str>>,
) -> Stop {
    let reason = Reason::Text(message.into());
    Stop::Error(Box::new(EvaluationError { code, span: span.clone(), reason }))
}
