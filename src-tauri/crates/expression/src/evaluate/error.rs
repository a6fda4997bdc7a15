//! What ends an evaluation without a value.

use std::fmt;
use std::ops::Range;

use crate::message::Message;
use crate::value::{Flow, Value};
use crate::words::Words;

/// What a part gives: a value, or what ends the evaluation.
pub(crate) type Outcome<'a> = Result<Value<'a>, Stop>;

/// Why an expression has no result for one record. Its text is made only when it is asked for, as
/// over many records it seldom is: [`EvaluationError::message`], or [`Display`](fmt::Display) in English.
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
    Message(Message),
    /// There are fewer items than the index asks for; kept small, as a list that is too short is no
    /// exception.
    NoItem {
        index: i64,
        count: usize,
    },
}

impl EvaluationError {
    /// Returns plain sentences that say what is wrong with which value.
    pub fn message(&self) -> Message {
        match &self.reason {
            Reason::Message(message) => message.clone(),
            Reason::NoItem { index, count } => Words::NoItem.with("index", *index).with(
                "count",
                match count {
                    0 => Words::NoValue.into(),
                    1 => Words::OneValue.into(),
                    count => Words::ManyValues.with("count", *count),
                },
            ),
        }
    }
}

impl fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
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

pub(super) fn error(span: &Range<usize>, message: impl Into<Message>) -> Stop {
    let message = message.into();
    let code = message.code();
    let reason = Reason::Message(message);
    Stop::Error(Box::new(EvaluationError { code, span: span.clone(), reason }))
}
