//! The two forms in which Entra writes a PATCH, chosen by a flag in the tenant URL.

/// How Entra writes a PATCH.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatchDialect {
    /// As it does by default.
    Default,
    /// As it does for a tenant URL with `aadOptscim062020`.
    Optscim,
}
