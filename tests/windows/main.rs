//! The Windows programs, run in wine by `cargo xtask windows`, which gives what these tests need:
//! beside the Linux program, as files, and installed. wine is not Windows; what is shown here is that
//! the programs ask Windows for the right things and say the same as elsewhere.
#![expect(clippy::expect_used, reason = "a test ends at the first surprise")]

mod installer;
mod invocations;
mod program_file;
mod resources;
mod same_output;
