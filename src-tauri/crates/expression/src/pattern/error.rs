//! Why a regular expression cannot be used.

use crate::limits;
use crate::message::Message;
use crate::words::Words;

/// Why a pattern cannot be used, or a search did not end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PatternError {
    Invalid(Message),
    TooMuchWork,
    TooLong,
}

impl PatternError {
    pub(crate) fn message(&self) -> Message {
        match self {
            PatternError::Invalid(reason) => Words::Pattern.with("reason", reason.clone()),
            PatternError::TooMuchWork => Words::PatternWork.into(),
            PatternError::TooLong => Words::SearchedTooLong.with("most", limits::MAX_SEARCHED),
        }
    }
}
