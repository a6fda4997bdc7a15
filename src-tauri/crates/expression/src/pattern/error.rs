//! Why a regular expression cannot be used.

use std::fmt;

use crate::limits;

/// Why a pattern cannot be used, or a search did not end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PatternError {
    Invalid(String),
    TooMuchWork,
    TooLong,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatternError::Invalid(reason) => {
                write!(f, "This regular expression cannot be used: {reason}.")
            }
            PatternError::TooMuchWork => f.write_str(
                "This regular expression takes too long for this value: it tries too many ways to \
                 match. Make it more specific, for example `[^@]*` instead of `.*`.",
            ),
            PatternError::TooLong => write!(
                f,
                "A text of more than {} bytes is not searched with a regular expression here.",
                limits::MAX_SEARCHED
            ),
        }
    }
}
