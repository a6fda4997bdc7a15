//! What a task's exit code says.

/// How a task ended.
pub(crate) enum Ending {
    /// Everything is well.
    Good,
    /// The task did its work and found problems.
    Problems,
}
