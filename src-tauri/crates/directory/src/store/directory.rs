//! Users in columns: one column per attribute, no map and no allocation per user.

use std::sync::Arc;

use footbridge_finding::Language;

use crate::column::attribute::{BooleanWord, guest_alias, read_boolean};
use crate::column::cells::Column;
use crate::column::layout::{Attribute, Layout, Reading};
use crate::column::list::{List, as_list};
use crate::record::import_record::ImportRecord;
use crate::record::skipped::SkippedRow;

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

/// Points at an attribute of one [`Directory`]; look it up once, then read many users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttributeIndex(usize);

/// Users in the order of the file, and what is known of each.
///
/// A copy shares the cells.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    users: u32,
    columns: Arc<Vec<Column>>,
    layout: Arc<Layout>,
    guests: Arc<Vec<(u32, Box<str>)>>,
    record: Option<Arc<ImportRecord>>,
}

impl Directory {
    pub(crate) fn new(users: u32, columns: Arc<Vec<Column>>, layout: Arc<Layout>) -> Self {
        let by_name = layout.attributes.iter().find(|it| it.reading == Reading::WithoutExternal);
        let name = by_name.and_then(|attribute| columns.get(attribute.column));
        let guests = name.map(|name| {
            let guests = (0..users).filter_map(|row| {
                let alias = guest_alias(name.cell(row))?;
                Some((row, alias.into_boxed_str()))
            });
            guests.collect()
        });
        let guests = Arc::new(guests.unwrap_or_default());
        Directory { users, columns, layout, guests, record: None }
    }

    /// Keeps what is known of the file beside its users.
    pub(crate) fn with_record(mut self, record: ImportRecord) -> Self {
        self.record = Some(Arc::new(record));
        self
    }

    pub(crate) fn record(&self) -> Option<&ImportRecord> {
        self.record.as_deref()
    }

    /// Returns the first thousand rows that were left out of each file, in its order; the summary
    /// counts all of them.
    pub fn skipped_rows(&self, language: &Language) -> Vec<SkippedRow> {
        self.record().map(|record| record.skipped_rows(language)).unwrap_or_default()
    }

    /// Returns the same users with their columns read in another way.
    pub(crate) fn with_layout(&self, layout: Layout) -> Self {
        let directory = Directory::new(self.users, Arc::clone(&self.columns), Arc::new(layout));
        Directory { record: self.record.clone(), ..directory }
    }

    pub(crate) fn layout(&self) -> &Arc<Layout> {
        &self.layout
    }

    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns whether attributes of `other` are found at the same [`AttributeIndex`].
    pub fn is_laid_out_as(&self, other: &Directory) -> bool {
        Arc::ptr_eq(&self.layout, &other.layout) || self.layout == other.layout
    }

    /// Returns a directory with the same attributes and nobody in it.
    pub fn without_users(&self) -> Self {
        Directory { layout: Arc::clone(&self.layout), ..Directory::default() }
    }

    /// Returns whether these are the same users with the same attributes: a copy, not only equal.
    pub fn is_same_as(&self, other: &Directory) -> bool {
        Arc::ptr_eq(&self.columns, &other.columns) && Arc::ptr_eq(&self.layout, &other.layout)
    }

    /// Returns how many users there are; rows are counted from 0 to one less.
    pub fn users(&self) -> u32 {
        self.users
    }

