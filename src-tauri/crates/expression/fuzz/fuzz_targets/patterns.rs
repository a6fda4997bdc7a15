//! Any regular expression and replacement, on a fixed text and on itself.
#![no_main]

use footbridge_expression::{Attributes, Compiled, Context, parse, quoted};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (pattern, replacement) = input;
    let text =
        format!("Replace([a], , {}, , {}, , )", quoted(pattern), quoted(replacement));
    let mut user = Attributes::new();
    let Ok(compiled) = Compiled::new(&parse(&text), |name| Some(user.column(name))) else {
        return;
    };
    let context = Context::new(jiff::Timestamp::UNIX_EPOCH);
    for value in ["Sales > Field Sales > Nørth\n", pattern] {
        user.set("a", value.to_owned());
        let _outcome = compiled.evaluate(&user, &context);
    }
});
