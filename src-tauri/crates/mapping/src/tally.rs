//! One mapping over many people: what is sent is counted, judged and compared.
//!
//! Where the value depends on one attribute whose values repeat, each value is computed and judged
//! once. Tallies of different people are added up at the end, so that people can be visited by
//! several workers, in parts of a file or of the store alike.
//! Deliberately absent: findings that need several mappings (`preview`, `survey`).

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use footbridge_directory::{AttributeIndex, Directory, Value};

use crate::evaluate::{Evaluated, MappingId, Sent};
use crate::hashes::{FrequentHash, Hashes, Share, TextHash};
use crate::judge::{Codes, Judge};
use crate::places::{NameId, Names};
use crate::program::{DependsOn, Program};
use crate::statistics::{Frequent, TargetSummary};

/// What became known of the people that were visited, by their place in the list of rows.
#[derive(Debug, Default)]
pub(crate) struct Visited {
    /// Everything that was found.
    pub(crate) codes: Vec<Codes>,
    /// The name of the level that the mapping fills; empty when it fills none.
    pub(crate) names: Vec<NameId>,
    /// Whether a value is sent; only of a matching mapping.
    pub(crate) has_value: Vec<bool>,
}

impl Visited {
    /// Returns a blank record of `people` people for a mapping.
    pub(crate) fn new(judge: &Judge, people: usize) -> Self {
        Visited {
            codes: vec![Codes::NONE; people],
            names: if judge.level.is_some() { vec![0; people] } else { Vec::new() },
            has_value: if judge.matching { vec![false; people] } else { Vec::new() },
        }
    }

    /// Returns whether anything is known of anybody.
    pub(crate) fn says_something(&self) -> bool {
        !self.names.is_empty()
            || !self.has_value.is_empty()
            || self.codes.iter().any(|codes| !codes.is_empty())
    }
}

/// Some people of a directory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group<'g> {
    pub(crate) directory: &'g Directory,
    /// Their rows, counted from 0.
    pub(crate) rows: &'g [u32],
    /// The key of the directory's first row.
    pub(crate) first_key: u32,
}

/// What is true of one computed value.
#[derive(Debug)]
struct Known {
    /// None when nothing is sent.
    value: Option<TextHash>,
    /// The value in lower case, of a matching mapping.
    folded: Option<TextHash>,
    failed: bool,
    codes: Codes,
    name: NameId,
    count: u32,
    first_key: u32,
}

/// The longest value so far.
#[derive(Debug, Default)]
struct Longest {
    text: String,
    characters: usize,
    key: u32,
}

/// One mapping over some people.
#[derive(Debug)]
pub(crate) struct Tally {
    judge: Judge,
    filled: u32,
    empty: u32,
    errors: u32,
    longest: Longest,
    /// None where nobody asks how many values there are.
    values: Option<Hashes>,
    folded: Hashes,
    pub(crate) names: Names,
    /// Every code that anybody got.
    seen: Codes,
    known: Vec<Known>,
    /// Of the attribute's text, its place in `known`; of no value, `of_null`.
    of_text: HashMap<Box<str>, u32, FixedState>,
    of_null: Option<u32>,
    of_all: Option<u32>,
    /// Of the attribute's code in the directory that is visited.
    of_code: Vec<u32>,
    asked: u32,
    repeats: bool,
    scratch: String,
    key: String,
}

const UNKNOWN: u32 = u32::MAX;

/// How many texts are looked up before it is decided whether they repeat.
const SAMPLE: u32 = 2048;

impl Tally {
    pub(crate) fn new(judge: Judge) -> Self {
        Tally {
            judge,
            filled: 0,
            empty: 0,
            errors: 0,
            longest: Longest::default(),
            values: Some(Hashes::default()),
            folded: Hashes::default(),
            names: Names::default(),
            seen: Codes::NONE,
            known: Vec::new(),
            of_text: HashMap::default(),
            of_null: None,
            of_all: None,
            of_code: Vec::new(),
            asked: 0,
            repeats: true,
            scratch: String::new(),
            key: String::new(),
        }
    }