    /// Returns the names of the attributes that the file holds.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.layout.attributes.iter().map(|attribute| attribute.name.as_str())
    }

    /// Returns where the attributes are, in the order of [`Directory::attributes`].
    pub(crate) fn indices(&self) -> impl Iterator<Item = AttributeIndex> + use<> {
        (0..self.layout.attributes.len()).map(AttributeIndex)
    }

    /// Finds an attribute by its name in Entra; case matters, as it does there.
    pub fn attribute(&self, name: &str) -> Option<AttributeIndex> {
        self.layout.attribute(name).map(AttributeIndex)
    }

    /// Returns the name of an attribute.
    pub fn attribute_name(&self, attribute: AttributeIndex) -> &str {
        self.layout.attributes.get(attribute.0).map_or("", |attribute| attribute.name.as_str())
    }

    /// Returns the value of an attribute for the user at `row`; no value outside the directory.
    pub fn value(&self, row: u32, attribute: AttributeIndex) -> Value<'_> {
        self.values(attribute).map_or(Value::Null, |values| values.of(row))
    }

    /// Returns the values of an attribute, for one user after the other.
    pub fn values(&self, attribute: AttributeIndex) -> Option<AttributeValues<'_>> {
        let (attribute, column) = self.column(attribute)?;
        Some(AttributeValues { attribute, column, guests: &self.guests })
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
        column.codes().filter(|_| attribute.reading != Reading::WithoutExternal)
    }

    /// Returns a small number that two users share exactly when they share the value; meaningful
    /// only where [`Directory::codes`] gives a count. The code 0 stands for no value.
    pub fn code(&self, row: u32, attribute: AttributeIndex) -> u32 {
        self.column(attribute).map_or(0, |(_, column)| column.code(row))
    }

    /// Returns the bytes that the store takes, without the allocator's own.
    pub fn memory(&self) -> usize {
        let guests =
            self.guests.iter().map(|(_, alias)| alias.len() + size_of::<(u32, Box<str>)>());
        self.columns.iter().map(Column::memory).sum::<usize>() + guests.sum::<usize>()
    }

    fn column(&self, attribute: AttributeIndex) -> Option<(&Attribute, &Column)> {
        let attribute = self.layout.attributes.get(attribute.0)?;
        Some((attribute, self.columns.get(attribute.column)?))
    }
}

/// The values of one attribute, looked up once for many users.
#[derive(Debug, Clone, Copy)]
pub struct AttributeValues<'d> {
    attribute: &'d Attribute,
    column: &'d Column,
    guests: &'d [(u32, Box<str>)],
}

impl<'d> AttributeValues<'d> {
    /// Returns the value for the user at `row`; no value outside the directory.
    #[inline]
    pub fn of(self, row: u32) -> Value<'d> {
        let AttributeValues { attribute, column, guests } = self;
        let cell = column.cell(row);
        if cell.is_empty() {
            return Value::Null;
        }
        let boolean = |inverted: bool| match read_boolean(cell) {
            Some(word) if is_true(word, &attribute.name, inverted) => Value::Text("True"),
            Some(_) => Value::Text("False"),
            None => Value::Null,
        };
        match attribute.reading {
            Reading::Boolean => boolean(false),
            Reading::Inverted => boolean(true),
            Reading::WithoutExternal => {
                match guests.binary_search_by_key(&row, |(guest, _)| *guest) {
                    Ok(found) => {
                        guests.get(found).map_or(Value::Null, |(_, alias)| Value::Text(alias))
                    }
                    Err(_) => Value::Text(cell),
                }
            }
            Reading::List => Value::List(List::of_several(cell)),
            Reading::First => Value::Text(List::of_several(cell).first()),
            Reading::Any if column.list => Value::List(List::of_cell(cell)),
            Reading::Text if column.list => Value::Text(List::of_cell(cell).first()),
            Reading::Any => as_list(cell).map_or(Value::Text(cell), Value::List),
            Reading::Text => Value::Text(cell),
        }
    }
}

/// Returns what a word says of a boolean attribute whose column may hold the opposite.
fn is_true(word: BooleanWord, attribute: &str, inverted: bool) -> bool {
    match word {
        BooleanWord::Answer(answer) => answer != inverted,
        BooleanWord::State(enabled) => enabled != (attribute == "IsSoftDeleted"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let headers = ["accountEnabled".to_owned(), "userPrincipalName".to_owned()];
        let layout = Layout::new(&headers, &crate::column::layout::Choices::default());
        let directory = Directory::new(3, Arc::new(vec![enabled, name]), Arc::new(layout));
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
