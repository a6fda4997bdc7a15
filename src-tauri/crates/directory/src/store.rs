//! The compact columnar store: one column per attribute, no map and no allocation per user.
//!
//! A column whose values repeat (departments, countries) keeps each value once and two bytes a
//! user; any other keeps its texts end to end and four bytes a user; a column without any value
//! keeps nothing. Deliberately absent: file formats.

use std::collections::HashMap;

use crate::attribute::{guest_alias, read_boolean};

/// Separates the values of one cell of a list; no export can hold it, see `TextReader`.
pub(crate) const LIST_SEPARATOR: char = '\0';

/// A column with more distinct values than this, and with few users for each, is not "repeating".
const MANY_VALUES: usize = 4096;

/// The value of one attribute of one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// No value. An empty cell is no value too: Entra's directory holds no empty texts.
    Null,
    /// One text.
    Text(&'a str),
    /// One or more texts.
    List(List<'a>),
}

impl<'a> Value<'a> {
    /// Returns the text, or a list's first text.
    pub fn first(self) -> Option<&'a str> {
        match self {
            Value::Null => None,
            Value::Text(text) => Some(text),
            Value::List(list) => list.iter().next(),
        }
    }
}

/// The values of a multi-valued attribute, in the file's order; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List<'a>(&'a str);

impl<'a> List<'a> {
    /// Returns the values.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        self.0.split(LIST_SEPARATOR)
    }
}

/// Points at an attribute of one [`Directory`]; look it up once, then read many users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttributeIndex(usize);

/// How an attribute reads its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As it is.
    Plain,
    /// As `True` or `False`.
    Boolean,
    /// As `False` or `True`: `IsSoftDeleted` out of `accountEnabled`.
    Inverted,
    /// A user principal name, with guests under their own address.
    WithoutExternal,
}

#[derive(Debug, Clone)]
struct Attribute {
    name: String,
    column: usize,
    reading: Reading,
}

/// Users in the order of the file, and what is known of each.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    users: u32,
    columns: Vec<Column>,
    attributes: Vec<Attribute>,
    guests: Vec<(u32, Box<str>)>,
}

impl Directory {
    pub(crate) fn new(users: u32, columns: Vec<Column>) -> Self {
        Directory { users, columns, attributes: Vec::new(), guests: Vec::new() }
    }

    /// Adds an attribute that reads the column at `column`.
    pub(crate) fn add_attribute(&mut self, name: &str, column: usize, reading: Reading) {
        if reading == Reading::WithoutExternal {
            let users = 0..self.users;
            let guests = users.filter_map(|row| {
                let alias = guest_alias(self.columns.get(column)?.cell(row))?;
                Some((row, alias.into_boxed_str()))
            });
            self.guests = guests.collect();
        }
        self.attributes.push(Attribute { name: name.to_owned(), column, reading });
    }

    /// Returns how many users there are; rows are counted from 0 to one less.
    pub fn users(&self) -> u32 {
        self.users
    }

