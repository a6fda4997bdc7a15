//! Filters (RFC 7644 §3.4.2.2), and how they are judged against a resource.
//!
//! Two things go beyond the RFC, because Entra sends them: a comparison after a selection
//! (`emails[type eq "work"].value eq "a@b.example"`), and a Boolean as text
//! (`roles[primary eq "True"]`).
//!
//! Deliberately absent: `sortBy` and `attributes`, which are paths and no filters.

mod evaluate;
mod parse;

use std::str::FromStr;

use serde_json::Value;

use crate::Path;

/// A filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// The attribute has a value.
    Present(Path),
    /// A value compares with a literal.
    Compare(Path, Comparison, Value),
    /// At least one value is selected, as by `emails[type eq "work"]`.
    Selects(Path),
    /// The filter does not hold.
    Not(Box<Filter>),
    /// Both hold.
    And(Box<Filter>, Box<Filter>),
    /// One of the two holds, or both.
    Or(Box<Filter>, Box<Filter>),
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `eq`
    Equal,
    /// `ne`
    NotEqual,
    /// `co`
    Contains,
    /// `sw`
    StartsWith,
    /// `ew`
    EndsWith,
    /// `gt`
    Greater,
    /// `ge`
    GreaterOrEqual,
    /// `lt`
    Less,
    /// `le`
    LessOrEqual,
}

/// Text that is no filter or no path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} at byte {position}")]
pub struct SyntaxError {
    /// What should have been there.
    pub expected: &'static str,
    /// Where, in bytes from the start.
    pub position: usize,
}

impl FromStr for Filter {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        parse::filter(text)
    }
}

impl FromStr for Path {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        parse::path(text)
    }
}

impl Filter {
    /// Returns what an element must hold for this filter to select it, where the filter says so:
    /// `type eq "work" and primary eq true` does, anything with `or`, `not` or `co` does not.
    pub(crate) fn assignments(&self) -> Option<Vec<(&str, &Value)>> {
        match self {
            Filter::Compare(path, Comparison::Equal, value)
                if path.selector.is_none() && path.sub_attribute.is_none() =>
            {
                Some(vec![(path.attribute.as_str(), value)])
            }
            Filter::And(left, right) => {
                let mut both = left.assignments()?;
                both.extend(right.assignments()?);
                Some(both)
            }
            _ => None,
        }
    }
}
