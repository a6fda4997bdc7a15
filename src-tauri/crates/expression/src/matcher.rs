//! A regular expression of .NET's for whoever has no expression around it: Entra's scoping filters.

use crate::limits::{self, Work};
use crate::message::Message;
use crate::pattern::Pattern;

/// A regular expression as Entra reads it.
#[derive(Debug)]
pub struct Matcher(Pattern);

impl Matcher {
    /// Reads a regular expression.
    ///
    /// # Errors
    /// Says why it cannot be used; what .NET has and this crate refuses is in the crate's documentation.
    pub fn new(source: &str) -> Result<Matcher, Message> {
        let pattern = Pattern::new(source, limits::MAX_SEARCHED, &Work::whole());
        pattern.map(Matcher).map_err(|error| error.message())
    }

    /// Returns whether a part of a text matches, as .NET's `Regex.IsMatch` does; `None` when that takes
    /// too long to be told.
    ///
    /// ```
    /// let matcher = footbridge_expression::Matcher::new(r"^(1[0-9]{6})$").unwrap();
    /// assert_eq!(matcher.is_match("1234567"), Some(true));
    /// assert_eq!(matcher.is_match("234"), Some(false));
    /// ```
    pub fn is_match(&self, text: &str) -> Option<bool> {
        self.0.is_match(text, &Work::whole()).ok()
    }
}
