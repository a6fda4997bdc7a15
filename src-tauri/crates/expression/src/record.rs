//! The source of attribute values: a trait for records, and a record by attribute names.

use std::collections::HashMap;

use crate::value::Value;

/// One user (or group), its attributes by column.
///
/// Columns are the numbers that the `resolve` function gave to [`crate::Compiled::new`].
pub trait Record {
    /// Returns the value in `column`; [`Value::Null`] when the user has none.
    fn get(&self, column: usize) -> Value<'_>;
}

impl Record for [Value<'_>] {
    fn get(&self, column: usize) -> Value<'_> {
        self.as_ref().get(column).map_or(Value::Null, Value::borrowed)
    }
}

impl Record for Vec<Value<'_>> {
    fn get(&self, column: usize) -> Value<'_> {
        Record::get(self.as_slice(), column)
    }
}

/// Attributes by name: a ready [`Record`] for single users, tests and command lines.
///
/// ```
/// use footbridge_expression::{Attributes, Compiled, Context, Flow, Value, parse};
///
/// let mut user = Attributes::new();
/// user.set("givenName", "John");
/// let compiled = Compiled::new(&parse("ToUpper([givenName], )"), |name| Some(user.column(name))).unwrap();
/// let context = Context::new("2026-01-31T12:00:00Z".parse().unwrap());
/// assert_eq!(compiled.evaluate(&user, &context), Ok(Flow::Value(Value::from("JOHN"))));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Attributes {
    columns: HashMap<String, usize>,
    values: Vec<Value<'static>>,
}

impl Attributes {
    /// Returns a record without attributes.
    pub fn new() -> Self {
        Attributes::default()
    }

    /// Returns the column of an attribute, adding it as absent when it is new. Names are
    /// case-sensitive.
    pub fn column(&mut self, name: &str) -> usize {
        if let Some(column) = self.columns.get(name) {
            return *column;
        }
        let column = self.values.len();
        self.columns.insert(name.to_owned(), column);
        self.values.push(Value::Null);
        column
    }

    /// Returns whether there is an attribute of this name, with or without a value.
    pub fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    /// Gives an attribute its value.
    pub fn set(&mut self, name: &str, value: impl Into<Value<'static>>) {
        let column = self.column(name);
        if let Some(slot) = self.values.get_mut(column) {
            *slot = value.into();
        }
    }
}

impl Record for Attributes {
    fn get(&self, column: usize) -> Value<'_> {
        Record::get(self.values.as_slice(), column)
    }
}

impl<N: AsRef<str>, V: Into<Value<'static>>> FromIterator<(N, V)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut attributes = Attributes::new();
        for (name, value) in pairs {
            attributes.set(name.as_ref(), value);
        }
        attributes
    }
}
