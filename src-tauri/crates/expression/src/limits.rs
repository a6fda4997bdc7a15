//! How large things may grow. All of them are our choice: Entra documents none of them. They are
//! far above what a directory attribute can hold and keep a careless expression from eating the
//! machine.

/// The longest text an evaluation makes, in bytes.
pub const MAX_TEXT: usize = 128 * 1024;

/// The longest text a regular expression is applied to, in bytes.
pub const MAX_SEARCHED: usize = 16 * 1024;
