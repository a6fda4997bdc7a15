//! Statistics of one mapping over many people, gathered batch by batch: what is sent is computed,
//! checked, counted and compared.
//!
//! Where the value depends on attributes whose values repeat, each value is computed and checked
//! once. Several workers gather statistics of different people, of parts of a file or of the
//! directory in memory alike; `totals` adds them up.

use footbridge_workers::Cancelled;

use crate::column::hash_counter::{HashCounter, HashShard, TextHash};
use crate::column::longest::Longest;
use crate::column::names::{NameId, Names};
use crate::column::value_checks::ValueChecks;
use crate::column::value_ids::{Combined, Group, NO_ID, ValueId, ValueIds};
use crate::evaluate::compiled_table::{CompiledTable, DependsOn, MappingId};
use crate::expression::value::Evaluated;
use crate::finding::people_codes::Codes;
use crate::work::Work;

/// What is known of the people of a batch, by their index in it.
#[derive(Debug, Default)]
pub(crate) struct BatchResult {
    /// Everything that was found.
    pub(crate) codes: Vec<Codes>,
    /// The name of the level that the mapping fills; empty when it fills none.
    pub(crate) names: Vec<NameId>,
    /// Whether a value is sent; only of a matching mapping.
    pub(crate) has_value: Vec<bool>,
}

impl BatchResult {
    /// Returns a blank record of `people` people for a mapping.
    pub(crate) fn new(checks: &ValueChecks, people: usize) -> Self {
        BatchResult {
            codes: vec![Codes::NONE; people],
            names: if checks.level.is_some() { vec![0; people] } else { Vec::new() },
            has_value: if checks.matching { vec![false; people] } else { Vec::new() },
        }
    }

    /// Returns whether anything is known of anybody.
    pub(crate) fn says_something(&self) -> bool {
        !self.names.is_empty()
            || !self.has_value.is_empty()
            || self.codes.iter().any(|codes| !codes.is_empty())
    }
}

/// What is true of one computed value.
#[derive(Debug)]
pub(crate) struct ValueEntry {
    /// None when nothing is sent.
    pub(crate) value: Option<TextHash>,
    /// The value in lower case, of a matching mapping.
    folded: Option<TextHash>,
    pub(crate) failed: bool,
    /// The directory lacks an attribute for it.
    pub(crate) unknown: bool,
    pub(crate) codes: Codes,
    name: NameId,
    pub(crate) count: u32,
    pub(crate) first_key: u32,
}

impl ValueEntry {
    /// Returns whether its people have to be noted one by one.
    fn is_noted(&self) -> bool {
        self.folded.is_some() || !self.codes.is_empty()
    }
}

/// One mapping over some people.
#[derive(Debug)]
pub(crate) struct ColumnStats {
    pub(crate) checks: ValueChecks,
    pub(crate) filled: u32,
    pub(crate) empty: u32,
    pub(crate) errors: u32,
    /// People of whom nothing is known, for want of an attribute.
    pub(crate) unknown: u32,
    pub(crate) longest: Longest,
    /// None where nobody asks how many values there are.
    pub(crate) values: Option<HashCounter>,
    /// The matching values that have no capitals: both counted and compared.
    pub(crate) lower: HashCounter,
    /// The other matching values in lower case, to be compared.
    pub(crate) folded: HashCounter,
    pub(crate) names: Names,
    /// Every code that anybody got.
    pub(crate) seen: Codes,
    pub(crate) entries: Vec<ValueEntry>,
    /// Of the id of a value, its index in `entries`.
    entry_of_id: Vec<u32>,
    combined: Combined,
    /// The era of these ids.
    era: u32,
    of_all: Option<u32>,
    scratch: String,
}

const UNKNOWN: u32 = u32::MAX;

impl ColumnStats {
    pub(crate) fn new(checks: ValueChecks) -> Self {
        ColumnStats {
            checks,
            filled: 0,
            empty: 0,
            errors: 0,
            unknown: 0,
            longest: Longest::default(),
            values: Some(HashCounter::default()),
            lower: HashCounter::default(),
            folded: HashCounter::default(),
            names: Names::default(),
            seen: Codes::NONE,
            entries: Vec::new(),
            entry_of_id: Vec::new(),
            combined: Combined::default(),
            era: 0,
            of_all: None,
            scratch: String::new(),
        }
    }

    /// Returns statistics that only compare people: by their names on a level, and by those matching
    /// values that are in `share`.
    pub(crate) fn comparing(checks: ValueChecks, shard: HashShard) -> Self {
        ColumnStats { values: None, folded: HashCounter::of(shard), ..ColumnStats::new(checks) }
    }

