//! What the process gives up before it reads anything, so that its memory, and a token in it, stays
//! its own.
//!
//! Best effort: who may change the program, or is the system's administrator, reads it all the same.
//! So do a core pattern that is a pipe, the local dumps that an administrator of Windows asks for, and
//! whoever looks into the web view's own processes.
//! Deliberately absent: wiping, which `zeroize` does, and locking pages, which would promise too much.

/// Keeps memory out of core files, and on Linux out of `/proc` and of debuggers, too. On Windows the
/// program leaves error reporting, which would write a crashed program's memory down and send it in.
pub fn keep_private() {
    #[cfg(unix)]
    drop(rlimit::Resource::CORE.set(0, 0));
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // A system that refuses is one where nothing can be done about it.
        set_dumpable_behavior(DumpableBehavior::NotDumpable).ok();
    }
    #[cfg(windows)]
    error_reporting::leave();
}

#[cfg(windows)]
mod error_reporting {
    use windows_registry::CURRENT_USER;

    /// Where Windows Error Reporting keeps, for this user, the programs that it leaves alone; what
    /// `WerAddExcludedApplication` writes. An installer for everybody writes the same for the machine.
    pub(crate) const EXCLUDED: &str =
        r"Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications";

    /// Puts the program on the list, once.
    pub(crate) fn leave() {
        let Some(program) = std::env::current_exe().ok() else { return };
        let Some(name) = program.file_name().and_then(|name| name.to_str()) else { return };
        let is_there = CURRENT_USER.open(EXCLUDED).and_then(|key| key.get_u32(name)) == Ok(1);
        if !is_there {
            // Where policy forbids it, nothing can be done about it.
            CURRENT_USER.create(EXCLUDED).and_then(|key| key.set_u32(name, 1)).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    #[test]
    fn process_has_no_core_file_and_lets_nobody_look_in() {
        use rustix::process::{DumpableBehavior, dumpable_behavior};
        super::keep_private();
        assert_eq!(rlimit::Resource::CORE.get().unwrap(), (0, 0));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }

    #[cfg(windows)]
    #[test]
    fn program_is_left_alone_by_error_reporting() {
        use super::error_reporting::EXCLUDED;
        use windows_registry::CURRENT_USER;
        let program = std::env::current_exe().unwrap();
        let name = program.file_name().unwrap().to_str().unwrap();
        super::keep_private();
        let listed = CURRENT_USER.open(EXCLUDED).unwrap().get_u32(name).unwrap();
        CURRENT_USER.create(EXCLUDED).unwrap().remove_value(name).unwrap();
        assert_eq!(listed, 1, "{name}");
    }
}