    /// Returns a tally that only compares people: by their names on a level, and by those matching
    /// values that are in `share`.
    pub(crate) fn comparing(judge: Judge, share: Share) -> Self {
        Tally { values: None, folded: Hashes::of(share), ..Tally::new(judge) }
    }

    pub(crate) fn judge(&self) -> &Judge {
        &self.judge
    }

    /// Returns the names of the level and the matching values that were met.
    pub(crate) fn into_compared(self) -> (Names, Hashes) {
        (self.names, self.folded)
    }

    /// Forgets what holds for one directory only. Called before the first visit to another one.
    pub(crate) fn enter(&mut self) {
        self.of_code.clear();
    }

    /// Computes and counts the mapping for a group of people.
    pub(crate) fn visit(
        &mut self,
        program: &Program<'_>,
        id: MappingId,
        group: Group<'_>,
        visited: &mut Visited,
    ) {
        match program.depends_on(id) {
            DependsOn::Nothing => {
                let Some(row) = group.rows.first() else { return };
                let known = match self.of_all {
                    Some(known) => known,
                    None => self.learn(program, id, group, *row),
                };
                self.of_all = Some(known);
                for (place, row) in group.rows.iter().enumerate() {
                    self.put(known, place, group.first_key + row, visited);
                }
            }
            DependsOn::One(attribute) if group.directory.codes(attribute).is_some() => {
                self.visit_coded(program, id, group, attribute, visited);
            }
            DependsOn::One(attribute) if self.repeats => {
                for (place, row) in group.rows.iter().enumerate() {
                    match self.of_value(program, id, group, attribute, *row) {
                        Some(known) => self.put(known, place, group.first_key + row, visited),
                        None => self.visit_one(program, id, group, place, *row, visited),
                    }
                }
            }
            DependsOn::Several if self.repeats => {
                for (place, row) in group.rows.iter().enumerate() {
                    match self.of_values(program, id, group, *row) {
                        Some(known) => self.put(known, place, group.first_key + row, visited),
                        None => self.visit_one(program, id, group, place, *row, visited),
                    }
                }
            }
            _ => {
                for (place, row) in group.rows.iter().enumerate() {
                    self.visit_one(program, id, group, place, *row, visited);
                }
            }
        }
    }

    fn visit_coded(
        &mut self,
        program: &Program<'_>,
        id: MappingId,
        group: Group<'_>,
        attribute: AttributeIndex,
        visited: &mut Visited,
    ) {
        let codes = group.directory.codes(attribute).unwrap_or_default() as usize;
        if self.of_code.len() != codes {
            self.of_code = vec![UNKNOWN; codes];
        }
        for (place, row) in group.rows.iter().enumerate() {
            let code = group.directory.code(*row, attribute) as usize;
            let known = match self.of_code.get(code) {
                Some(known) if *known != UNKNOWN => *known,
                _ => {
                    let known = self
                        .of_value(program, id, group, attribute, *row)
                        .unwrap_or_else(|| self.learn(program, id, group, *row));
                    if let Some(slot) = self.of_code.get_mut(code) {
                        *slot = known;
                    }
                    known
                }
            };
            self.put(known, place, group.first_key + row, visited);
        }
    }

    /// Returns what is known of the row's value of the attribute, which is learnt when it is new;
    /// `None` where the values do not repeat.
    fn of_value(
        &mut self,
        program: &Program<'_>,
        id: MappingId,
        group: Group<'_>,
        attribute: AttributeIndex,
        row: u32,
    ) -> Option<u32> {
        let text = match group.directory.value(row, attribute) {
            Value::Text(text) => text,
            Value::Null => {
                let known = match self.of_null {
                    Some(known) => known,
                    None => self.learn(program, id, group, row),
                };
                self.of_null = Some(known);
                return Some(known);
            }
            Value::List(_) => return None,
        };
        self.of_key(program, id, group, row, text)
    }

