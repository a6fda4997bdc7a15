//! Values of attributes as ids (a dictionary encoding): two people have the same id where they have
//! the same value. A value that many share is looked up once for all mappings that read it.
//!
//! A value keeps its id from part to part of a file. Where values do not repeat there are no ids,
//! because they would take more time than they save.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use footbridge_directory::{AttributeIndex, Directory, Value};

/// The id of a value; 0 stands for no value.
pub(crate) type ValueId = u32;

/// Stands for a value without an id.
pub(crate) const NO_ID: ValueId = ValueId::MAX;

/// How many values are looked up before it is decided whether they repeat.
const SAMPLE: u32 = 2048;

/// More different values than this are not kept: they would take more room than they save time.
const MOST_KNOWN: u32 = 65_536;

/// A longer text than this, in bytes, is not kept: such texts hardly repeat, and would be in memory once
/// more.
const LONGEST_KNOWN: usize = 256;

/// Some people of a directory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group<'g> {
    pub(crate) directory: &'g Directory,
    /// Their rows, counted from 0.
    pub(crate) rows: &'g [u32],
    /// The key of the directory's first row.
    pub(crate) first_key: u32,
}

/// The attributes of a group of people as ids.
#[derive(Debug, Default)]
pub(crate) struct ValueIds {
    columns: Vec<Column>,
    places: HashMap<AttributeIndex, usize, FixedState>,
    /// How often attributes moved; what is known by id holds in one era only.
    era: u32,
}

#[derive(Debug)]
struct Column {
    attribute: AttributeIndex,
    texts: Texts,
    /// By index in the group; empty when the group was not looked up yet.
    ids: Vec<ValueId>,
    /// Of the directory's own code.
    of_code: Vec<ValueId>,
}

impl ValueIds {
    /// Goes on to the next group. Called before its first attribute is looked up.
    pub(crate) fn enter(&mut self) {
        for column in &mut self.columns {
            column.ids.clear();
        }
    }

    /// Forgets all ids: from now on attributes are found elsewhere.
    pub(crate) fn forget(&mut self) {
        self.columns.clear();
        self.places.clear();
        self.era += 1;
    }

    pub(crate) fn era(&self) -> u32 {
        self.era
    }

    /// Returns the ids of an attribute by index in the group; `None` where values do not repeat.
    pub(crate) fn of(&mut self, group: Group<'_>, attribute: AttributeIndex) -> Option<&[ValueId]> {
        let ValueIds { columns, places, .. } = self;
        let place = *places.entry(attribute).or_insert_with(|| {
            columns.push(Column {
                attribute,
                texts: Texts::default(),
                ids: Vec::new(),
                of_code: Vec::new(),
            });
            columns.len() - 1
        });
        let column = columns.get_mut(place)?;
        if column.ids.len() != group.rows.len() {
            if !column.texts.repetition.repeats {
                return None;
            }
            column.assign(group);
        }
        Some(&column.ids)
    }
}

impl Column {
    fn assign(&mut self, group: Group<'_>) {
        let Column { attribute, texts, ids, of_code } = self;
        let directory = group.directory;
        ids.clear();
        let Some(values) = directory.values(*attribute) else {
            ids.resize(group.rows.len(), 0);
            return;
        };
        let mut id = |row: u32| match values.of(row) {
            Value::Null => 0,
            Value::Text(text) if text.len() > LONGEST_KNOWN => NO_ID,
            Value::Text(text) => texts.id(text),
            Value::List(_) => NO_ID,
        };
        let Some(codes) = directory.codes(*attribute) else {
            ids.extend(group.rows.iter().map(|row| id(*row)));
            return;
        };
        of_code.clear();
        of_code.resize(codes as usize, NO_ID);
        ids.extend(group.rows.iter().map(|row| {
            match of_code.get_mut(directory.code(*row, *attribute) as usize) {
                Some(known) if *known != NO_ID => *known,
                Some(unknown) => {
                    *unknown = id(*row);
                    *unknown
                }
                None => id(*row),
            }
        }));
    }
}

