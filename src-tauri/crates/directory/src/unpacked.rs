//! How much a workbook unpacks to, found out before it is read.
//!
//! A few kilobytes can unpack to gigabytes, and the reader of workbooks keeps some parts whole. The
//! archive names the size of each part, and reading a part fails where that was a lie.
//! Deliberately absent: what the parts hold.

use std::io::Cursor;

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

/// Checks that all parts of an archive together unpack to at most `most` bytes. What is no archive
/// unpacks to nothing.
///
/// # Errors
/// Fails with [`DirectoryError::UnpacksTooLarge`].
pub(crate) fn check(archive: &[u8], most: u64) -> Result<(), DirectoryError> {
    let Ok(archive) = ZipArchive::new(Cursor::new(archive)) else { return Ok(()) };
    let mut rest = most;
    for index in 0..archive.len() {
        let size = archive.by_index_data(index).map_or(0, |part| part.size());
        rest = rest.checked_sub(size).ok_or(DirectoryError::UnpacksTooLarge { most })?;
    }
    Ok(())
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
