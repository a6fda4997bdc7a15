//! The memory that a program holds.

use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

/// Returns the most memory that a run held, in KiB, as the kernel noted it shortly before its end.
pub(super) fn peak(command: &mut Command) -> Result<u64> {
    let mut child = command.spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let high = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let high = high.and_then(|high| high.split_whitespace().next()?.parse().ok());
        peak = high.unwrap_or(peak).max(peak);
        std::thread::sleep(Duration::from_micros(200));
    }
    if peak == 0 {
        bail!("memory is measured on Linux only");
    }
    Ok(peak)
}
