//! `footbridge prove --dialect both` against the healthy practice tenant: both dialects and the other
//! set-ups, one request after another.
//!
//! The bar: the median run takes less than two seconds.
//!
//! `cargo xtask bench proof BINARY` measures that binary instead of building one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Result, bail};

use super::practice::{Practice, TOKEN, median, milliseconds, timed};
use crate::process::{cargo, command, run as run_command, target};

const ROUNDS: usize = 11;
const MOST: Duration = Duration::from_secs(2);

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let footbridge = match arguments.first() {
        Some(binary) => PathBuf::from(binary),
        None => {
            run_command(cargo().args(["build", "--release", "--locked", "-p", "footbridge-cli"]))?;
            target().join("release/footbridge")
        }
    };
    let tenant = Practice::start(&footbridge, &[])?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        times.push(timed(&mut prove(&footbridge, &tenant.url))?);
    }
    let median = median(&mut times);
    println!(
        "footbridge prove   {:>8.1} ms (median of {ROUNDS}), both dialects",
        milliseconds(median)
    );
    println!("                   {:>8.1} ms at most", milliseconds(MOST));
    if median > MOST {
        bail!("footbridge prove took {:.1} s", median.as_secs_f64());
    }
    Ok(())
}

fn prove(footbridge: &Path, url: &str) -> Command {
    let mut prove = command(footbridge);
    prove.args(["prove", "--url", url, "--token-env", "BENCHMARK_TOKEN", "--json"]);
    prove.args(["--writes", "--dialect", "both"]);
    // Its journals stay where the build is.
    prove.env("XDG_DATA_HOME", target()).env("BENCHMARK_TOKEN", TOKEN);
    prove.stdout(Stdio::null()).stderr(Stdio::null());
    prove
}
