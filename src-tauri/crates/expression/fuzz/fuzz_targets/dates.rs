//! Any date, interval, count and pair of formats.
#![no_main]

use footbridge_expression::{Attributes, quoted};
use footbridge_expression_fuzz::everything;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, i64, &str, &str)| {
    let (date, count, from, to) = input;
    let (date, from, to) = (quoted(date), quoted(from), quoted(to));
    for text in [
        format!("FormatDateTime({date}, , {from}, {to})"),
        format!("DateAdd({from}, {count}, {date})"),
        format!("DateDiff(\"ww\", {date}, Now())"),
        format!("NumFromDate({date})"),
        format!("DateFromNum({count})"),
        format!("DateAdd(\"m\", {count}, {date})"),
        format!("DateAdd(\"s\", {count}, {date})"),
    ] {
        everything(&text, &Attributes::new(), |_| None);
    }
});
