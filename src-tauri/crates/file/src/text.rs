//! Bytes of a file as text: in UTF-8, or in UTF-16, as PowerShell 5.1 redirects and Notepad saves as
//! "Unicode".

use crate::error::FileError;

/// The code units of UTF-16 out of their two bytes.
type Units = fn([u8; 2]) -> u16;

/// Returns how two bytes make a code unit, and how many bytes the byte order mark takes, when a text
/// that begins so is in UTF-16. Without a mark, a zero in one half of the first two letters tells it:
/// what is read as text here begins with letters of ASCII.
pub(crate) fn utf16(head: &[u8]) -> Option<(Units, usize)> {
    match head {
        [0xFF, 0xFE, ..] => Some((u16::from_le_bytes, 2)),
        [0xFE, 0xFF, ..] => Some((u16::from_be_bytes, 2)),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some((u16::from_le_bytes, 0)),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some((u16::from_be_bytes, 0)),
        _ => None,
    }
}

/// Returns the text of all bytes of a file, without its byte order mark.
pub(crate) fn decoded(bytes: Vec<u8>) -> Result<String, FileError> {
    let Some((unit, mark)) = utf16(&bytes) else {
        let mut text = String::from_utf8(bytes).map_err(|_| FileError::NotText)?;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        return Ok(text);
    };
    let (units, rest) = bytes.get(mark..).unwrap_or_default().as_chunks::<2>();
    let letters = char::decode_utf16(units.iter().map(|bytes| unit(*bytes)));
    let text = letters.collect::<Result<String, _>>().map_err(|_| FileError::NotText)?;
    if rest.is_empty() { Ok(text) } else { Err(FileError::NotText) }
}
