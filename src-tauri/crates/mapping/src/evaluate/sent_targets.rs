//! What is sent for one person: a text or a list of texts by target.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::expression::value::Sent;

/// What is sent by target, in the table's order: a text, or a list of texts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Targets<'a>(Vec<(&'a str, Sent<'a>)>);

impl<'a> Targets<'a> {
    /// Adds a value for a target to which no other mapping leads.
    pub(crate) fn push(&mut self, target: &'a str, value: Sent<'a>) {
        self.0.push((target, value));
    }

    /// Adds a value for a target to which several mappings lead: the last one counts.
    pub(crate) fn set(&mut self, target: &'a str, value: Sent<'a>) {
        match self.0.iter_mut().find(|(known, _)| *known == target) {
            Some((_, known)) => *known = value,
            None => self.0.push((target, value)),
        }
    }

    /// Returns the targets with their values in one text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.0.iter().map(|(target, value)| match value {
            Sent::One(text) => (*target, Cow::Borrowed(&**text)),
            Sent::Many(texts) => (*target, Cow::Owned(texts.join("; "))),
        })
    }

    /// Returns the value of a target in one text.
    pub fn get(&self, target: &str) -> Option<Cow<'_, str>> {
        self.iter().find(|(known, _)| *known == target).map(|(_, value)| value)
    }

    /// Returns the values of these targets, each in one text; an empty one where nothing is sent.
    pub fn in_columns<'t>(&'t self, targets: &'t [String]) -> impl Iterator<Item = Cow<'t, str>> {
        let mut values: HashMap<&str, Cow<'_, str>> = self.iter().collect();
        targets.iter().map(move |target| values.remove(target.as_str()).unwrap_or_default())
    }
}

impl Serialize for Targets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (target, value) in &self.0 {
            match value {
                Sent::One(text) => map.serialize_entry(target, text)?,
                Sent::Many(texts) => map.serialize_entry(target, texts)?,
            }
        }
        map.end()
    }
}