    /// Returns what is known of the row's values of all attributes of an expression, as `of_value`.
    fn of_values(
        &mut self,
        program: &Program<'_>,
        id: MappingId,
        group: Group<'_>,
        row: u32,
    ) -> Option<u32> {
        let mut key = std::mem::take(&mut self.key);
        key.clear();
        for attribute in program.found(id).iter().flatten() {
            match group.directory.value(row, *attribute) {
                // A text is never empty, and none holds the separator, see the directory crate.
                Value::Null => {}
                Value::Text(text) => key.push_str(text),
                Value::List(_) => return None,
            }
            key.push('\0');
        }
        let known = self.of_key(program, id, group, row, &key);
        self.key = key;
        known
    }

    /// Returns what is known of the rows that share a key, which is learnt when it is new.
    fn of_key(
        &mut self,
        program: &Program<'_>,
        id: MappingId,
        group: Group<'_>,
        row: u32,
        text: &str,
    ) -> Option<u32> {
        self.asked = self.asked.saturating_add(1);
        if let Some(known) = self.of_text.get(text) {
            return Some(*known);
        }
        if !self.repeats {
            return None;
        }
        let distinct = u32::try_from(self.of_text.len()).unwrap_or(u32::MAX);
        if self.asked >= SAMPLE && distinct > self.asked / 2 || distinct >= MOST_KNOWN {
            self.repeats = false;
        }
        let known = self.learn(program, id, group, row);
        self.of_text.insert(text.into(), known);
        Some(known)
    }

    /// Computes a value and keeps what is true of it.
    fn learn(&mut self, program: &Program<'_>, id: MappingId, group: Group<'_>, row: u32) -> u32 {
        let evaluated = program.evaluate(id, group.directory, row);
        let failed = matches!(evaluated, Evaluated::Failed { .. });
        let text = text_of(&evaluated);
        let codes = self.judge.codes(&evaluated, text.as_deref());
        let name = self.name(text.as_deref());
        let folded = text.as_deref().and_then(|text| self.fold(text));
        if let Some(text) = &text {
            self.longest.see(text, group.first_key + row);
        }
        self.known.push(Known {
            value: text.as_deref().map(TextHash::of),
            folded,
            failed,
            codes,
            name,
            count: 0,
            first_key: group.first_key + row,
        });
        u32::try_from(self.known.len() - 1).unwrap_or(UNKNOWN)
    }

    /// Counts a person whose value is known.
    fn put(&mut self, known: u32, place: usize, key: u32, visited: &mut Visited) {
        let Some(known) = self.known.get_mut(known as usize) else { return };
        known.count += 1;
        if let Some(folded) = known.folded {
            self.folded.add(folded, key);
        }
        if let Some(codes) = visited.codes.get_mut(place) {
            codes.add(known.codes);
        }
        if let Some(name) = visited.names.get_mut(place) {
            *name = known.name;
        }
        if let Some(has_value) = visited.has_value.get_mut(place) {
            *has_value = known.value.is_some();
        }
    }

    /// Computes and counts the value of a person as if nobody else had it.
    fn visit_one(
        &mut self,
        program: &Program<'_>,
        id: MappingId,
        group: Group<'_>,
        place: usize,
        row: u32,
        visited: &mut Visited,
    ) {
        let key = group.first_key + row;
        let evaluated = program.evaluate(id, group.directory, row);
        let failed = matches!(evaluated, Evaluated::Failed { .. });
        let text = text_of(&evaluated);
        let codes = self.judge.codes(&evaluated, text.as_deref());
        self.seen.add(codes);
        match &text {
            Some(text) => {
                self.filled += 1;
                if let Some(values) = &mut self.values {
                    self.longest.see(text, key);
                    values.add(TextHash::of(text), key);
                }
                if let Some(folded) = self.fold(text) {
                    self.folded.add(folded, key);
                }
            }
            None if failed => self.errors += 1,
            None => self.empty += 1,
        }
        if let Some(slot) = visited.codes.get_mut(place) {
            slot.add(codes);
        }
        if let Some(slot) = visited.names.get_mut(place) {
            *slot = self.name(text.as_deref());
        }
        if let Some(slot) = visited.has_value.get_mut(place) {
            *slot = text.is_some();
        }
    }

    fn name(&mut self, text: Option<&str>) -> NameId {
        match (self.judge.level, text) {
            (Some(_), Some(text)) => self.names.id(text),
            _ => 0,
        }
    }