/// Several attributes of people as one id.
#[derive(Debug, Default)]
pub(crate) struct Combined {
    pairs: Vec<Pairs>,
    ids: Vec<ValueId>,
}

impl Combined {
    /// Returns the ids by index in the group; `None` where one of the attributes does not
    /// repeat, or all of them together do not.
    pub(crate) fn of(
        &mut self,
        value_ids: &mut ValueIds,
        group: Group<'_>,
        attributes: impl Iterator<Item = AttributeIndex>,
    ) -> Option<&[ValueId]> {
        self.ids.clear();
        for (place, attribute) in attributes.enumerate() {
            let more = value_ids.of(group, attribute)?;
            let Some(pairs) = place.checked_sub(1) else {
                self.ids.extend_from_slice(more);
                continue;
            };
            if self.pairs.len() <= pairs {
                self.pairs.resize_with(pairs + 1, Pairs::default);
            }
            let pairs = self.pairs.get_mut(pairs).filter(|pairs| pairs.repetition.repeats)?;
            for (id, more) in self.ids.iter_mut().zip(more) {
                *id = match (*id, *more) {
                    (NO_ID, _) | (_, NO_ID) => NO_ID,
                    (one, other) => pairs.id(u64::from(one) << 32 | u64::from(other)),
                };
            }
        }
        Some(&self.ids)
    }
}

/// Gives ids to texts, as long as they repeat.
#[derive(Debug, Default)]
struct Texts {
    /// Most texts are short: as a number one is found without following a pointer.
    short: HashMap<u128, ValueId, FixedState>,
    long: HashMap<Box<str>, ValueId, FixedState>,
    repetition: Repetition,
}

impl Texts {
    fn id(&mut self, text: &str) -> ValueId {
        self.repetition.look();
        let Some(number) = as_number(text) else {
            if let Some(id) = self.long.get(text) {
                return *id;
            }
            return match self.repetition.next() {
                NO_ID => NO_ID,
                id => *self.long.entry(text.into()).or_insert(id),
            };
        };
        if let Some(id) = self.short.get(&number) {
            return *id;
        }
        match self.repetition.next() {
            NO_ID => NO_ID,
            id => *self.short.entry(number).or_insert(id),
        }
    }
}

/// Returns a short text as a number that no other short text has: its bytes, and its length above them.
/// They are read in two pieces that overlap where the text is not as long as both.
fn as_number(text: &str) -> Option<u128> {
    let bytes = text.as_bytes();
    let length = bytes.len();
    let piece = |piece: u128, at: usize| piece << (8 * at);
    let number = match length {
        0 => 0,
        1..4 => {
            let byte = |at: usize| bytes.get(at).map_or(0, |byte| piece(u128::from(*byte), at));
            byte(0) | byte(length / 2) | byte(length - 1)
        }
        4..8 => {
            let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
            let [first, last] = [first, last].map(|it| u128::from(u32::from_le_bytes(*it)));
            first | piece(last, length - 4)
        }
        8..16 => {
            let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
            let [first, last] = [first, last].map(|it| u128::from(u64::from_le_bytes(*it)));
            first | piece(last, length - 8)
        }
        _ => return None,
    };
    Some(number | piece(length as u128, 15))
}

/// Gives pairs of ids ids, as long as they repeat.
#[derive(Debug, Default)]
struct Pairs {
    known: HashMap<u64, ValueId, FixedState>,
    repetition: Repetition,
}

impl Pairs {
    fn id(&mut self, pair: u64) -> ValueId {
        self.repetition.look();
        if let Some(id) = self.known.get(&pair) {
            return *id;
        }
        match self.repetition.next() {
            NO_ID => NO_ID,
            id => *self.known.entry(pair).or_insert(id),
        }
    }
}

/// Gives ids from 1 in the order in which something is met, and sees whether it repeats.
#[derive(Debug)]
struct Repetition {
    distinct: ValueId,
    lookups: u32,
    repeats: bool,
}

impl Default for Repetition {
    fn default() -> Self {
        Repetition { distinct: 0, lookups: 0, repeats: true }
    }
}