    /// Returns the names of the attributes that the file holds.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|attribute| attribute.name.as_str())
    }

    /// Finds an attribute by its name in Entra; case matters, as it does there.
    pub fn attribute(&self, name: &str) -> Option<AttributeIndex> {
        self.attributes.iter().position(|attribute| attribute.name == name).map(AttributeIndex)
    }

    /// Returns the name of an attribute.
    pub fn attribute_name(&self, attribute: AttributeIndex) -> &str {
        self.attributes.get(attribute.0).map_or("", |attribute| attribute.name.as_str())
    }

    /// Returns the value of an attribute for the user at `row`; no value outside the directory.
    pub fn value(&self, row: u32, attribute: AttributeIndex) -> Value<'_> {
        let Some((attribute, column)) = self.column(attribute) else { return Value::Null };
        let cell = column.cell(row);
        if cell.is_empty() {
            return Value::Null;
        }
        let boolean = |inverted: bool| match read_boolean(cell) {
            Some(value) if value != inverted => Value::Text("True"),
            Some(_) => Value::Text("False"),
            None => Value::Null,
        };
        match attribute.reading {
            Reading::Boolean => boolean(false),
            Reading::Inverted => boolean(true),
            Reading::WithoutExternal => {
                match self.guests.binary_search_by_key(&row, |(guest, _)| *guest) {
                    Ok(found) => {
                        self.guests.get(found).map_or(Value::Null, |(_, alias)| Value::Text(alias))
                    }
                    Err(_) => Value::Text(cell),
                }
            }
            Reading::Plain if column.list => Value::List(List(cell)),
            Reading::Plain => Value::Text(cell),
        }
    }

    /// Returns the text of an attribute, or a list's first text.
    pub fn text(&self, row: u32, attribute: AttributeIndex) -> Option<&str> {
        self.value(row, attribute).first()
    }

    /// Returns whether an attribute's cells hold several values.
    pub(crate) fn is_list(&self, attribute: AttributeIndex) -> bool {
        self.column(attribute).is_some_and(|(_, column)| column.list)
    }

    /// Returns how many codes [`Directory::code`] can give for an attribute whose values repeat;
    /// `None` when they do not repeat.
    pub fn codes(&self, attribute: AttributeIndex) -> Option<u32> {
        let (attribute, column) = self.column(attribute)?;
        match &column.cells {
            _ if attribute.reading == Reading::WithoutExternal => None,
            Cells::Empty => Some(1),
            Cells::Repeated { values, .. } => u32::try_from(values.len()).ok(),
            Cells::Plain { .. } => None,
        }
    }

    /// Returns a small number that two users share exactly when they share the value; meaningful
    /// only where [`Directory::codes`] gives a count. The code 0 stands for no value.
    pub fn code(&self, row: u32, attribute: AttributeIndex) -> u32 {
        match self.column(attribute).map(|(_, column)| &column.cells) {
            Some(Cells::Repeated { codes, .. }) => {
                codes.get(row as usize).map_or(0, |code| u32::from(*code))
            }
            _ => 0,
        }
    }

    /// Returns the bytes that the store takes, without the allocator's own.
    pub fn memory(&self) -> usize {
        let guests =
            self.guests.iter().map(|(_, alias)| alias.len() + size_of::<(u32, Box<str>)>());
        self.columns.iter().map(Column::memory).sum::<usize>() + guests.sum::<usize>()
    }

    fn column(&self, attribute: AttributeIndex) -> Option<(&Attribute, &Column)> {
        let attribute = self.attributes.get(attribute.0)?;
        Some((attribute, self.columns.get(attribute.column)?))
    }
}

/// The cells of one column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    cells: Cells,
    /// Cells hold values separated by [`LIST_SEPARATOR`].
    pub(crate) list: bool,
    /// How many cells have a value.
    pub(crate) filled: u32,
}

#[derive(Debug, Clone, Default)]
enum Cells {
    #[default]
    Empty,
    /// `values[0]` is "no value".
    Repeated { codes: Vec<u16>, values: Vec<Box<str>>, known: HashMap<Box<str>, u16> },
    /// The text of row `n` ends at `ends[n]` and begins where the one before ends.
    Plain { text: String, ends: Vec<u32> },
}

/// A column would outgrow its 4 GiB.
#[derive(Debug)]
pub(crate) struct ColumnFull;

impl Column {
    /// Returns a column without cells; `list` says that its cells hold several values.
    pub(crate) fn new(list: bool) -> Self {
        Column { list, ..Column::default() }
    }

    /// Sets the cell at `row`; rows that are passed over have no value. A row that is set stays
    /// as it is: of two equal keys of a JSON object the first counts.
    pub(crate) fn push(&mut self, row: u32, value: &str) -> Result<(), ColumnFull> {
        let row = row as usize;
        if value.is_empty() || row < self.rows() {
            return Ok(());
        }
        self.filled += 1;
        if matches!(self.cells, Cells::Empty) {
            self.cells = Cells::Repeated {
                codes: Vec::new(),
                values: vec![Box::default()],
                known: HashMap::new(),
            };
        }
        if let Cells::Repeated { codes, values, known } = &mut self.cells {
            codes.resize(row, 0);
            if let Some(code) = known.get(value) {
                codes.push(*code);
                return Ok(());
            }
            let repeats = values.len() <= MANY_VALUES || values.len() <= codes.len() / 4;
            match u16::try_from(values.len()) {
                Ok(code) if repeats => {
                    codes.push(code);
                    values.push(value.into());
                    known.insert(value.into(), code);
                    return Ok(());
                }
                _ => self.spread()?,
            }
        }
        if let Cells::Plain { text, ends } = &mut self.cells {
            ends.resize(row, end(text)?);
            text.push_str(value);
            ends.push(end(text)?);
        }
        Ok(())
    }

    fn rows(&self) -> usize {
        match &self.cells {
            Cells::Empty => 0,
            Cells::Repeated { codes, .. } => codes.len(),
            Cells::Plain { ends, .. } => ends.len(),
        }
    }

    /// Turns a repeating column into a plain one.
    fn spread(&mut self) -> Result<(), ColumnFull> {
        let Cells::Repeated { codes, values, .. } = &self.cells else { return Ok(()) };
        let mut text = String::new();
        let mut ends = Vec::with_capacity(codes.len());
        for code in codes {
            text.push_str(values.get(usize::from(*code)).map_or("", |value| value));
            ends.push(end(&text)?);
        }
        self.cells = Cells::Plain { text, ends };
        Ok(())
    }

