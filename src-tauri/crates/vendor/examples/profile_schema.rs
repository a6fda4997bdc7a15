//! Writes the JSON Schema of profile files to standard output:
//! `cargo run -p footbridge-vendor --example profile_schema > profiles/profile.schema.json`
//! in the crate's folder.

use std::io::{Write as _, stdout};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let schema = serde_json::to_string_pretty(&footbridge_vendor::json_schema())?;
    writeln!(stdout(), "{schema}")?;
    Ok(())
}
