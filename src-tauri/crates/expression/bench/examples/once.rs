//! One engine, once over the users: for `perf stat` and callgrind, whose counts do not depend on what
//! else the machine does.
//!
//! ```text
//! cargo run --release --example once -- footbridge 1000000
//! ```

#[path = "../engines/mod.rs"]
mod engines;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let users = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let times: u32 = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(1);
    let inputs = engines::inputs(users);
    for (known, mut run) in engines::all() {
        if known == name {
            for _ in 0..times {
                let start = std::time::Instant::now();
                let sink = run(&inputs);
                println!("{known}: {sink:?} in {:?}", start.elapsed());
            }
            return ExitCode::SUCCESS;
        }
    }
    eprintln!("engines: {:?}", engines::all().iter().map(|(known, _)| *known).collect::<Vec<_>>());
    ExitCode::FAILURE
}
