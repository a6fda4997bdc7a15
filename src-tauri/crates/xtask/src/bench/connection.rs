//! `footbridge check` against the healthy practice tenant, beside `curl` making the same requests.
//!
//! `curl` makes the four requests of a run (users, groups, a wrong token, none) one after another
//! in one process, over one connection, as `footbridge check` does. Both write to nowhere. They
//! take turns, and the medians of their wall times are compared. The bars: 0.7 times curl's time,
//! and 30 MiB of memory; 64 MiB against servers that send without end.
//!
//! `cargo xtask bench connection BINARY` measures that binary instead of building one.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::memory::peak;
use super::practice::{Practice, TOKEN, median, milliseconds, timed};
use crate::process::{cargo, command, run as run_command, target};

const ROUNDS: usize = 31;
const RATIO: f64 = 0.7;
/// In KiB, as the kernel counts.
const MEMORY: u64 = 30 * 1024;
const HOSTILE_MEMORY: u64 = 64 * 1024;
/// The faults that send more than anybody should keep.
const HOSTILE: [&str; 3] = ["endless", "bomb", "too-large"];

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let footbridge = match arguments.first() {
        Some(binary) => PathBuf::from(binary),
        None => {
            run_command(cargo().args(["build", "--release", "--locked", "-p", "footbridge-cli"]))?;
            target().join("release/footbridge")
        }
    };
    let tenant = Practice::start(&footbridge, &[])?;
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..ROUNDS {
        ours.push(timed(&mut check(&footbridge, &tenant.url))?);
        theirs.push(curl(&tenant.url)?);
    }
    let (ours, theirs) = (median(&mut ours), median(&mut theirs));
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!("footbridge check   {:>8.1} ms (median of {ROUNDS})", milliseconds(ours));
    println!("curl               {:>8.1} ms, four requests in one process", milliseconds(theirs));
    println!("ratio              {ratio:>8.2}    at most {RATIO}");

    let mut memory = vec![("healthy", peak(&mut check(&footbridge, &tenant.url))?, MEMORY)];
    for fault in HOSTILE {
        let tenant = Practice::start(&footbridge, &["--fault", fault])?;
        memory.push((fault, peak(&mut check(&footbridge, &tenant.url))?, HOSTILE_MEMORY));
    }
    for (name, peak, bar) in &memory {
        let (peak, bar) = (*peak as f64 / 1024.0, bar / 1024);
        println!("memory, {name:<10} {peak:>8.1} MiB, at most {bar}");
    }
    if ratio > RATIO {
        bail!("footbridge check took {ratio:.2} times as long as curl");
    }
    if let Some((name, ..)) = memory.iter().find(|(_, peak, bar)| peak > bar) {
        bail!("footbridge check took too much memory: {name}");
    }
    Ok(())
}

fn check(footbridge: &Path, url: &str) -> Command {
    let mut check = command(footbridge);
    check.args(["check", "--url", url, "--token-env", "BENCHMARK_TOKEN", "--json"]);
    check.env("BENCHMARK_TOKEN", TOKEN).stdout(Stdio::null()).stderr(Stdio::null());
    check
}

/// Makes the four requests with curl, whose settings, with the token, come over standard input.
fn curl(url: &str) -> Result<Duration> {
    let base = url.trim_end_matches('/');
    let query = "?filter=userName+eq+%22cf4d78e8-cc4f-4d5d-b8b9-183561c0104a%22";
    let groups = "?excludedAttributes=members&filter=displayName+eq+%22cf4d78e8-cc4f-4d5d-b8b9-183561c0104a%22";
    let request = |path: &str, token: Option<&str>| {
        let token = token.map_or_else(String::new, |token| {
            format!("header = \"Authorization: Bearer {token}\"\n")
        });
        format!(
            "url = \"{base}{path}\"\nheader = \"User-Agent:\"\nheader = \"ADSCIMVersion: 5.0\"\n{token}silent\noutput = \"/dev/null\"\n"
        )
    };
    let settings = [
        request(&format!("/Users{query}"), Some(TOKEN)),
        request(&format!("/Groups{groups}"), Some(TOKEN)),
        request(&format!("/Users{query}"), Some("benchmark-token-01234567x9")),
        request(&format!("/Users{query}"), None),
    ]
    .join("next\n");
    let began = Instant::now();
    let mut curl = command("curl");
    let mut child = curl
        .args(["--disable", "--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .context("curl did not start")?;
    child.stdin.take().context("the input is piped")?.write_all(settings.as_bytes())?;
    let status = child.wait()?;
    let took = began.elapsed();
    if !status.success() {
        bail!("curl ended with {status}");
    }
    Ok(took)
}
