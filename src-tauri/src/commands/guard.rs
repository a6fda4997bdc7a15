//! Where a command's work runs, and what becomes of a panic in it.

use std::future::Future;

use footbridge_finding::{Explain, Finding};

use crate::errors::{AppError, Refusal};
use crate::setup::LANGUAGE;

/// Runs a command's work as a task of its own, so that a panic in it becomes a finding and the
/// window lives on.
pub(super) async fn guarded<T: Send + 'static>(
    work: impl Future<Output = Result<T, Refusal>> + Send + 'static,
) -> Result<T, Finding> {
    match tauri::async_runtime::spawn(work).await {
        Ok(answer) => answer.map_err(Finding::from),
        Err(_) => Err(AppError::Internal.explain(&LANGUAGE)),
    }
}

/// The same for work that computes or waits for a person: it gets a thread of its own.
pub(super) async fn guarded_blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Finding> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(answer) => answer.map_err(Finding::from),
        Err(_) => Err(AppError::Internal.explain(&LANGUAGE)),
    }
}
