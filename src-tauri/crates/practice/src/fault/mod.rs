//! Faults on purpose: what a broken server does, so that an admin can see what it looks like, and so
//! that the connection test can be tested.
//!
//! A fault is one entry of the [table]. Each names the finding that the connection test should reach
//! or, where the server takes what it does not keep, the proof.
//!
//! What a server cannot cause is none, such as a name that does not resolve.

mod answers;
mod kind;
mod makers;
mod table;

pub use self::kind::Fault;
pub(crate) use self::kind::{Authentication, Behaviour};
use self::table::FAULTS;

impl Fault {
    /// Returns every fault.
    pub fn all() -> &'static [Fault] {
        &FAULTS
    }

    /// Returns the fault of that name.
    pub fn named(name: &str) -> Option<Fault> {
        FAULTS.iter().find(|fault| fault.name == name).copied()
    }
}
