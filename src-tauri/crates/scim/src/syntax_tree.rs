//! The trees that filters and paths are: each can hold the other, as in `emails[type eq "work"].value`.

use serde_json::Value;

/// A path to an attribute, a part of it, or some of its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The URN of the schema, where one is given.
    pub schema: Option<String>,
    /// The attribute's name.
    pub attribute: String,
    /// Which of several values are meant.
    pub selector: Option<Box<Filter>>,
    /// The sub-attribute's name.
    pub sub_attribute: Option<String>,
}

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
