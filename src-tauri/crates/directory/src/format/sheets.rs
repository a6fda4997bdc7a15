//! Which sheet of a workbook lists people, and where on it the table begins.

use std::io::{Read, Seek};

use calamine::{Reader, Xlsx};

use super::workbook_cell::text;
use crate::column::header::{SURE_OF_HEADER, TITLE_ROWS, known_among};
use crate::record::notice::Notice;

/// So many sheets are looked at. Our choice.
const SHEETS: usize = 64;

/// The table of a workbook.
pub(crate) struct TableOnSheet {
    pub(crate) sheet: String,
    /// The row of its header, counted from 0.
    pub(crate) header: u32,
    /// What is worth knowing of the choice.
    pub(crate) notices: Vec<Notice>,
}

/// Finds the table: on the only sheet with the names of attributes, and of several on the first.
pub(crate) fn find<R: Read + Seek>(workbook: &mut Xlsx<R>) -> Option<TableOnSheet> {
    let mut sheets = workbook.sheet_names();
    sheets.truncate(SHEETS);
    let first = sheets.first()?.clone();
    let rows: Vec<Option<(u32, bool)>> =
        sheets.iter().map(|sheet| header_of(workbook, sheet)).collect();
    let mut found =
        sheets.iter().zip(rows).filter_map(|(sheet, row)| row.map(|row| (sheet.clone(), row)));
    let Some((sheet, (header, is_below))) = found.next() else {
        let notices =
            if sheets.len() > 1 { vec![Notice::NoSheet { looked_at: sheets }] } else { Vec::new() };
        return Some(TableOnSheet { sheet: first, header: 0, notices });
    };
    let others: Vec<String> = found.map(|(sheet, _)| sheet).collect();
    let mut notices = Vec::new();
    if is_below {
        notices.push(Notice::TitleRows { row: header + 1 });
    }
    if !others.is_empty() {
        notices.push(Notice::OtherSheets { sheet: sheet.clone(), others });
    } else if sheet != first {
        notices.push(Notice::SheetChosen { sheet: sheet.clone(), looked_at: sheets });
    }
    Some(TableOnSheet { sheet, header, notices })
}

/// Returns the row with the names of attributes, and whether anything stands above it. What cannot be
/// read has none; of the sheet that is read this shows again.
fn header_of<R: Read + Seek>(workbook: &mut Xlsx<R>, sheet: &str) -> Option<(u32, bool)> {
    let mut cells = workbook.worksheet_cells_reader(sheet).ok()?;
    let (mut number, mut above, mut row) = (0, 0, Vec::new());
    loop {
        let cell = cells.next_cell().ok()?;
        let at = cell.as_ref().map(|cell| cell.get_position().0);
        if at != Some(number) && !row.is_empty() {
            let known = known_among(row.iter().map(String::as_str));
            if known >= if above == 0 { 1 } else { SURE_OF_HEADER } {
                return Some((number, above > 0));
            }
            above += 1;
            row.clear();
        }
        let cell = cell.filter(|_| above < TITLE_ROWS)?;
        number = cell.get_position().0;
        let value = text(cell.get_value());
        if !value.trim().is_empty() {
            row.push(value);
        }
    }
}
