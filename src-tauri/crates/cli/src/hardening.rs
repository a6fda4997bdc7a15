//! What the process gives up before it reads anything.

/// Keeps memory, and so a token in it, from other programs of the same user where the system can:
/// out of core files, and on Linux out of `/proc` and of debuggers too. Best effort: who may change
/// the program, or is the system's administrator, reads it all the same.
pub(crate) fn keep_memory_private() {
    #[cfg(unix)]
    drop(rlimit::Resource::CORE.set(0, 0));
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        set_dumpable_behavior(DumpableBehavior::NotDumpable).ok();
    }
}
