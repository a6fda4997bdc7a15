//! What the parts of a workbook claim, looked at before its reader believes it.
//!
//! A list of texts says how many there are, and the reader makes room for them before it meets the
//! first. A cell says where it is, and the reader reckons with that without looking whether there is
//! such a place: beyond some letters the sum is too large for its number.

use std::io::{BufReader, Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::error::DirectoryError;

/// What a sheet of Excel's has at most.
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;

/// A text of a list, as short as it can be.
const SHORTEST_TEXT: &str = "<si><t/></si>";

/// Checks every part that is XML, since any of them may be named as a sheet. What is no archive claims
/// nothing, and where a part is no XML any more its reader ends, too.
///
/// # Errors
/// Fails with [`DirectoryError::Excel`] or [`DirectoryError::NoSuchCell`] for a claim that cannot be
/// true.
pub(crate) fn check(archive: impl Read + Seek) -> Result<(), DirectoryError> {
    let Ok(mut archive) = ZipArchive::new(archive) else { return Ok(()) };
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        let most_texts = part.size() / SHORTEST_TEXT.len() as u64;
        check_part(part, most_texts)?;
    }
    Ok(())
}

fn check_part(part: impl Read, most_texts: u64) -> Result<(), DirectoryError> {
    let mut xml = Reader::from_reader(BufReader::new(part));
    // As the reader of workbooks has it, so that both find the same elements.
    let config = xml.config_mut();
    config.check_end_names = false;
    config.check_comments = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let element = match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => element,
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => continue,
        };
        match element.local_name().as_ref() {
            "sst" => each(&element, "uniqueCount", |claimed| {
                let is_true = claimed.parse::<u64>().map_or(true, |claimed| claimed <= most_texts);
                is_true.then_some(()).ok_or(DirectoryError::Excel)
            })?,
            "c" => each(&element, "r", |place| is_there(place, is_cell))?,
            "row" => each(&element, "r", |place| is_there(place, is_row))?,
            "dimension" => each(&element, "ref", |place| is_there(place, is_range))?,
            _ => {}
        }
    }
}

/// Checks an attribute as it is written, and each time that it is: an element must not have one twice,
/// and of one that has, the reader may believe another than the first.
fn each(
    element: &BytesStart<'_>,
    name: &str,
    check: impl Fn(&str) -> Result<(), DirectoryError>,
) -> Result<(), DirectoryError> {
    for attribute in element.attributes().with_checks(false) {
        // Attributes that are no XML could hide anything: where a name has a letter that none may have,
        // the reader may end it elsewhere.
        let attribute = attribute.map_err(|_| DirectoryError::Excel)?;
        if !attribute.key.as_ref().chars().all(is_of_name) {
            return Err(DirectoryError::Excel);
        }
        if attribute.key.local_name().as_ref() == name {
            check(&attribute.value)?;
        }
    }
    Ok(())
}

/// Whether the name of an attribute has this letter in workbooks, which is less than XML allows.
fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, ':' | '_' | '-' | '.')
}

fn is_there(place: &str, is_one: fn(&str) -> bool) -> Result<(), DirectoryError> {
    if is_one(place) {
        return Ok(());
    }
    Err(DirectoryError::NoSuchCell { place: place.chars().take(40).collect() })
}

/// Returns whether a text is a row of a sheet, such as `7`.
fn is_row(text: &str) -> bool {
    number(text).is_some()
}

/// Returns whether a text is a cell of a sheet, such as `B7`.
fn is_cell(text: &str) -> bool {
    cell(text).is_some()
}

/// Returns whether a text is a cell, or two with the cells between them, such as `A1:B7`.
fn is_range(text: &str) -> bool {
    match text.split_once(':') {
        None => is_cell(text),
        Some((from, to)) => match (cell(from), cell(to)) {
            (Some((row, column)), Some((last_row, last_column))) => {
                row <= last_row && column <= last_column
            }
            _ => false,
        },
    }
}

/// Returns row and column of a cell, counted from 1.
fn cell(text: &str) -> Option<(u32, u32)> {
    let letters = text.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (letters, digits) = text.split_at_checked(letters)?;
    // Three letters never come near the end of a number.
    let letters = Some(letters).filter(|letters| (1..=3).contains(&letters.len()))?;
    let place = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, letter| column * 26 + place(letter));
    Some((number(digits)?, column)).filter(|_| column <= COLUMNS)
}

/// Returns the number of a row.
fn number(digits: &str) -> Option<u32> {
    let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|row| is_number && (1..=ROWS).contains(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_a_sheet_are_told_from_others() {
        for (text, expected, reason) in [
            ("A1", true, "the first"),
            ("xfd1048576", true, "the last, in small letters"),
            ("XFE1", false, "a column more"),
            ("A1048577", false, "a row more"),
            ("ABCDEFGH1", false, "more letters than a number has room for"),
            ("A99999999999999999999", false, "more digits"),
            ("A0", false, "rows are counted from 1"),
            ("A-1", false, "a negative row"),
            ("A+1", false, "a sign"),
            ("A", false, "no row"),
            ("1", false, "no column"),
            ("", false, "nothing"),
            ("Å1", false, "another alphabet"),
            ("A1:B2", false, "two cells"),
        ] {
            assert_eq!(is_cell(text), expected, "{text}: {reason}");
        }
        for (text, expected) in [
            ("A1", true),
            ("A1:XFD1048576", true),
            ("B1:A1", false),
            ("A2:A1", false),
            ("A1:ZZZZZZZ1", false),
            ("A1:B2:C3", false),
            ("", false),
        ] {
            assert_eq!(is_range(text), expected, "{text}");
        }
        for (text, expected) in
            [("1", true), ("1048576", true), ("1048577", false), ("0", false), ("A1", false)]
        {
            assert_eq!(is_row(text), expected, "{text}");
        }
    }
}
