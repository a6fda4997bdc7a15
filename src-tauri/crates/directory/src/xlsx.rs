//! The first sheet of an Excel workbook, as an export saved from one of the text formats has it.
//!
//! A workbook keeps numbers and dates as such. They become texts: numbers without needless decimals,
//! dates as `2026-01-31` (our choice: how Excel shows them depends on the cell and the computer).
//! Zeros in front of a number are lost when Excel opens a file; which columns that may concern is
//! told. Deliberately absent: formulas, formats, other sheets, `.xls`.

use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

use crate::builder::Builder;
use crate::error::{DirectoryError, Notice};
use crate::read::{OnProgress, Progress};
use crate::skipped::SkipReason;
use crate::text::{Encoding, TextFacts};
use crate::unpacked;

/// The first bytes of a zip archive, which a workbook is.
pub(crate) const MAGIC: [u8; 4] = *b"PK\x03\x04";

/// Attributes whose values are digits and may begin with zeros.
const DIGITS: [&str; 5] =
    ["employeeId", "postalCode", "telephoneNumber", "mobile", "facsimileTelephoneNumber"];

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
    unpacked::check(bytes, unpacked::room(bytes.len()))?;
    let broken = if is_workbook { DirectoryError::Excel } else { DirectoryError::Compressed };
    match read_sheet(&mut archive, builder, &users) {
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
) -> Result<TextFacts, Failure> {
    let mut workbook = Xlsx::new(archive)?;
    let sheet = workbook.sheet_names().into_iter().next().ok_or(Failure::Broken)?;
    let mut cells = workbook.worksheet_cells_reader(&sheet)?;
    let mut sheet = Sheet { builder, row: Vec::new(), number: 0, ascii: true, numbers: Vec::new() };
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if row != sheet.number {
            sheet.end_row()?;
            sheet.number = row;
            users.set(sheet.builder.users());
        }
        sheet.cell(column as usize, cell.get_value());
    }
    sheet.end_row()?;
    let Sheet { ascii, numbers, .. } = sheet;
    users.set(builder.users());
    if builder.columns() == 0 {
        return Err(DirectoryError::Empty.into());
    }
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
    told: u64,
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
        let mut archive = Archive { bytes, read: 0, told: 0, users, progress, stopped: false };
        loop {
            let read = Read::take(&mut *source, STEP).read_to_end(archive.bytes.get_mut());
            if read.map_err(DirectoryError::Unreadable)? == 0 {
                return Ok(archive);
            }
            archive.tell()?;
        }
    }

    fn total(&self) -> u64 {
        self.bytes.get_ref().len() as u64
    }

    fn tell(&mut self) -> Result<(), DirectoryError> {
        self.told = self.read;
        // The list of the parts is read more than once.
        let bytes = self.read.min(self.total());
        let at = Progress { bytes, total: Some(self.total()), users: self.users.get() };
        self.stopped = (self.progress)(at).is_break();
        if self.stopped { Err(DirectoryError::Cancelled) } else { Ok(()) }
    }
}

impl Read for Archive<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.read += read as u64;
        if self.read >= self.told + STEP {
            self.tell().map_err(io::Error::other)?;
        }
        Ok(read)
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
    row: Vec<String>,
    /// Its number, counted from 0.
    number: u32,
    ascii: bool,
    /// The columns in which a number was found.
    numbers: Vec<usize>,
}

impl Sheet<'_, '_> {
    fn cell(&mut self, column: usize, value: &DataRef<'_>) {
        let text = text(value);
        // Excel has 16,384 columns; a place beyond them is no place.
        if text.is_empty() || column >= 16_384 {
            return;
        }
        if matches!(value, DataRef::Int(_) | DataRef::Float(_)) && !self.numbers.contains(&column) {
            self.numbers.push(column);
        }
        self.ascii &= text.is_ascii();
        if self.row.len() <= column {
            self.row.resize(column + 1, String::new());
        }
        if let Some(slot) = self.row.get_mut(column) {
            *slot = text;
        }
    }

    fn end_row(&mut self) -> Result<(), DirectoryError> {
        let row = std::mem::take(&mut self.row);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let columns = self.builder.columns();
        if columns == 0 {
            self.builder.add_columns(&row);
            self.numbers.clear();
            return Ok(());
        }
        let line = self.number.checked_add(1);
        if row.get(columns..).is_some_and(|rest| rest.iter().any(|it| !it.trim().is_empty())) {
            let found = row.len();
            self.builder.skip(SkipReason::Long, line, || format!("{found} of {columns} columns"));
            return Ok(());
        }
        for (column, cell) in row.iter().enumerate() {
            self.builder.cell(column, cell)?;
        }
        self.builder.end_user()
    }
}

/// Returns a cell as a text; an error of a formula is none.
fn text(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "True".to_owned(),
        DataRef::Bool(false) => "False".to_owned(),
        DataRef::DateTime(moment) => date(moment),
    };
    // A zero byte would look like the border between two values of a list.
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

fn date(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}