    /// Keeps the values of a share only; the people of the others stay counted.
    pub(crate) fn keep(&mut self, shard: HashShard) {
        let values = self.values.iter_mut();
        values.chain([&mut self.lower, &mut self.folded]).for_each(|it| it.keep(shard));
    }

    /// Returns how many bytes the hashes of values take.
    pub(crate) fn bytes(&self) -> u64 {
        self.hash_counters().map(HashCounter::bytes).sum()
    }

    /// Returns whether some values were not counted by an id.
    pub(crate) fn is_hashed(&self) -> bool {
        self.hash_counters().any(HashCounter::is_hashed)
    }

    fn hash_counters(&self) -> impl Iterator<Item = &HashCounter> {
        self.values.iter().chain([&self.lower, &self.folded])
    }

    /// Returns the names of the level and the matching values that were met.
    pub(crate) fn into_compared(self) -> (Names, HashCounter) {
        (self.names, self.folded)
    }

    /// Computes and counts the mapping for a group of people.
    pub(crate) fn visit(
        &mut self,
        compiled: &CompiledTable<'_>,
        id: MappingId,
        group: Group<'_>,
        value_ids: &mut ValueIds,
        batch: &mut BatchResult,
        work: &mut Work<'_>,
    ) -> Result<(), Cancelled> {
        let depends_on = compiled.depends_on(id);
        if depends_on == DependsOn::Nothing {
            return self.visit_all(compiled, id, group, batch, work);
        }
        if self.era != value_ids.era() {
            self.era = value_ids.era();
            self.entry_of_id.clear();
            self.combined = Combined::default();
        }
        let mut combined = std::mem::take(&mut self.combined);
        work.take(group.rows.len())?;
        let ids = match depends_on {
            DependsOn::One(attribute) => value_ids.of(group, attribute),
            DependsOn::Several => {
                combined.of(value_ids, group, compiled.found(id).iter().copied().flatten())
            }
            DependsOn::Nothing | DependsOn::Chance => None,
        };
        match ids {
            Some(ids) => self.visit_by_id(compiled, id, group, ids, batch, work)?,
            None => {
                for (place, row) in group.rows.iter().enumerate() {
                    self.visit_one(compiled, id, group, place, *row, batch, work)?;
                }
            }
        }
        self.combined = combined;
        Ok(())
    }

    /// Counts a value that everybody gets.
    fn visit_all(
        &mut self,
        compiled: &CompiledTable<'_>,
        id: MappingId,
        group: Group<'_>,
        batch: &mut BatchResult,
        work: &mut Work<'_>,
    ) -> Result<(), Cancelled> {
        let Some(row) = group.rows.first() else { return Ok(()) };
        let at = match self.of_all {
            Some(known) => known,
            None => self.add_entry(compiled, id, group, *row, work)?,
        };
        self.of_all = Some(at);
        let Some(known) = self.entries.get_mut(at as usize) else { return Ok(()) };
        if !known.is_noted() && batch.names.is_empty() && batch.has_value.is_empty() {
            known.count += u32::try_from(group.rows.len()).unwrap_or(u32::MAX);
            return Ok(());
        }
        for (place, row) in group.rows.iter().enumerate() {
            self.count(at, place, group.first_key + row, batch);
        }
        Ok(())
    }

    /// Counts values by their ids; each is computed once.
    fn visit_by_id(
        &mut self,
        compiled: &CompiledTable<'_>,
        id: MappingId,
        group: Group<'_>,
        ids: &[ValueId],
        batch: &mut BatchResult,
        work: &mut Work<'_>,
    ) -> Result<(), Cancelled> {
        let is_counted_alone = batch.names.is_empty() && batch.has_value.is_empty();
        for (place, (row, value_id)) in group.rows.iter().zip(ids).enumerate() {
            if *value_id == NO_ID {
                self.visit_one(compiled, id, group, place, *row, batch, work)?;
                continue;
            }
            let at = *value_id as usize;
            let known = match self.entry_of_id.get(at) {
                Some(known) if *known != UNKNOWN => *known,
                _ => {
                    let known = self.add_entry(compiled, id, group, *row, work)?;
                    if self.entry_of_id.len() <= at {
                        self.entry_of_id.resize(at + 1, UNKNOWN);
                    }
                    if let Some(slot) = self.entry_of_id.get_mut(at) {
                        *slot = known;
                    }
                    known
                }
            };
            match self.entries.get_mut(known as usize) {
                Some(known) if is_counted_alone && !known.is_noted() => known.count += 1,
                _ => self.count(known, place, group.first_key + row, batch),
            }
        }
        Ok(())
    }

