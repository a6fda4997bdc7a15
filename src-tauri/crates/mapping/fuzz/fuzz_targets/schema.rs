//! Any text as Entra's schema: read, told of, written again.
#![no_main]

use footbridge_finding::{Explain, Language};
use footbridge_mapping::EntraSchema;
use libfuzzer_sys::fuzz_target;

const SCHEMA: &str = include_str!("../../../../../tests/data/entra-schema.json");

fuzz_target!(|input: (u16, u8, &str)| {
    let (at, removed, text) = input;
    // A whole schema with a piece of it replaced goes deeper than chance alone.
    let start = usize::from(at) % SCHEMA.len();
    let end = (start + usize::from(removed)).min(SCHEMA.len());
    let spliced = match (SCHEMA.get(..start), SCHEMA.get(end..)) {
        (Some(head), Some(tail)) => [head, text, tail].concat(),
        _ => String::new(),
    };
    for text in [text, &spliced] {
        match EntraSchema::parse(text) {
            Ok(schema) => {
                schema.findings(&Language::ENGLISH);
                let wanted = schema.user_mappings();
                let written = schema.with_user_mappings(&wanted);
                let again = EntraSchema::parse(&written).expect("what is written can be read");
                assert_eq!(again.user_mappings().len(), wanted.len(), "no mapping is lost");
            }
            Err(error) => drop(error.explain(&Language::ENGLISH)),
        }
    }
});
