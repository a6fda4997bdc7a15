//! `cargo xtask test`: every layer, from the crates to the real window, and one summary.
//!
//! The Rust tests run inside a throw-away home with its own session bus, keyring and display, so
//! that nothing of the developer's is touched.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process::{cargo, command, root, run as run_command, shown, target};
use crate::setup::{Purpose, better_auth, scim_programs, system_packages};

/// What one layer's tests came to.
struct Outcome {
    name: &'static str,
    passed: u32,
    failed: u32,
    took: Duration,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    system_packages(&[Purpose::Build, Purpose::Test])?;
    crate::ui::build()?;
    let scim_programs = scim_programs()?;
    let better_auth = better_auth()?;

    // The window under test lets WebDriver in and answers file dialogs from the environment; both
    // are compiled in by this feature only.
    run_command(cargo().args([
        "build",
        "--locked",
        "--package",
        "footbridge-desktop",
        "--features",
        "end-to-end",
    ]))?;
    let window = target().join("end-to-end/footbridge-desktop");
    std::fs::create_dir_all(target().join("end-to-end"))?;
    std::fs::copy(target().join("debug/footbridge-desktop"), &window)
        .context("the window was not built")?;
    // The same window without that feature: what is released lets nobody in.
    run_command(cargo().args(["build", "--locked", "--package", "footbridge-desktop"]))?;
    run_command(cargo().args(["build", "--locked", "--package", "footbridge-cli"]))?;
    run_command(cargo().args(["test", "--workspace", "--locked", "--no-run", "--quiet"]))?;

    let mut rust = in_a_session()?;
    rust.args(["test", "--workspace", "--locked", "--no-fail-fast"])
        .args(arguments)
        .env("FOOTBRIDGE_WINDOW", &window)
        .env("FOOTBRIDGE_RELEASED_WINDOW", target().join("debug/footbridge-desktop"))
        .env("FOOTBRIDGE_CLI", target().join("debug/footbridge"))
        .env("FOOTBRIDGE_SCIM_PROGRAMS", scim_programs)
        .env("FOOTBRIDGE_BETTER_AUTH", better_auth);

    // These make sessions of their own, some of them broken on purpose.
    let mut session = cargo();
    session.args(["test", "--workspace", "--locked", "--test", "session"]);

    let outcomes = [
        layer("user interface", crate::ui::script("test"))?,
        layer("keyring and clipboard", session)?,
        layer("Rust, command line, window", rust)?,
    ];

    println!();
    for outcome in &outcomes {
        println!(
            "{:<28} {:>5} passed {:>3} failed {:>6.1} s",
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

/// Returns cargo in a throw-away home with a session bus, a keyring and a display.
pub(crate) fn in_a_session() -> Result<Command> {
    let mut session = command(root().join("tests/with-keyring.sh"));
    session
        .args(["--display", "unlocked"])
        .arg(cargo().get_program())
        // The script gives an empty home; the toolchain stays where it is.
        .env("CARGO_HOME", home_of("CARGO_HOME", ".cargo")?)
        .env("RUSTUP_HOME", home_of("RUSTUP_HOME", ".rustup")?);
    Ok(session)
}

/// Returns a toolchain folder: the variable if it is set, else its place in the real home.
fn home_of(variable: &str, folder: &str) -> Result<std::path::PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    let home = std::env::home_dir().context("there is no home folder")?;
    Ok(home.join(folder))
}

/// Runs one layer, passes its output on, and counts what its runner says.
fn layer(name: &'static str, mut command: Command) -> Result<Outcome> {
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
