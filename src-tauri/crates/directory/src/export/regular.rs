//! What tells a regular CSV file from any other: a header in UTF-8, ended by a line feed.

use std::sync::Arc;

use crate::column::header::is_password;
use crate::column::layout::{Choices, Layout, MOST_COLUMNS};
use crate::format::blocks::BlockLocation;
use crate::format::other_file::{refuse_columns, refuse_lines};
use crate::format::rows::Shape;
use crate::format::table::Header;

/// A file that looks like regular CSV.
#[derive(Debug)]
pub(crate) struct Regular {
    pub(crate) delimiter: u8,
    pub(crate) layout: Arc<Layout>,
    /// Where the rows begin.
    pub(crate) start: BlockLocation,
    /// It begins with a byte order mark.
    pub(crate) marked: bool,
    /// The header's line, where it stands below a title.
    pub(crate) below: Option<u32>,
}

impl Regular {
    /// Returns how a file that begins with `head` can be read in blocks, if it can.
    pub(crate) fn of(head: &[u8], length: u64, choices: &Choices) -> Option<Self> {
        let ended = head.len() as u64 == length;
        let marked = head.starts_with(b"\xEF\xBB\xBF");
        let body = head.get(if marked { 3 } else { 0 }..)?;
        let text = match std::str::from_utf8(body) {
            Ok(text) => text,
            // The head may end inside a character.
            Err(error) if error.error_len().is_none() => {
                std::str::from_utf8(body.get(..error.valid_up_to())?).ok()?
            }
            Err(_) => return None,
        };
        if text.trim_start().starts_with(['{', '[']) || text.starts_with("PK") {
            return None;
        }
        let header = Header::read(text, ended).ok().flatten()?;
        if header.is_template || header.columns.iter().any(|column| is_password(column)) {
            return None;
        }
        let columns: Vec<String> =
            header.columns.iter().map(|column| column.trim().to_owned()).collect();
        let layout = Layout::new(&columns, choices);
        if header.columns.len() > MOST_COLUMNS {
            return None;
        }
        // What is no list of people is refused where it is read in order.
        if refuse_lines(text.get(header.start..).unwrap_or_default()).is_err()
            || refuse_columns(columns.iter().map(String::as_str)).is_err()
        {
            return None;
        }
        let is_line = header.next > 0 && text.as_bytes().get(header.next - 1) == Some(&b'\n');
        if !is_line || (header.columns.len() == 1 && !layout.holds_any()) {
            return None;
        }
        Some(Regular {
            delimiter: header.delimiter,
            layout: Arc::new(layout),
            start: BlockLocation {
                offset: (header.next + head.len() - body.len()) as u64,
                lines: header.line - 1,
                length: 0,
            },
            marked,
            below: header.below,
        })
    }

    pub(crate) fn shape(&self, attributes: Option<&[&str]>) -> Shape {
        let mut wanted = vec![attributes.is_none(); self.layout.columns.len()];
        for attribute in &self.layout.attributes {
            if attributes.is_some_and(|names| names.contains(&attribute.name.as_str()))
                && let Some(wanted) = wanted.get_mut(attribute.column)
            {
                *wanted = true;
            }
        }
        Shape { delimiter: self.delimiter, layout: Arc::clone(&self.layout), wanted }
    }
}