impl Repetition {
    fn look(&mut self) {
        self.lookups = self.lookups.saturating_add(1);
    }

    /// Returns the id of what was not met before; [`NO_ID`] where too little repeats.
    fn next(&mut self) -> ValueId {
        let many = self.lookups >= SAMPLE && self.distinct > self.lookups / 2;
        self.repeats &= !many && self.distinct < MOST_KNOWN;
        if !self.repeats {
            return NO_ID;
        }
        self.distinct += 1;
        self.distinct
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    fn directory(text: &str) -> Directory {
        let mut source = text.as_bytes();
        let english = footbridge_finding::Language::ENGLISH;
        let go_on = &mut |_| ControlFlow::Continue(());
        footbridge_directory::read(&mut source, "users.csv", None, &english, go_on).unwrap().0
    }

    #[test]
    fn equal_values_have_equal_numbers_from_part_to_part() {
        let (one, other) = (
            directory("mail,city,state\na,Oslo,x\nb,,x\nc,Bergen,y\nd,Oslo,y\n"),
            directory("mail,city,state\ne,Bergen,x\nf,Narvik,y\ng,Oslo,\n"),
        );
        let (mut value_ids, mut combined) = (ValueIds::default(), Combined::default());
        let mut found = Vec::new();
        for directory in [&one, &other] {
            let rows: Vec<u32> = (0..directory.users()).collect();
            let group = Group { directory, rows: &rows, first_key: 0 };
            let (city, state) = (directory.attribute("city"), directory.attribute("state"));
            value_ids.enter();
            let city_alone = value_ids.of(group, city.unwrap()).unwrap().to_vec();
            let both = combined.of(&mut value_ids, group, [city, state].into_iter().flatten());
            found.push((city_alone, both.unwrap().to_vec()));
        }
        assert_eq!(found[0], (vec![1, 0, 2, 1], vec![1, 2, 3, 4]), "the first part");
        assert_eq!(found[1], (vec![2, 3, 1], vec![5, 6, 7]), "Bergen and Oslo keep their numbers");
    }

    #[test]
    fn texts_of_every_length_are_told_apart() {
        let mut texts = Texts::default();
        let (long, longer) = ("x".repeat(15), "x".repeat(16));
        let mut all: Vec<&str> = vec!["a\0", "\0a", "\0", "å", "", &longer];
        // Each beginning of these, of which the last differ in one letter at each place.
        let others: Vec<String> = (0..15)
            .map(|at| {
                long.chars().enumerate().map(|(it, x)| if it == at { 'y' } else { x }).collect()
            })
            .collect();
        all.extend((1..=15).filter_map(|length| long.get(..length)));
        all.extend(others.iter().map(String::as_str));
        let first: Vec<ValueId> = all.iter().map(|text| texts.id(text)).collect();
        assert_eq!(first, (1..=36).collect::<Vec<_>>(), "each is another");
        let again: Vec<ValueId> = all.iter().map(|text| texts.id(text)).collect();
        assert_eq!(again, first, "and found again");
        assert!(as_number(&long).is_some() && as_number(&longer).is_none(), "short up to fifteen");
    }

    #[test]
    fn values_that_do_not_repeat_get_no_numbers() {
        let rows: String = (0..5000).map(|row| format!("m{row},c{}\n", row % 3)).collect();
        let directory = directory(&format!("mail,city\n{rows}"));
        let rows: Vec<u32> = (0..directory.users()).collect();
        let group = Group { directory: &directory, rows: &rows, first_key: 0 };
        let (mail, city) = (directory.attribute("mail"), directory.attribute("city"));
        let mut value_ids = ValueIds::default();
        let ids = value_ids.of(group, mail.unwrap()).unwrap();
        assert_eq!(ids.iter().filter(|it| **it == NO_ID).count(), 5000 - 2047, "seen soon");
        value_ids.enter();
        assert_eq!(value_ids.of(group, mail.unwrap()), None, "not looked up again");
        assert!(value_ids.of(group, city.unwrap()).is_some(), "three cities do");
    }
}
