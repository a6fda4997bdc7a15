//! Any regular expression and replacement, on a fixed text, on itself, and on long texts that make
//! it try. Compiled once, as compiling takes longer than searching.
#![no_main]

use footbridge_expression::{Compiled, Context, Value, parse, quoted};
use footbridge_expression_fuzz::in_time;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, &str)| {
    let (pattern, replacement, value) = input;
    let text = format!("Replace([a], , {}, , {}, , )", quoted(pattern), quoted(replacement));
    let parsed = parse(&text);
    let Ok(compiled) = in_time(&text, || Compiled::new(&parsed, |_| Some(0))) else {
        return;
    };
    let once = value.chars().take(16).collect::<String>();
    let long = once.repeat(4_000 / once.len().max(1));
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    for value in ["Sales > Field Sales > Nørth\n", pattern, value, &long] {
        let user = [Value::from(value)];
        in_time(&(&text, value), || drop(compiled.evaluate(user.as_slice(), &context)));
    }
});
