//! A layer of tests: run, its output passed on, its results counted for the summary.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process::shown;

/// What one layer's tests came to.
pub(crate) struct Outcome {
    name: &'static str,
    passed: u32,
    failed: u32,
    took: Duration,
}

/// Runs one layer, passes its output on, and counts what its runner says.
pub(crate) fn layer(name: &'static str, mut command: Command) -> Result<Outcome> {
    eprintln!("› {}", shown(&command));
    let start = Instant::now();
    let mut child = command.env("NO_COLOR", "1").stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("the output is piped")?;
    let (mut passed, mut failed) = (0, 0);
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        if line.starts_with("test result:") || line.trim_start().starts_with("Tests ") {
            passed += count_before(&line, "passed");
            failed += count_before(&line, "failed");
        }
    }
    if !child.wait()?.success() && failed == 0 {
        // It ended badly without a failing test: a test binary that crashed, or nothing that ran.
        failed = 1;
    }
    if passed == 0 && failed == 0 {
        bail!("{name}: no test ran");
    }
    Ok(Outcome { name, passed, failed, took: start.elapsed() })
}

/// Prints what the layers came to.
///
/// # Errors
/// Fails when a test did.
pub(crate) fn summary(outcomes: &[Outcome]) -> Result<()> {
    println!();
    for outcome in outcomes {
        println!(
            "{:<40} {:>5} passed {:>3} failed {:>6.1} s",
            outcome.name,
            outcome.passed,
            outcome.failed,
            outcome.took.as_secs_f64()
        );
    }
    let (passed, failed) = outcomes.iter().fold((0, 0), |(passed, failed), outcome| {
        (passed + outcome.passed, failed + outcome.failed)
    });
    println!("\n{passed} passed, {failed} failed");
    if failed > 0 {
        bail!("{failed} tests failed");
    }
    Ok(())
}

/// Returns the number in front of a word: 12 for `12 passed;`.
fn count_before(line: &str, word: &str) -> u32 {
    let words: Vec<&str> = line.split_whitespace().collect();
    words
        .windows(2)
        .filter(|pair| pair[1].trim_end_matches([';', ',']) == word)
        .filter_map(|pair| pair[0].parse::<u32>().ok())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::count_before;

    #[test]
    fn both_runners_are_understood() {
        let cases = [
            ("test result: ok. 41 passed; 0 failed; 0 ignored; 0 measured", 41, 0),
            ("      Tests  2 failed | 88 passed (90)", 88, 2),
            ("      Tests  90 passed (90)", 90, 0),
        ];
        for (line, passed, failed) in cases {
            assert_eq!(count_before(line, "passed"), passed, "passed in {line:?}");
            assert_eq!(count_before(line, "failed"), failed, "failed in {line:?}");
        }
    }
}
