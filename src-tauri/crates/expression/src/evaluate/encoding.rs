//! Functions on bits and encodings: `BitAnd`, Base64, hexadecimal, security identifiers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::error::{Outcome, error};
use super::evaluator::Arguments;
use super::values::shown;
use crate::value::Value;
use crate::words::Words;

pub(super) fn bit_and<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    Ok(Value::integer(arguments.integer(0)? & arguments.integer(1)?))
}

/// "Unicode" is UTF-16, little-endian, as everywhere in Windows.
pub(super) fn to_base64<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Null);
    };
    arguments.pass_over(text.len() * 4)?;
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    arguments.bounded(STANDARD.encode(bytes))
}

pub(super) fn from_base64<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Null);
    };
    arguments.pass_over(text.len() * 4)?;
    let Ok(bytes) = STANDARD.decode(text.trim()) else {
        let value = Value::Text(text);
        return Err(arguments.error(Words::NotBase64.with("value", shown(&value))));
    };
    let encoding = arguments.text(1)?.unwrap_or_default();
    let decoded = match encoding.to_ascii_uppercase().as_str() {
        "" | "UNICODE" => {
            let units: Vec<u16> = bytes
                .chunks(2)
                .map(|pair| match pair {
                    [low, high] => u16::from_le_bytes([*low, *high]),
                    _ => 0xFFFD,
                })
                .collect();
            String::from_utf16_lossy(&units)
        }
        "UTF8" => String::from_utf8_lossy(&bytes).into_owned(),
        "ASCII" => {
            bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect()
        }
        _ => {
            return Err(error(
                arguments.span(1),
                Words::NoEncoding.with("value", shown(&Value::Text(encoding))),
            ));
        }
    };
    arguments.bounded(decoded)
}

pub(super) fn to_utf8_hex<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Null);
    };
    arguments.pass_over(text.len() * 4)?;
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().map_or('0', char::from);
    let hex = text.bytes().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    arguments.bounded(hex)
}

/// Takes the identifier's bytes as base64 or hexadecimal digits, the two forms in which exports
/// write them; one that is text already (`S-1-…`) stays. Our choice, as Entra passes bytes.
pub(super) fn string_from_sid<'a>(arguments: &Arguments<'_, '_, 'a>) -> Outcome<'a> {
    let Some(text) = arguments.text(0)? else {
        return Ok(Value::Null);
    };
    if text.starts_with("S-1-") {
        return Ok(Value::Text(text));
    }
    let written = Some(text.trim()).filter(|written| written.len() <= LONGEST_SID);
    let bytes = written.and_then(|it| hex(it).or_else(|| STANDARD.decode(it).ok()));
    match bytes.as_deref().and_then(sid) {
        Some(sid) => Ok(Value::from(sid)),
        None => Err(arguments.error(Words::NotASid.with("value", shown(&Value::Text(text))))),
    }
}

/// More digits than any identifier has: 15 sub-authorities of four bytes behind eight others.
const LONGEST_SID: usize = 200;

fn hex(text: &str) -> Option<Vec<u8>> {
    if text.is_empty()
        || !text.len().is_multiple_of(2)
        || !text.bytes().all(|b| b.is_ascii_hexdigit())
    {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}

/// The layout of [MS-DTYP] §2.4.2: revision, count, six bytes of authority, sub-authorities.
fn sid(bytes: &[u8]) -> Option<String> {
    let (head, tail) = bytes.split_at_checked(8)?;
    let (revision, count) = (head.first()?, usize::from(*head.get(1)?));
    if tail.len() != count * 4 || *revision != 1 {
        return None;
    }
    let authority = head.iter().skip(2).fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
    let mut text = format!("S-{revision}-{authority}");
    for part in tail.chunks_exact(4) {
        let number = u32::from_le_bytes(part.try_into().ok()?);
        text.push_str(&format!("-{number}"));
    }
    Some(text)
}
