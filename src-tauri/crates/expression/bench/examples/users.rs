//! Writes the users as a file of comma-separated values to standard output.
//!
//! ```text
//! cargo run --release --example users -- 1000000 > users.csv
//! ```

use std::io::{self, BufWriter, Write};

fn main() -> io::Result<()> {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let mut out = BufWriter::new(io::stdout().lock());
    footbridge_expression_bench::write_csv(&mut out, count)?;
    out.flush()
}
