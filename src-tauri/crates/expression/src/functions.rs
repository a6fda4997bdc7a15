//! The functions of the language: one table for the checks, the compiler, completion and reference.
//!
//! What a function does is in the modules of `evaluate`.

mod info;
mod table;

pub(crate) use info::Function;
pub use info::{Dialect, FunctionInfo, Parameter, Presence, Repetition};
pub use table::FUNCTIONS;

/// Returns the function of this exact name.
pub fn find(name: &str) -> Option<&'static FunctionInfo> {
    FUNCTIONS.iter().find(|info| info.name == name)
}

/// Returns the function of this name in any letter case; the documented spelling comes first.
pub fn find_any_case(name: &str) -> Option<&'static FunctionInfo> {
    find(name).or_else(|| FUNCTIONS.iter().find(|info| info.name.eq_ignore_ascii_case(name)))
}
