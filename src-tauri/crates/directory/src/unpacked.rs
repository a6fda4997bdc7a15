//! How much a workbook unpacks to, found out before it is read.
//!
//! A few kilobytes can unpack to gigabytes, and the reader of workbooks keeps some parts whole. The
//! archive names the size of each part, and reading a part fails where that was a lie. Its list of
//! texts says how many there are, and the reader makes room for them before it meets the first.
//! Deliberately absent: what the parts hold otherwise.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::error::DirectoryError;

/// To how many times its size a workbook may unpack. Sheets in which every row is the same unpack to
/// 13 times; Apache POI draws the line in the same place (`ZipSecureFile`).
const RATIO: u64 = 100;
/// What any workbook may unpack to.
const LEAST: u64 = 8 << 20;
/// What no workbook may unpack to: a million users with twenty columns have room.
const MOST: u64 = 1 << 30;

/// Returns to how many bytes a workbook of `packed` bytes may unpack.
pub(crate) fn most(packed: usize) -> u64 {
    (packed as u64).saturating_mul(RATIO).clamp(LEAST, MOST)
}

/// Checks that all parts of an archive together unpack to at most `most` bytes, and that no list of
/// texts claims more than it can hold. What is no archive unpacks to nothing.
///
/// # Errors
/// Fails with [`DirectoryError::UnpacksTooLarge`], or [`DirectoryError::Excel`] for the claim.
pub(crate) fn check(archive: &[u8], most: u64) -> Result<(), DirectoryError> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(archive)) else { return Ok(()) };
    let mut rest = most;
    for index in 0..archive.len() {
        let size = archive.by_index_data(index).map_or(0, |part| part.size());
        rest = rest.checked_sub(size).ok_or(DirectoryError::UnpacksTooLarge { most })?;
    }
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        let is_texts = part.name_raw().to_ascii_lowercase().ends_with(b"sharedstrings.xml");
        let room = part.size() / SHORTEST_TEXT.len() as u64;
        if is_texts && claimed_texts(part).is_some_and(|claimed| claimed > room) {
            return Err(DirectoryError::Excel);
        }
    }
    Ok(())
}

/// A text of a list, as short as it can be.
const SHORTEST_TEXT: &str = "<si><t/></si>";

/// Returns how many texts a list says it has; `None` where the reader sees no number.
fn claimed_texts(part: impl Read) -> Option<u64> {
    let mut xml = Reader::from_reader(BufReader::new(part));
    // As the reader of workbooks has it, so that both find the same element.
    xml.config_mut().check_end_names = false;
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(list)) if list.local_name().as_ref() == "sst" => {
                let claimed = list.try_get_attribute("uniqueCount");
                // Attributes that are no XML could hide any number.
                return claimed.map_or(Some(u64::MAX), |it| it?.value.parse().ok());
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// Returns an archive of parts of blanks, of so many bytes each.
    fn archive(parts: &[usize]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (number, size) in parts.iter().enumerate() {
            zip.start_file(format!("xl/{number}.xml"), SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![b' '; *size]).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_inside_counts() {
        for (parts, fits, reason) in [
            (&[][..], true, "nothing"),
            (&[100_000], true, "exactly as much as may be"),
            (&[100_001], false, "one byte more"),
            (&[60_000, 40_000], true, "in two parts"),
            (&[60_000, 40_001], false, "too much in two parts"),
            (&[100_000, 0, 1], false, "the last one is too much"),
        ] {
            let checked = check(&archive(parts), 100_000);
            let refused = matches!(checked, Err(DirectoryError::UnpacksTooLarge { most: 100_000 }));
            assert_eq!((checked.is_ok(), refused), (fits, !fits), "{reason}");
        }
        assert!(check(b"PK\x03\x04 and no more", 10).is_ok(), "no archive; its reader says so");
    }

    #[test]
    fn a_larger_workbook_may_unpack_to_more() {
        for (packed, expected) in
            [(0, LEAST), (1_000, LEAST), (1 << 20, 100 << 20), (1 << 30, MOST)]
        {
            assert_eq!(most(packed), expected, "{packed} bytes");
        }
    }
}
