//! Any regular expression and replacement, on a fixed text, on itself, and on long texts that make
//! it try.
#![no_main]

use footbridge_expression::{Attributes, quoted};
use footbridge_expression_fuzz::everything;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, &str)| {
    let (pattern, replacement, value) = input;
    let (pattern_text, replacement) = (quoted(pattern), quoted(replacement));
    let text = format!("Replace([a], , {pattern_text}, , {replacement}, , )");
    let once = value.chars().take(16).collect::<String>();
    let long = once.repeat(4_000 / once.len().max(1));
    for value in ["Sales > Field Sales > Nørth\n", pattern, value, &long] {
        let mut user = Attributes::new();
        user.set("a", value.to_owned());
        let mut columns = user.clone();
        everything(&text, &user, |name| Some(columns.column(name)));
    }
});
