//! How much a workbook unpacks to, found out before it is read.
//!
//! A few kilobytes can unpack to gigabytes, and the reader of workbooks keeps some parts whole. The
//! archive names the size of each part, and reading a part fails where that was a lie.

use std::io::Cursor;

use zip::ZipArchive;

use crate::error::DirectoryError;

/// To how many times its size a workbook may unpack. Sheets in which every row is the same unpack to
/// 13 times; Apache POI draws the line in the same place (`ZipSecureFile`).
const RATIO: u64 = 100;
/// What any workbook may unpack to.
const LEAST: u64 = 8 << 20;
/// What no workbook may unpack to: a sheet has 1,048,576 rows at most, and a cell of it takes some
/// 30 bytes, so that a full sheet with thirty columns has room.
const MOST: u64 = 1 << 30;
/// What its parts that stay in memory may unpack to: 256 bytes of texts for each row of a full sheet.
const MOST_KEPT: u64 = 1 << 28;

/// To how many bytes a workbook may unpack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Room {
    /// All its parts, and as many bytes of texts in its cells: a text of the list may be in many.
    pub(crate) all: u64,
    /// Those that the reader keeps: the list of texts, styles, and whatever else is small in an
    /// honest workbook. Sheets are read row by row, and pictures not at all.
    kept: u64,
}

/// Returns the room that a workbook of `packed` bytes has.
pub(crate) fn room(packed: usize) -> Room {
    let honest = (packed as u64).saturating_mul(RATIO);
    Room { all: honest.clamp(LEAST, MOST), kept: honest.clamp(LEAST, MOST_KEPT) }
}

/// Checks that the parts of an archive have `room`. What is no archive unpacks to nothing.
///
/// # Errors
/// Fails with [`DirectoryError::UnpacksTooLarge`].
pub(crate) fn check(archive: &[u8], room: Room) -> Result<(), DirectoryError> {
    let Ok(archive) = ZipArchive::new(Cursor::new(archive)) else { return Ok(()) };
    let mut rest = room;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index_data(index) else { continue };
        let too_large = |most| move || DirectoryError::UnpacksTooLarge { most };
        rest.all = rest.all.checked_sub(part.size()).ok_or_else(too_large(room.all))?;
        if is_kept(part.name_raw()) {
            rest.kept = rest.kept.checked_sub(part.size()).ok_or_else(too_large(room.kept))?;
        }
    }
    Ok(())
}

/// Returns whether the reader keeps the whole of a part of this name.
fn is_kept(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    !name.starts_with(b"xl/worksheets/") && !name.starts_with(b"xl/media/")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// Returns an archive of parts of blanks, with so many bytes each.
    fn archive(parts: &[(&str, usize)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (number, (name, size)) in parts.iter().enumerate() {
            let name = format!("xl/{name}{number}.xml");
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&vec![b' '; *size]).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_inside_counts() {
        let sheet = "worksheets/sheet";
        for (parts, refused, reason) in [
            (&[][..], None, "nothing"),
            (&[(sheet, 100_000)], None, "exactly as much as may be"),
            (&[(sheet, 100_001)], Some(100_000), "one byte more"),
            (&[(sheet, 60_000), (sheet, 40_000)], None, "in two parts"),
            (&[(sheet, 60_000), ("media/image", 40_001)], Some(100_000), "too much in two parts"),
            (&[(sheet, 100_000), (sheet, 0), ("a", 1)], Some(100_000), "the last one is too much"),
            (&[("sharedStrings", 30_000)], None, "as much as may be kept"),
            (&[("sharedStrings", 30_001)], Some(30_000), "more than may be kept"),
            (&[("a", 10_000), ("styles", 20_001), (sheet, 1)], Some(30_000), "kept in two parts"),
        ] {
            let found = match check(&archive(parts), Room { all: 100_000, kept: 30_000 }) {
                Ok(()) => None,
                Err(DirectoryError::UnpacksTooLarge { most }) => Some(most),
                Err(_) => Some(0),
            };
            assert_eq!(found, refused, "{reason}");
        }
        let no_archive = check(b"PK\x03\x04 and no more", Room { all: 10, kept: 10 });
        assert!(no_archive.is_ok(), "no archive; its reader says so");
    }

    #[test]
    fn a_larger_workbook_may_unpack_to_more() {
        for (packed, all, kept) in [
            (0, LEAST, LEAST),
            (1_000, LEAST, LEAST),
            (1 << 20, 100 << 20, 100 << 20),
            (10 << 20, 1000 << 20, 256 << 20),
            (1 << 30, MOST, MOST_KEPT),
        ] {
            assert_eq!(room(packed), Room { all, kept }, "{packed} bytes");
        }
    }
}