    /// Drops what is needed only while cells are added.
    pub(crate) fn finish(&mut self) {
        match &mut self.cells {
            Cells::Empty => {}
            Cells::Repeated { codes, values, known } => {
                *known = HashMap::new();
                codes.shrink_to_fit();
                values.shrink_to_fit();
            }
            Cells::Plain { text, ends } => {
                text.shrink_to_fit();
                ends.shrink_to_fit();
            }
        }
    }

    /// Returns the cell at `row`, empty when it has no value.
    pub(crate) fn cell(&self, row: u32) -> &str {
        let row = row as usize;
        let found = match &self.cells {
            Cells::Empty => None,
            Cells::Repeated { codes, values, .. } => {
                codes.get(row).and_then(|code| values.get(usize::from(*code))).map(|value| &**value)
            }
            Cells::Plain { text, ends } => ends.get(row).and_then(|end| {
                let start = row.checked_sub(1).and_then(|before| ends.get(before)).unwrap_or(&0);
                text.get(*start as usize..*end as usize)
            }),
        };
        found.unwrap_or_default()
    }

    fn memory(&self) -> usize {
        match &self.cells {
            Cells::Empty => 0,
            Cells::Repeated { codes, values, .. } => {
                let texts = values.iter().map(|value| value.len() + size_of::<Box<str>>());
                codes.capacity() * size_of::<u16>() + texts.sum::<usize>()
            }
            Cells::Plain { text, ends } => text.capacity() + ends.capacity() * size_of::<u32>(),
        }
    }
}

fn end(text: &str) -> Result<u32, ColumnFull> {
    u32::try_from(text.len()).map_err(|_| ColumnFull)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_went_in() {
        for (distinct, reason) in [(3_u32, "few values"), (20_000, "as many values as users")] {
            let mut column = Column::default();
            let cell = |row: u32| {
                if row.is_multiple_of(7) { String::new() } else { format!("v{}", row % distinct) }
            };
            for row in 0..20_000 {
                column.push(row, &cell(row)).unwrap();
            }
            column.finish();
            for row in 0..20_000 {
                assert_eq!(column.cell(row), cell(row), "row {row} of {reason}");
            }
            assert_eq!(column.cell(20_000), "", "beyond the end there is no value");
            let plain = matches!(column.cells, Cells::Plain { .. });
            assert_eq!(plain, distinct > 3, "{reason} choose the form");
            assert_eq!(column.filled, 20_000 - 20_000_u32.div_ceil(7), "filled cells, {reason}");
        }
    }

    #[test]
    fn a_column_without_values_takes_no_memory() {
        let mut column = Column::default();
        for row in 0..1000 {
            column.push(row, "").unwrap();
        }
        assert_eq!(column.memory(), 0, "PowerShell exports a hundred of them");
    }

    #[test]
    fn attributes_read_columns_in_their_own_way() {
        let mut enabled = Column::default();
        let mut name = Column::default();
        for (row, (on, upn)) in
            [("True", "a@n.example"), ("FALSCH", "b_x.example#EXT#@n.example"), ("?", "")]
                .into_iter()
                .enumerate()
        {
            enabled.push(row as u32, on).unwrap();
            name.push(row as u32, upn).unwrap();
        }
        let mut directory = Directory::new(3, vec![enabled, name]);
        directory.add_attribute("accountEnabled", 0, Reading::Boolean);
        directory.add_attribute("IsSoftDeleted", 0, Reading::Inverted);
        directory.add_attribute("userPrincipalName", 1, Reading::WithoutExternal);
        directory.add_attribute("originalUserPrincipalName", 1, Reading::Plain);
        let column = |name: &str| -> Vec<Option<&str>> {
            let index = directory.attribute(name).unwrap();
            (0..3).map(|row| directory.text(row, index)).collect()
        };
        assert_eq!(column("accountEnabled"), [Some("True"), Some("False"), None], "booleans");
        assert_eq!(column("IsSoftDeleted"), [Some("False"), Some("True"), None], "the inverse");
        assert_eq!(
            column("userPrincipalName"),
            [Some("a@n.example"), Some("b@x.example"), None],
            "a guest under the own address"
        );
        assert_eq!(
            column("originalUserPrincipalName")[1],
            Some("b_x.example#EXT#@n.example"),
            "the original keeps everything"
        );
        assert_eq!(directory.attribute("issoftdeleted"), None, "names are case-sensitive");
    }
}
