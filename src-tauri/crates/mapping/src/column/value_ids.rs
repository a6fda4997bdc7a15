//! Attributes of people as small numbers: two people have the same number where they have the same
//! value. A value that many share is looked up once for all mappings that read it.
//!
//! A value keeps its number from part to part of a file. Where values do not repeat there are no
//! numbers, because they would take more time than they save.
//! Deliberately absent: what is computed from the values (`tally`).

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::FixedState;
use footbridge_directory::{AttributeIndex, Directory, Value};

/// The number of a value; 0 stands for no value.
pub(crate) type Number = u32;

/// Stands for a value without a number.
pub(crate) const UNNUMBERED: Number = Number::MAX;

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

/// The attributes of a group of people as numbers.
#[derive(Debug, Default)]
pub(crate) struct Numbered {
    columns: Vec<Column>,
    places: HashMap<AttributeIndex, usize, FixedState>,
    /// How often attributes moved; what is known by number holds in one era only.
    era: u32,
}

#[derive(Debug)]
struct Column {
    attribute: AttributeIndex,
    texts: Dictionary<Box<str>>,
    /// By place in the group; empty when the group was not asked about yet.
    numbers: Vec<Number>,
    /// Of the directory's own code.
    of_code: Vec<Number>,
}

impl Numbered {
    /// Goes on to the next group. Called before the first question about it.
    pub(crate) fn enter(&mut self) {
        for column in &mut self.columns {
            column.numbers.clear();
        }
    }

    /// Forgets all numbers: from now on attributes are found elsewhere.
    pub(crate) fn forget(&mut self) {
        self.columns.clear();
        self.places.clear();
        self.era += 1;
    }

    pub(crate) fn era(&self) -> u32 {
        self.era
    }

    /// Returns the numbers of an attribute by place in the group; `None` where they do not repeat.
    pub(crate) fn of(&mut self, group: Group<'_>, attribute: AttributeIndex) -> Option<&[Number]> {
        let Numbered { columns, places, .. } = self;
        let place = *places.entry(attribute).or_insert_with(|| {
            columns.push(Column {
                attribute,
                texts: Dictionary::default(),
                numbers: Vec::new(),
                of_code: Vec::new(),
            });
            columns.len() - 1
        });
        let column = columns.get_mut(place)?;
        if column.numbers.len() != group.rows.len() {
            if !column.texts.repeats {
                return None;
            }
            column.number(group);
        }
        Some(&column.numbers)
    }
}

impl Column {
    fn number(&mut self, group: Group<'_>) {
        let Column { attribute, texts, numbers, of_code } = self;
        let directory = group.directory;
        let mut number = |row: u32| match directory.value(row, *attribute) {
            Value::Null => 0,
            Value::Text(text) if text.len() > LONGEST_KNOWN => UNNUMBERED,
            Value::Text(text) => texts.number(text),
            Value::List(_) => UNNUMBERED,
        };
        numbers.clear();
        let Some(codes) = directory.codes(*attribute) else {
            numbers.extend(group.rows.iter().map(|row| number(*row)));
            return;
        };
        of_code.clear();
        of_code.resize(codes as usize, UNNUMBERED);
        numbers.extend(group.rows.iter().map(|row| {
            match of_code.get_mut(directory.code(*row, *attribute) as usize) {
                Some(known) if *known != UNNUMBERED => *known,
                Some(unknown) => {
                    *unknown = number(*row);
                    *unknown
                }
                None => number(*row),
            }
        }));
    }
}

/// Several attributes of people as one number.
#[derive(Debug, Default)]
pub(crate) struct Combined {
    pairs: Vec<Dictionary<u64>>,
    numbers: Vec<Number>,
}

