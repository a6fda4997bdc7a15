//! What the end-to-end tests share: the real window behind WebDriver, and the programs around it.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

pub mod canary;
mod people;
mod program;
mod window;

use std::path::{Path, PathBuf};

pub use people::{Directory, write_people};
pub use program::{
    Program, better_auth, footbridge, free_port, is_windows_program, run_with_input, scim_program,
    wait_for_port,
};
pub use window::Window;

/// Returns a path that `cargo xtask test` gives in a variable.
///
/// # Panics
/// When the variable is not set: these tests need what that task prepares.
pub fn given(variable: &str) -> PathBuf {
    std::env::var_os(variable)
        .unwrap_or_else(|| panic!("{variable} is not set; run `cargo xtask test`"))
        .into()
}

/// Returns the root of the checkout.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// Returns a file of `tests/data`.
pub fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}