    /// Returns the hash of a matching value in lower case; matching ignores capitals.
    fn fold(&mut self, text: &str) -> Option<TextHash> {
        if !self.judge.matching {
            return None;
        }
        if text.is_ascii() {
            self.scratch.clear();
            self.scratch.push_str(text);
            self.scratch.make_ascii_lowercase();
        } else {
            self.scratch = text.to_lowercase();
        }
        Some(TextHash::of(&self.scratch))
    }

    /// Adds the tallies of one mapping up; `None` when there are none.
    pub(crate) fn sum(tallies: Vec<Tally>) -> Option<Counted> {
        let mut counted: Option<Counted> = None;
        let mut longest = Longest::default();
        let mut values = Vec::new();
        for mut tally in tallies {
            let mut of_values = tally.values.take().unwrap_or_default();
            let sum = counted.get_or_insert_with(|| Counted::new(tally.judge.clone()));
            sum.filled += tally.filled;
            sum.empty += tally.empty;
            sum.errors += tally.errors;
            sum.seen.add(tally.seen);
            longest = longest.or(tally.longest);
            for known in &tally.known {
                sum.seen.add(known.codes);
                match known.value {
                    Some(value) => {
                        sum.filled += known.count;
                        of_values.add_weighted(value, known.count, known.first_key);
                    }
                    None if known.failed => sum.errors += known.count,
                    None => sum.empty += known.count,
                }
            }
            values.push(of_values);
            sum.folded.push(tally.folded);
        }
        let mut counted = counted?;
        (counted.distinct, counted.frequent) = Hashes::count(&values, FREQUENT);
        counted.longest = longest.text;
        Some(counted)
    }
}

/// One mapping over everybody, before the frequent values are put into words.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) judge: Judge,
    filled: u32,
    empty: u32,
    errors: u32,
    distinct: u32,
    longest: String,
    pub(crate) frequent: Vec<FrequentHash>,
    /// Every code that anybody got.
    pub(crate) seen: Codes,
    /// The matching values in lower case.
    pub(crate) folded: Vec<Hashes>,
}

impl Counted {
    fn new(judge: Judge) -> Self {
        Counted {
            judge,
            filled: 0,
            empty: 0,
            errors: 0,
            distinct: 0,
            longest: String::new(),
            frequent: Vec::new(),
            seen: Codes::NONE,
            folded: Vec::new(),
        }
    }

    /// Returns the summary; `value_of` gives the value of the row with a key again.
    pub(crate) fn summary(&self, value_of: impl Fn(u32) -> Option<String>) -> TargetSummary {
        let frequent = self
            .frequent
            .iter()
            .filter_map(|it| Some(Frequent { value: value_of(it.first_row)?, count: it.count }));
        TargetSummary {
            target: self.judge.target.clone(),
            filled: self.filled,
            empty: self.empty,
            distinct: self.distinct,
            errors: self.errors,
            longest: self.longest.clone(),
            frequent: frequent.collect(),
        }
    }
}

impl Longest {
    fn see(&mut self, text: &str, key: u32) {
        // A text of n bytes has at most n characters.
        if text.len() > self.characters {
            let characters = text.chars().count();
            if characters > self.characters {
                *self = Longest { text: text.to_owned(), characters, key };
            }
        }
    }

    /// Returns the longer of two, and of equal ones the first met.
    fn or(self, other: Longest) -> Longest {
        let order = |it: &Longest| (it.characters, std::cmp::Reverse(it.key));
        if order(&other) > order(&self) { other } else { self }
    }
}

/// Returns the value that is sent in one text; several are joined with `; `.
pub(crate) fn text_of<'e>(evaluated: &'e Evaluated<'_>) -> Option<Cow<'e, str>> {
    match evaluated {
        Evaluated::Sent { value: Sent::One(text), .. } => Some(Cow::Borrowed(text)),
        Evaluated::Sent { value: Sent::Many(texts), .. } => Some(Cow::Owned(texts.join("; "))),
        _ => None,
    }
}

/// How many frequent values are told.
const FREQUENT: usize = 5;

/// More different values than this are not kept: they would take more room than they save time.
const MOST_KNOWN: u32 = 65_536;
