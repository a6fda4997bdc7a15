//! Filters (RFC 7644 §3.4.2.2) and attribute paths (§3.10 and §3.5.2), and how a filter is judged
//! against a resource.
//!
//! A path is `[URN ":"] attribute ["[" filter "]"] ["." subAttribute]`; both are parsed with
//! [`str::parse`]. What a path means in a resource is told by [`crate::ResourceType`].
//!
//! Two things go beyond the RFC, because Entra sends them: a comparison after a selection
//! (`emails[type eq "work"].value eq "a@b.example"`), and a Boolean as text
//! (`roles[primary eq "True"]`).

mod evaluate;
mod parse;
