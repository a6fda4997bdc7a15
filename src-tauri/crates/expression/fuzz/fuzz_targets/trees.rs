//! Any tree of real functions over any values: what `everything` reaches only by luck.
#![no_main]

use arbitrary::{Arbitrary, Result, Unstructured};
use footbridge_expression::functions::FUNCTIONS;
use footbridge_expression::{Value, quoted};
use footbridge_expression_fuzz::everything;
use libfuzzer_sys::fuzz_target;

/// The names of the attributes; a column each.
const NAMES: [&str; 4] = ["a", "b", "c", "list"];

/// Texts that mean something to some function.
const WORDS: [&str; 24] = [
    "", " ", ",", "@", "True", "d", "ww", "yyyy", "M/d/yyyy h:mm:ss tt", "2026-01-31", "(.*)", "(?<n>a*)*b",
    "${n}", "$0$_", "n", "(a|aa)+$", "\\w{1,30}", "(?=.*b)", "en-US", "tr", "9999", "-1", "1", "aaaa",
];

#[derive(Debug)]
struct Case {
    text: String,
    values: [Value<'static>; 4],
}

impl<'a> Arbitrary<'a> for Case {
    fn arbitrary(input: &mut Unstructured<'a>) -> Result<Self> {
        let mut text = String::new();
        write(input, &mut text, 0)?;
        let mut value = || -> Result<Value<'static>> {
            Ok(match input.int_in_range(0..=5u8)? {
                0 => Value::Null,
                // Long values are where the limits are.
                1 => {
                    let unit: &str = input.arbitrary()?;
                    let unit = unit.chars().take(8).collect::<String>();
                    Value::from(unit.repeat(input.int_in_range(0..=3000)?))
                }
                _ => Value::from(input.arbitrary::<&str>()?.to_owned()),
            })
        };
        let values = [value()?, value()?, value()?, Value::List(vec![value()?, value()?, value()?])];
        Ok(Case { text, values })
    }
}

fn write(input: &mut Unstructured<'_>, text: &mut String, depth: usize) -> Result<()> {
    if text.len() > 9_000 || depth > 40 || input.is_empty() {
        text.push_str("[a]");
        return Ok(());
    }
    match input.int_in_range(0..=9u8)? {
        0 => text.push_str(&format!("[{}]", input.choose(&NAMES)?)),
        1 => text.push_str(&quoted(input.choose(&WORDS)?)),
        2 => {
            let any: &str = input.arbitrary()?;
            text.push_str(&quoted(&any.chars().take(40).collect::<String>()));
        }
        3 => text.push_str(&input.arbitrary::<i32>()?.to_string()),
        4 => {
            write(input, text, depth + 1)?;
            text.push_str(input.choose(&[" = ", " <> ", " < ", " >= ", " & "])?);
            write(input, text, depth + 1)?;
        }
        _ => {
            let info = input.choose(FUNCTIONS)?;
            text.push_str(info.name);
            text.push('(');
            let most = info.maximum().unwrap_or(6);
            let count = input.int_in_range(info.minimum().min(most)..=most)?;
            for slot in 0..count {
                if slot > 0 {
                    text.push_str(", ");
                }
                let needed = info.parameter(slot).is_some_and(|parameter| {
                    parameter.presence == footbridge_expression::functions::Presence::Required
                });
                if needed || input.arbitrary()? {
                    write(input, text, depth + 1)?;
                }
            }
            text.push(')');
        }
    }
    Ok(())
}

fuzz_target!(|case: Case| {
    let Case { text, values } = case;
    everything(&text, values.as_slice(), |name| NAMES.iter().position(|known| *known == name));
});
