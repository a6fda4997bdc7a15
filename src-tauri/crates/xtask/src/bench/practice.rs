//! The practice tenant beside a benchmark, and the times of commands that ask it.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process::command;

/// What the tenant accepts, and what commands are given.
pub(super) const TOKEN: &str = "benchmark-token-0123456789";

/// A running practice tenant.
pub(super) struct Practice {
    program: Child,
    pub(super) url: String,
}

impl Practice {
    pub(super) fn start(footbridge: &Path, arguments: &[&str]) -> Result<Self> {
        let mut practice = command(footbridge);
        practice.args(["practice", "--token-env", "BENCHMARK_TOKEN"]).args(arguments);
        practice.env("BENCHMARK_TOKEN", TOKEN).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut program = practice.spawn().context("the practice tenant did not start")?;
        let output = program.stdout.take().context("the output is piped")?;
        let mut url = String::new();
        BufReader::new(output).read_line(&mut url)?;
        Ok(Practice { program, url: url.trim().to_owned() })
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

/// Returns how long a command took that must succeed.
pub(super) fn timed(command: &mut Command) -> Result<Duration> {
    let began = Instant::now();
    let status = command.status()?;
    let took = began.elapsed();
    if !status.success() {
        bail!("the healthy practice tenant was not passed: {status}");
    }
    Ok(took)
}

pub(super) fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

pub(super) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
