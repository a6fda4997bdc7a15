//! Attribute paths, as filters, PATCH and `attributes` use them (RFC 7644 §3.10 and §3.5.2).
//!
//! `[URN ":"] attribute ["[" filter "]"] ["." subAttribute]`, parsed with [`str::parse`].
//!
//! Deliberately absent: what a path means in a resource (see [`crate::ResourceType`]).

use crate::Filter;

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