impl Combined {
    /// Returns the numbers by place in the group; `None` where one of the attributes does not
    /// repeat, or all of them together do not.
    pub(crate) fn of(
        &mut self,
        numbered: &mut Numbered,
        group: Group<'_>,
        attributes: impl Iterator<Item = AttributeIndex>,
    ) -> Option<&[Number]> {
        self.numbers.clear();
        for (place, attribute) in attributes.enumerate() {
            let more = numbered.of(group, attribute)?;
            let Some(pairs) = place.checked_sub(1) else {
                self.numbers.extend_from_slice(more);
                continue;
            };
            if self.pairs.len() <= pairs {
                self.pairs.resize_with(pairs + 1, Dictionary::default);
            }
            let pairs = self.pairs.get_mut(pairs).filter(|pairs| pairs.repeats)?;
            for (number, more) in self.numbers.iter_mut().zip(more) {
                *number = match (*number, *more) {
                    (UNNUMBERED, _) | (_, UNNUMBERED) => UNNUMBERED,
                    (one, other) => pairs.number(&(u64::from(one) << 32 | u64::from(other))),
                };
            }
        }
        Some(&self.numbers)
    }
}

/// Numbers keys from 1 in the order in which they are met, as long as they repeat.
#[derive(Debug)]
struct Dictionary<K> {
    known: HashMap<K, Number, FixedState>,
    asked: u32,
    repeats: bool,
}

impl<K> Default for Dictionary<K> {
    fn default() -> Self {
        Dictionary { known: HashMap::default(), asked: 0, repeats: true }
    }
}

impl<K: Hash + Eq> Dictionary<K> {
    fn number<Q>(&mut self, key: &Q) -> Number
    where
        Q: Hash + Eq + ToOwned + ?Sized,
        K: Borrow<Q> + From<Q::Owned>,
    {
        self.asked = self.asked.saturating_add(1);
        if let Some(number) = self.known.get(key) {
            return *number;
        }
        let distinct = Number::try_from(self.known.len()).unwrap_or(MOST_KNOWN);
        let many = self.asked >= SAMPLE && distinct > self.asked / 2;
        self.repeats &= !many && distinct < MOST_KNOWN;
        if !self.repeats {
            return UNNUMBERED;
        }
        self.known.insert(key.to_owned().into(), distinct + 1);
        distinct + 1
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
        let (mut numbered, mut combined) = (Numbered::default(), Combined::default());
        let mut found = Vec::new();
        for directory in [&one, &other] {
            let rows: Vec<u32> = (0..directory.users()).collect();
            let group = Group { directory, rows: &rows, first_key: 0 };
            let (city, state) = (directory.attribute("city"), directory.attribute("state"));
            numbered.enter();
            let city_alone = numbered.of(group, city.unwrap()).unwrap().to_vec();
            let both = combined.of(&mut numbered, group, [city, state].into_iter().flatten());
            found.push((city_alone, both.unwrap().to_vec()));
        }
        assert_eq!(found[0], (vec![1, 0, 2, 1], vec![1, 2, 3, 4]), "the first part");
        assert_eq!(found[1], (vec![2, 3, 1], vec![5, 6, 7]), "Bergen and Oslo keep their numbers");
    }

    #[test]
    fn values_that_do_not_repeat_get_no_numbers() {
        let rows: String = (0..5000).map(|row| format!("m{row},c{}\n", row % 3)).collect();
        let directory = directory(&format!("mail,city\n{rows}"));
        let rows: Vec<u32> = (0..directory.users()).collect();
        let group = Group { directory: &directory, rows: &rows, first_key: 0 };
        let (mail, city) = (directory.attribute("mail"), directory.attribute("city"));
        let mut numbered = Numbered::default();
        let numbers = numbered.of(group, mail.unwrap()).unwrap();
        assert_eq!(
            numbers.iter().filter(|it| **it == UNNUMBERED).count(),
            5000 - 2047,
            "seen soon"
        );
        numbered.enter();
        assert_eq!(numbered.of(group, mail.unwrap()), None, "not asked again");
        assert!(numbered.of(group, city.unwrap()).is_some(), "three cities do");
    }
}
