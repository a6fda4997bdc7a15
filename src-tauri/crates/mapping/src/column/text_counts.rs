//! How many people have each text of an attribute, over all parts of a file, where the texts repeat.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use footbridge_directory::AttributeIndex;

use crate::column::value_ids::{Group, NO_ID, ValueIds};

/// How many people have a text, and the first of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub(crate) users: u32,
    pub(crate) first_key: u32,
}

impl Counted {
    /// Adds people of whom nothing is known but who is their first.
    pub(crate) fn add(&mut self, other: Counted) {
        self.users += other.users;
        self.first_key = self.first_key.min(other.first_key);
    }
}

/// The texts of one attribute with their people.
#[derive(Debug, Default)]
pub(crate) struct TextCounts {
    of_text: HashMap<Box<str>, Counted, FixedState>,
    /// By id, in this era of ids.
    of_id: Vec<Option<(Box<str>, Counted)>>,
    era: u32,
    users: u32,
    /// Some texts do not repeat, and nobody knows how many they are.
    pub(crate) incomplete: bool,
}

impl TextCounts {
    /// Counts an attribute of a group of people; `None` where the group does not have it.
    pub(crate) fn add(
        &mut self,
        group: Group<'_>,
        attribute: Option<AttributeIndex>,
        value_ids: &mut ValueIds,
    ) {
        self.users += u32::try_from(group.rows.len()).unwrap_or(u32::MAX);
        let Some(attribute) = attribute.filter(|_| !self.incomplete) else { return };
        if self.era != value_ids.era() {
            self.settle();
            self.era = value_ids.era();
        }
        let Some(ids) = value_ids.of(group, attribute) else {
            self.incomplete = true;
            return;
        };
        for (row, id) in group.rows.iter().zip(ids) {
            let at = *id as usize;
            match self.of_id.get_mut(at) {
                Some(Some((_, counted))) => counted.users += 1,
                _ if *id == 0 || *id == NO_ID => {}
                _ => {
                    let text = group.directory.text(*row, attribute).unwrap_or_default();
                    if self.of_id.len() <= at {
                        self.of_id.resize(at + 1, None);
                    }
                    if let Some(slot) = self.of_id.get_mut(at) {
                        let counted = Counted { users: 1, first_key: group.first_key + row };
                        *slot = Some((text.into(), counted));
                    }
                }
            }
        }
    }

    /// Adds what another worker has counted.
    pub(crate) fn merge(&mut self, mut other: TextCounts) {
        self.settle();
        other.settle();
        self.users += other.users;
        self.incomplete |= other.incomplete;
        for (text, counted) in other.of_text {
            self.add_text(text, counted);
        }
    }

    /// Returns how many people there are, with a text or without, and the texts in no order.
    pub(crate) fn into_texts(mut self) -> (u32, HashMap<Box<str>, Counted, FixedState>) {
        self.settle();
        (self.users, self.of_text)
    }

    fn settle(&mut self) {
        for (text, counted) in std::mem::take(&mut self.of_id).into_iter().flatten() {
            self.add_text(text, counted);
        }
    }

    fn add_text(&mut self, text: Box<str>, counted: Counted) {
        let known = self.of_text.entry(text);
        known.and_modify(|known| known.add(counted)).or_insert(counted);
    }
}
