//! Functions of chance. The numbers come from the context; see [`crate::Context::with_seed`].

use super::error::Outcome;
use super::evaluator::Arguments;
use crate::context::Context;
use crate::value::Value;
use crate::words::Words;

/// A version 4 GUID (RFC 9562 §5.4), in lower case with hyphens as in the reference's sample.
pub(super) fn guid<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let context = arguments.context();
    let high = (context.random() & !0xF000) | 0x4000;
    let low = (context.random() & !(0b11 << 62)) | (0b10 << 62);
    let hex = format!("{high:016x}{low:016x}");
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    Ok(Value::from([part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")))
}

const DIGITS: &str = "0123456789";
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
/// The special characters of Windows' rule that passwords must meet complexity requirements.
const SPECIAL: &str = "~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/";

const MAX_LENGTH: i64 = 256;

/// What is left after the minimums is filled with digits and letters; special characters come only
/// as many as are asked for (our choice).
pub(super) fn random_string<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let length = arguments.integer(0)?;
    let minimums = [
        (arguments.integer(1)?, DIGITS),
        (arguments.integer(2)?, SPECIAL),
        (arguments.integer(3)?, CAPITALS),
        (arguments.integer(4)?, LOWER),
    ];
    let avoid = arguments.text(5)?.unwrap_or_default();
    // Each of the characters is looked for in it.
    arguments.pass_over(avoid.len() * 100)?;
    let sum = minimums.iter().try_fold(0i64, |sum, (minimum, _)| sum.checked_add(*minimum));
    let negative = minimums.iter().any(|(minimum, _)| *minimum < 0);
    if !(0..=MAX_LENGTH).contains(&length) || negative || sum.is_none_or(|sum| sum > length) {
        return Err(
            arguments.error(Words::RandomLength.with("most", MAX_LENGTH).with("length", length))
        );
    }
    let allowed =
        |set: &str| -> Vec<char> { set.chars().filter(|c| !avoid.contains(*c)).collect() };
    let mut characters = Vec::new();
    let rest = length - sum.unwrap_or(0);
    let filling = [DIGITS, CAPITALS, LOWER].concat();
    for (count, set) in minimums.into_iter().chain([(rest, filling.as_str())]) {
        let set = allowed(set);
        for _ in 0..count {
            let Some(character) = pick(arguments.context(), &set) else {
                return Err(arguments.error(Words::RandomCharacters));
            };
            characters.push(character);
        }
    }
    for last in (1..characters.len()).rev() {
        characters.swap(last, below(arguments.context(), last + 1));
    }
    Ok(Value::from(characters.into_iter().collect::<String>()))
}

fn pick(context: &Context, set: &[char]) -> Option<char> {
    if set.is_empty() { None } else { set.get(below(context, set.len())).copied() }
}

/// A number below `bound`, which is small; the bias of the remainder does not matter for a preview.
fn below(context: &Context, bound: usize) -> usize {
    let bound = u64::try_from(bound).unwrap_or(1).max(1);
    usize::try_from(context.random() % bound).unwrap_or(0)
}
