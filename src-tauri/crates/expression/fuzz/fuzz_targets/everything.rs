//! Any text: parse, check, fix, print, compile, evaluate, trace.
#![no_main]

use footbridge_expression::Attributes;
use footbridge_expression_fuzz::everything;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut user = Attributes::from_iter([("mail", "José.Doe@contoso.com"), ("country", "")]);
    user.set("list", vec!["a", "b", "a"]);
    let mut columns = user.clone();
    let names = ["mail", "country", "list"];
    everything(text, &user, |name| names.contains(&name).then(|| columns.column(name)));
});
