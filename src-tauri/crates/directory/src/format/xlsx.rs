//! The sheet of an Excel workbook that lists people: a table, perhaps below a title.
//!
//! A workbook keeps numbers and dates as such. They become texts: numbers without needless
//! decimals, dates as `2026-01-31` (our choice: how Excel shows them depends on the cell and the
//! computer). Zeros in front of a number are lost when Excel opens a file; which columns that may
//! concern is told. Formulas, formats, other sheets and `.xls` are not read.

use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use footbridge_file::FileError;

use super::builder::Builder;
use super::unpacked::{self, Room};
use super::workbook_cell::text;
use super::{claims, sheets};
use crate::error::DirectoryError;
use crate::record::notice::Notice;
use crate::record::progress::{OnProgress, Progress};
use crate::record::skipped::{Detail, SkipReason};
use crate::record::text_facts::{Encoding, TextFacts};

/// The first bytes of a zip archive, which a workbook is.
pub(crate) const MAGIC: [u8; 4] = *b"PK\x03\x04";

/// Attributes whose values are digits and may begin with zeros.
const DIGITS: [&str; 5] =
    ["employeeId", "postalCode", "telephoneNumber", "mobile", "facsimileTelephoneNumber"];

/// The largest workbook that is read, in bytes: it is taken into memory, and no honest one that
/// unpacks to what may be comes near.
const LARGEST: u64 = 512 << 20;

/// After how many bytes of the archive it is told again how much of it was read.
const STEP: u64 = 64 * 1024;

/// Reads the users of a workbook. Progress is told in bytes of the file as it is, compressed.
pub(crate) fn read(
    source: &mut dyn Read,
    builder: &mut Builder<'_>,
    progress: OnProgress<'_>,
) -> Result<TextFacts, DirectoryError> {
    let users = Cell::new(0);
    let mut archive = Archive::read(source, &users, progress)?;
    let bytes = archive.bytes.get_ref();
    let is_workbook = memchr::memmem::find(bytes, b"xl/").is_some();
    let room = unpacked::room(bytes.len());
    unpacked::check(bytes, room)?;
    let claims = claims::check(Unread(&mut archive));
    if archive.stopped {
        return Err(DirectoryError::Cancelled);
    }
    claims?;
    let broken = if is_workbook { DirectoryError::Excel } else { DirectoryError::Compressed };
    match read_sheet(&mut archive, builder, &users, room) {
        Err(_) if archive.stopped => Err(DirectoryError::Cancelled),
        Err(Failure::Broken) => Err(broken),
        Err(Failure::Other(error)) => Err(error),
        Ok(facts) => {
            archive.read = archive.total();
            archive.tell()?;
            Ok(facts)
        }
    }
}

/// Why a sheet cannot be read.
enum Failure {
    /// It is no sheet, or no workbook at all.
    Broken,
    Other(DirectoryError),
}

impl From<XlsxError> for Failure {
    fn from(_: XlsxError) -> Self {
        Failure::Broken
    }
}

impl From<DirectoryError> for Failure {
    fn from(error: DirectoryError) -> Self {
        Failure::Other(error)
    }
}

fn read_sheet(
    archive: &mut Archive<'_>,
    builder: &mut Builder<'_>,
    users: &Cell<u32>,
    room: Room,
) -> Result<TextFacts, Failure> {
    let mut workbook = Xlsx::new(archive)?;
    let table = sheets::find(&mut workbook).ok_or(Failure::Broken)?;
    for notice in table.notices {
        builder.notice(notice);
    }
    let mut cells = workbook.worksheet_cells_reader(&table.sheet)?;
    let mut sheet = Sheet {
        builder,
        row: Vec::new(),
        number: 0,
        ascii: true,
        numbers: Vec::new(),
        room,
        shared: 0,
    };
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if row < table.header {
            continue;
        }
        if row != sheet.number {
            sheet.end_row()?;
            sheet.number = row;
            users.set(sheet.builder.users());
        }
        sheet.cell(column as usize, cell.get_value())?;
    }
    sheet.end_row()?;
    let Sheet { ascii, numbers, .. } = sheet;
    users.set(builder.users());
    if builder.fields() == 0 {
        return Err(DirectoryError::Empty.into());
    }
    let numbers = numbers.iter().enumerate().filter(|(_, has_number)| **has_number);
    let numbers: Vec<usize> = numbers.map(|(place, _)| place).collect();
    let headers = builder.headers_of(&DIGITS, &numbers);
    if !headers.is_empty() {
        builder.notice(Notice::LeadingZeros { headers });
    }
    Ok(TextFacts { encoding: Encoding::Workbook, ascii, damaged: false })
}