    /// Computes a value and keeps what is true of it.
    fn add_entry(
        &mut self,
        compiled: &CompiledTable<'_>,
        id: MappingId,
        group: Group<'_>,
        row: u32,
        work: &mut Work<'_>,
    ) -> Result<u32, Cancelled> {
        let evaluated = compiled.evaluate_within(id, group.directory, row, work)?;
        let failed = matches!(evaluated, Evaluated::Failed { .. });
        let unknown = matches!(evaluated, Evaluated::Unknown | Evaluated::Broken { .. });
        let text = evaluated.text();
        let codes = self.checks.codes(&evaluated, text.as_deref());
        let name = self.name(text.as_deref());
        let folded = text
            .as_deref()
            .filter(|_| self.checks.matching)
            .map(|text| TextHash::of(lowered(text, &mut self.scratch).unwrap_or(text)));
        if let Some(text) = &text {
            self.longest.see(text, group.first_key + row);
        }
        self.entries.push(ValueEntry {
            value: text.as_deref().map(TextHash::of),
            folded,
            failed,
            unknown,
            codes,
            name,
            count: 0,
            first_key: group.first_key + row,
        });
        Ok(u32::try_from(self.entries.len() - 1).unwrap_or(UNKNOWN))
    }

    /// Counts a person whose value is known.
    fn count(&mut self, known: u32, place: usize, key: u32, batch: &mut BatchResult) {
        let Some(known) = self.entries.get_mut(known as usize) else { return };
        known.count += 1;
        if let Some(folded) = known.folded {
            self.folded.add(folded, key);
        }
        if let Some(codes) = batch.codes.get_mut(place) {
            codes.add(known.codes);
        }
        if let Some(name) = batch.names.get_mut(place) {
            *name = known.name;
        }
        if let Some(has_value) = batch.has_value.get_mut(place) {
            *has_value = known.value.is_some();
        }
    }

    /// Computes and counts the value of a person as if nobody else had it.
    #[expect(clippy::too_many_arguments, reason = "a person of a group, and what is known of both")]
    fn visit_one(
        &mut self,
        compiled: &CompiledTable<'_>,
        id: MappingId,
        group: Group<'_>,
        place: usize,
        row: u32,
        batch: &mut BatchResult,
        work: &mut Work<'_>,
    ) -> Result<(), Cancelled> {
        let key = group.first_key + row;
        let evaluated = compiled.evaluate_within(id, group.directory, row, work)?;
        let failed = matches!(evaluated, Evaluated::Failed { .. });
        let unknown = matches!(evaluated, Evaluated::Unknown | Evaluated::Broken { .. });
        let text = evaluated.text();
        let codes = self.checks.codes(&evaluated, text.as_deref());
        self.seen.add(codes);
        match &text {
            Some(text) => {
                self.filled += 1;
                self.longest.see(text, key);
                self.compare(text, key);
            }
            None if unknown => self.unknown += 1,
            None if failed => self.errors += 1,
            None => self.empty += 1,
        }
        if let Some(slot) = batch.codes.get_mut(place) {
            slot.add(codes);
        }
        if let Some(slot) = batch.names.get_mut(place) {
            *slot = self.name(text.as_deref());
        }
        if let Some(slot) = batch.has_value.get_mut(place) {
            *slot = text.is_some();
        }
        Ok(())
    }

    fn name(&mut self, text: Option<&str>) -> NameId {
        match (self.checks.level, text) {
            (Some(_), Some(text)) => self.names.id(text),
            _ => 0,
        }
    }

    /// Keeps the hash of a value, and of a matching one in lower case: matching ignores capitals.
    fn compare(&mut self, text: &str, key: u32) {
        if !self.checks.matching {
            if let Some(values) = &mut self.values {
                values.add(TextHash::of(text), key);
            }
            return;
        }
        match (lowered(text, &mut self.scratch), &mut self.values) {
            (None, Some(_)) => self.lower.add(TextHash::of(text), key),
            (lowered, values) => {
                if let Some(values) = values {
                    values.add(TextHash::of(text), key);
                }
                self.folded.add(TextHash::of(lowered.unwrap_or(text)), key);
            }
        }
    }
}

/// Returns a text in lower case; `None` where it is in lower case already.
fn lowered<'s>(text: &str, scratch: &'s mut String) -> Option<&'s str> {
    // Without a branch for each letter: a million people have one.
    let is_changed = |byte: u8| u8::from(!byte.is_ascii() || byte.is_ascii_uppercase());
    if text.bytes().fold(0, |changed, byte| changed | is_changed(byte)) == 0 {
        return None;
    }
    scratch.clear();
    if text.is_ascii() {
        scratch.push_str(text);
        scratch.make_ascii_lowercase();
    } else {
        scratch.push_str(&text.to_lowercase());
    }
    Some(scratch).filter(|lowered| *lowered != text).map(|lowered| lowered.as_str())
}
