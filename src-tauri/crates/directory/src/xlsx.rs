//! The first sheet of an Excel workbook, as an export saved from one of the text formats has it.
//!
//! A workbook keeps numbers and dates as such. They become texts: numbers without needless decimals,
//! dates as `2026-01-31` (our choice: how Excel shows them depends on the cell and the computer).
//! Zeros in front of a number are lost when Excel opens a file; which columns that may concern is
//! told. Deliberately absent: formulas, formats, other sheets, `.xls`.

use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};

use crate::builder::Builder;
use crate::error::{DirectoryError, Notice};
use crate::skipped::SkipReason;
use crate::text::{Encoding, TextFacts};
use crate::unpacked;

/// The first bytes of a zip archive, which a workbook is.
pub(crate) const MAGIC: [u8; 4] = *b"PK\x03\x04";

/// Attributes whose values are digits and may begin with zeros.
const DIGITS: [&str; 5] =
    ["employeeId", "postalCode", "telephoneNumber", "mobile", "facsimileTelephoneNumber"];

/// Reads the users of a workbook.
pub(crate) fn read(
    source: &mut dyn Read,
    builder: &mut Builder<'_>,
) -> Result<TextFacts, DirectoryError> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes).map_err(DirectoryError::Unreadable)?;
    let is_workbook = memchr::memmem::find(&bytes, b"xl/").is_some();
    unpacked::check(&bytes, unpacked::most(bytes.len()))?;
    let broken = || if is_workbook { DirectoryError::Excel } else { DirectoryError::Compressed };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let sheet = workbook.sheet_names().into_iter().next().ok_or_else(broken)?;
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(|_| broken())?;
    let mut sheet = Sheet { builder, row: Vec::new(), number: 0, ascii: true, numbers: Vec::new() };
    while let Some(cell) = cells.next_cell().map_err(|_| broken())? {
        let (row, column) = cell.get_position();
        if row != sheet.number {
            sheet.end_row()?;
            sheet.number = row;
        }
        sheet.cell(column as usize, cell.get_value());
    }
    sheet.end_row()?;
    let Sheet { ascii, numbers, .. } = sheet;
    if builder.columns() == 0 {
        return Err(DirectoryError::Empty);
    }
    let headers = builder.headers_of(&DIGITS, &numbers);
    if !headers.is_empty() {
        builder.notice(Notice::LeadingZeros { headers });
    }
    Ok(TextFacts { encoding: Encoding::Workbook, ascii, damaged: false })
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