/// The bytes of a workbook, which tell how many of them were read and can be stopped.
struct Archive<'p> {
    bytes: Cursor<Vec<u8>>,
    read: u64,
    /// How many bytes were read since that was told.
    untold: u64,
    users: &'p Cell<u32>,
    progress: OnProgress<'p>,
    stopped: bool,
}

impl<'p> Archive<'p> {
    /// Takes the whole file into memory: the list of an archive's parts is at its end.
    fn read(
        source: &mut dyn Read,
        users: &'p Cell<u32>,
        progress: OnProgress<'p>,
    ) -> Result<Self, DirectoryError> {
        let bytes = Cursor::new(Vec::new());
        let mut archive = Archive { bytes, read: 0, untold: 0, users, progress, stopped: false };
        loop {
            let read = Read::take(&mut *source, STEP).read_to_end(archive.bytes.get_mut());
            if read.map_err(DirectoryError::Unreadable)? == 0 {
                return Ok(archive);
            }
            if archive.total() > LARGEST {
                return Err(FileError::TooLarge { most: LARGEST }.into());
            }
            archive.tell()?;
        }
    }

    fn total(&self) -> u64 {
        self.bytes.get_ref().len() as u64
    }

    fn tell(&mut self) -> Result<(), DirectoryError> {
        self.untold = 0;
        // The list of the parts is read more than once.
        let bytes = self.read.min(self.total());
        let at = Progress { bytes, total: Some(self.total()), users: self.users.get() };
        self.stopped = (self.progress)(at).is_break();
        if self.stopped { Err(DirectoryError::Cancelled) } else { Ok(()) }
    }
}

impl Archive<'_> {
    /// Reads on, and asks from time to time whether to go on.
    fn pass(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.untold += read as u64;
        if self.untold >= STEP {
            self.tell().map_err(io::Error::other)?;
        }
        Ok(read)
    }
}

impl Read for Archive<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.pass(into)?;
        self.read += read as u64;
        Ok(read)
    }
}

/// The archive while it is looked through before the reading begins.
struct Unread<'a, 'p>(&'a mut Archive<'p>);

impl Read for Unread<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.pass(into)
    }
}

impl Seek for Unread<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

impl Seek for Archive<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// The row that is being read.
struct Sheet<'b, 'd> {
    builder: &'b mut Builder<'d>,
    /// Its cells with a value, with their columns, in the order in which they are written.
    row: Vec<(usize, String)>,
    /// Its number, counted from 0.
    number: u32,
    ascii: bool,
    /// By column, whether a number was found in it.
    numbers: Vec<bool>,
    room: Room,
    /// The bytes of texts that are kept once and are in many cells.
    shared: u64,
}

impl Sheet<'_, '_> {
    fn cell(&mut self, column: usize, value: &DataRef<'_>) -> Result<(), DirectoryError> {
        let text = text(value);
        if text.is_empty() {
            return Ok(());
        }
        if let DataRef::SharedString(_) = value {
            self.shared += text.len() as u64;
            if self.shared > self.room.all {
                return Err(DirectoryError::UnpacksTooLarge { most: self.room.all });
            }
        }
        if matches!(value, DataRef::Int(_) | DataRef::Float(_)) {
            if self.numbers.len() <= column {
                self.numbers.resize(column + 1, false);
            }
            if let Some(has_number) = self.numbers.get_mut(column) {
                *has_number = true;
            }
        }
        self.ascii &= text.is_ascii();
        self.row.push((column, text));
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), DirectoryError> {
        let mut row = std::mem::take(&mut self.row);
        if row.iter().all(|(_, cell)| cell.trim().is_empty()) {
            return Ok(());
        }
        // Of a cell that is written twice the last one counts, as in Excel.
        row.reverse();
        row.sort_by_key(|(column, _)| *column);
        row.dedup_by_key(|(column, _)| *column);
        let columns = self.builder.fields();
        if columns == 0 {
            let last = row.last().map_or(0, |(column, _)| column + 1);
            let mut header = vec![String::new(); last];
            for (column, cell) in row {
                if let Some(slot) = header.get_mut(column) {
                    *slot = cell;
                }
            }
            self.builder.add_fields(&header);
            self.numbers.clear();
            return Ok(());
        }
        let line = self.number.checked_add(1);
        if row.iter().any(|(column, cell)| *column >= columns && !cell.trim().is_empty()) {
            let found = row.last().map_or(0, |(column, _)| column + 1);
            self.builder.skip(SkipReason::Long, line, || Detail::Columns { found, columns });
            return Ok(());
        }
        for (column, cell) in &row {
            self.builder.field(*column, cell)?;
        }
        self.builder.end_user()
    }
}
