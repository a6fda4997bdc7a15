//! Writes what is sent for each person of an export on disk, one after the other, whatever the file's
//! size.
//!
//! What takes a comparison of people (duplicate matching values, spellings of a level's names) is
//! found first, in one pass over the file, or in several when the file is large: each pass compares
//! the matching values of one shard of their hashes, so that memory does not grow. The last pass
//! writes.

use std::io::{self, Write};
use std::sync::Mutex;

use footbridge_directory::{Chunk, DirectoryError, DirectorySummary, Export, Job, OnPart};
use footbridge_finding::Language;

use crate::column::hash_counter::{ENTRY, HashCounter, HashShard};
use crate::column::person_codes::{LevelMappings, complete};
use crate::column::row_set::RowSet;
use crate::column::stats::{BatchResult, ColumnStats};
use crate::column::value_checks::ValueChecks;
use crate::column::value_ids::Group;
use crate::evaluate::compiled_table::MappingId;
use crate::evaluate::sent_targets::Targets;
use crate::expression::bound::Context;
use crate::expression::value::Evaluated;
use crate::finding::code::PeopleCode;
use crate::finding::people_codes::Codes;
use crate::organisation::units::{OrgFindings, OrgUnits};
use crate::output::PreviewLine;
use crate::people::group_builder::of_account;
use crate::people::person_columns::PersonColumns;
use crate::scope::Scope;
use crate::table::mapping_table::MappingTable;
use crate::table::targets::LEVELS;
use crate::whole_file::chunk_reader::{ChunkReader, Reading};
use crate::work::to_the_end;

/// How many bytes of hashes are compared in one pass.
const COMPARED: u64 = 16 * 1024 * 1024;

/// Why writing ends early.
#[derive(Debug, thiserror::Error)]
pub enum WriteLinesError {
    /// The export cannot be read.
    #[error(transparent)]
    Export(#[from] DirectoryError),
    /// The output cannot be written.
    #[error("the output cannot be written")]
    Output(#[source] io::Error),
}

/// Writes a person's line, with whatever ends it.
pub type WriteLine<'a> = &'a (dyn Fn(&PreviewLine<'_>, &mut Vec<u8>) + Sync);

/// Writes the line of each person in scope, in the file's order; returns the summary of the file.
///
/// # Errors
/// Fails when the file cannot be read, the output cannot be written, or `progress` stops it.
pub fn write_lines(
    export: &Export,
    (table, scope, context): (&MappingTable, &Scope, &Context),
    line: WriteLine<'_>,
    out: &mut (dyn Write + Send),
    progress: OnPart<'_, ()>,
    language: &Language,
) -> Result<DirectorySummary, WriteLinesError> {
    let reading = Reading { table, scope, context };
    let names = reading.attributes();
    let attributes: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut first_pass = FirstPass::of(reading, export, language)?;
    let summary = first_pass.summary.take();
    let rest = match first_pass.not_exported.as_slice() {
        [] => None,
        columns => Some(export.without(columns)?),
    };
    if let Some(rest) = &rest {
        first_pass = FirstPass::of(reading, rest, language)?;
    }
    let export = rest.as_ref().unwrap_or(export);
    let job = LinesJob {
        reading,
        first_pass: &first_pass,
        line,
        out: Mutex::new(out),
        failed: Mutex::default(),
    };
    let passed = export.pass(&job, Some(&attributes), progress);
    let failed = job.failed.into_inner().unwrap_or_default();
    match (failed, passed) {
        (Some(error), _) => Err(WriteLinesError::Output(error)),
        // Without the columns that were left out there would be nothing to say of them.
        (None, passed) => Ok(match (rest, summary, passed?) {
            (Some(_), Some(summary), _) => summary,
            (_, _, passed) => passed.summary(language),
        }),
    }
}

/// What only a comparison of people shows.
struct FirstPass {
    /// By key, whose matching value somebody else has, too.
    twice: RowSet,
    units: OrgUnits,
    org_findings: OrgFindings,
    /// What is found about everybody.
    of_all: Codes,
    /// By the key of a part's first person, how many people are above.
    above: Vec<(u32, u32)>,
    /// The columns in which nobody has a value.
    not_exported: Vec<String>,
    /// What is told of the file with these columns.
    summary: Option<DirectorySummary>,
}

impl FirstPass {
    fn of(
        reading: Reading<'_>,
        export: &Export,
        language: &Language,
    ) -> Result<Self, DirectoryError> {
        let rows = reading.table.rows().iter();
        let matching = rows.filter(|row| row.mapping.matching.is_some()).count() as u64;
        let bytes = export.estimated_users() * matching * ENTRY;
        let count = u32::try_from(bytes.div_ceil(COMPARED)).unwrap_or(u32::MAX).max(1);
        let mut first_pass = FirstPass {
            twice: RowSet::default(),
            units: OrgUnits::default(),
            org_findings: OrgFindings::default(),
            of_all: Codes::NONE,
            above: Vec::new(),
            not_exported: Vec::new(),
            summary: None,
        };
        let names = reading.attributes();
        let attributes: Vec<&str> = names.iter().map(String::as_str).collect();
        for index in 0..count {
            let job = FirstPassJob { reading, shard: HashShard { index, count } };
            let passed = export
                .pass(&job, Some(&attributes), &mut |_, _| std::ops::ControlFlow::Continue(()))?;
            first_pass.not_exported = passed.not_exported(&names);
            first_pass.summary = Some(passed.summary(language));
            let mut sets: Vec<Vec<HashCounter>> = Vec::new();
            for worker in passed.workers {
                sets.resize_with(worker.compared.len(), Vec::new);
                let mut units = worker.units;
                for (Compared { level, stats, .. }, sets) in
                    worker.compared.into_iter().zip(&mut sets)
                {
                    let (names, hashes) = stats.into_compared();
                    sets.push(hashes);
                    if let Some(slot) = level.and_then(|level| units.names.get_mut(level)) {
                        *slot = names;
                    }
                }
                if index == 0 {
                    first_pass.units.merge(units);
                }
            }
            for sets in sets {
                to_the_end(|work| HashCounter::twice(&sets, work, |key| first_pass.twice.add(key)));
            }
            first_pass.above = passed.whole;
        }
        if first_pass.units.are_comparable() {
            first_pass.org_findings = to_the_end(|work| first_pass.units.findings(work));
        } else {
            first_pass.units = OrgUnits::default();
            first_pass.of_all = Codes::of(PeopleCode::OrganisationNotCompared);
        }
        Ok(first_pass)
    }

    /// Returns how many people are above a part.
    fn above(&self, key: u32) -> u32 {
        let place = self.above.partition_point(|(first, _)| *first <= key);
        place.checked_sub(1).and_then(|place| self.above.get(place)).map_or(0, |(_, above)| *above)
    }
}

/// Learns what a comparison of people shows.
struct FirstPassJob<'r> {
    reading: Reading<'r>,
    shard: HashShard,
}

/// A worker that compares people.
struct FirstPassWorker<'r> {
    reader: ChunkReader<'r>,
    compared: Vec<Compared>,
    units: OrgUnits,
}

/// A mapping whose values are compared.
struct Compared {
    id: MappingId,
    /// The level that it fills.
    level: Option<usize>,
    stats: ColumnStats,
}

impl<'r> Job for FirstPassJob<'r> {
    type Worker = FirstPassWorker<'r>;
    type Part = (u32, u32);
    type Whole = Vec<(u32, u32)>;

    fn worker(&self) -> FirstPassWorker<'r> {
        let reader = ChunkReader::new(self.reading);
        let all_checks = reader.value_checks();
        let levels = LevelMappings::of(&all_checks);
        let mut compared = Vec::new();
        for (index, (id, checks)) in reader.compiled.ids().zip(all_checks).enumerate() {
            let level = levels.level_of(index);
            let is_level = level.is_some() && self.shard.index == 0;
            if is_level || checks.matching {
                compared.push(Compared {
                    id,
                    level,
                    stats: ColumnStats::comparing(checks, self.shard),
                });
            }
        }
        FirstPassWorker { reader, compared, units: OrgUnits::of(levels.mapped()) }
    }

    fn visit(&self, worker: &mut FirstPassWorker<'r>, chunk: &Chunk) -> (u32, u32) {
        let rows = worker.reader.enter(chunk);
        let group = Group { directory: chunk.directory(), rows: &rows, first_key: chunk.key(0) };
        let mut names = LEVELS.map(|_| Vec::new());
        let is_organisation = worker.units.are_comparable();
        for Compared { id, level, stats } in &mut worker.compared {
            if !is_organisation && !stats.checks.matching {
                continue;
            }
            let mut batch = BatchResult::new(&stats.checks, rows.len());
            let ChunkReader { compiled, value_ids, .. } = &mut worker.reader;
            to_the_end(|work| stats.visit(compiled, *id, group, value_ids, &mut batch, work));
            if let Some(names) = level.and_then(|level| names.get_mut(level)) {
                *names = batch.names;
            }
        }
        if self.shard.index == 0 && is_organisation {
            for (at, row) in rows.iter().enumerate() {
                let name = |names: &Vec<u32>| names.get(at).copied().unwrap_or(0);
                let [organization, division, department] = &names;
                let ids = [name(organization), name(division), name(department)];
                worker.units.add(ids, chunk.key(*row));
            }
        }
        (chunk.key(0), chunk.directory().users())
    }

    fn whole(&self) -> Vec<(u32, u32)> {
        vec![(0, 0)]
    }

    fn take(
        &self,
        whole: &mut Vec<(u32, u32)>,
        (first, users): (u32, u32),
    ) -> Result<(), DirectoryError> {
        // The last entry holds how many are above the part that comes now.
        let above = whole.pop().map_or(0, |(_, above)| above);
        whole.push((first, above));
        whole.push((u32::MAX, above + users));
        Ok(())
    }
}

/// Writes.
struct LinesJob<'r, 'o> {
    reading: Reading<'r>,
    first_pass: &'r FirstPass,
    line: WriteLine<'r>,
    out: Mutex<&'o mut (dyn Write + Send)>,
    failed: Mutex<Option<io::Error>>,
}

/// A worker that computes lines.
struct LinesWorker<'r> {
    reader: ChunkReader<'r>,
    all_checks: Vec<ValueChecks>,
    levels: LevelMappings,
    matching: usize,
}

impl<'r> Job for LinesJob<'r, '_> {
    type Worker = LinesWorker<'r>;
    type Part = Vec<u8>;
    type Whole = ();

    fn worker(&self) -> LinesWorker<'r> {
        let reader = ChunkReader::new(self.reading);
        let all_checks = reader.value_checks();
        LinesWorker {
            levels: LevelMappings::of(&all_checks),
            matching: all_checks.iter().filter(|checks| checks.matching).count(),
            all_checks,
            reader,
        }
    }

    fn visit(&self, worker: &mut LinesWorker<'r>, chunk: &Chunk) -> Vec<u8> {
        let rows = worker.reader.enter(chunk);
        let directory = chunk.directory();
        let people = PersonColumns::new(directory);
        let above = self.first_pass.above(chunk.key(0));
        let mut lines = Vec::new();
        for row in rows {
            let (targets, codes) = self.person(worker, chunk, row, &people);
            let line = PreviewLine {
                row: above + row + 1,
                user: people.user(row),
                targets,
                findings: codes.iter().map(PeopleCode::as_str).collect(),
            };
            (self.line)(&line, &mut lines);
        }
        lines
    }

    fn whole(&self) {}

    fn take(&self, (): &mut (), part: Vec<u8>) -> Result<(), DirectoryError> {
        let Ok(mut out) = self.out.lock() else { return Err(DirectoryError::Cancelled) };
        out.write_all(&part).map_err(|error| {
            if let Ok(mut failed) = self.failed.lock() {
                *failed = Some(error);
            }
            DirectoryError::Cancelled
        })
    }
}

impl<'r> LinesJob<'r, '_> {
    /// Returns what is sent for a person, and what was found.
    fn person<'w>(
        &self,
        worker: &'w LinesWorker<'r>,
        chunk: &'w Chunk,
        row: u32,
        people: &PersonColumns<'_>,
    ) -> (Targets<'w>, Codes) {
        let mut targets = Targets::default();
        let compiled = &worker.reader.compiled;
        let mut codes = of_account(people, row);
        let mut has_value = false;
        let mut names = LEVELS.map(|_| 0);
        for (index, (id, checks)) in compiled.ids().zip(&worker.all_checks).enumerate() {
            let evaluated = compiled.evaluate(id, chunk.directory(), row);
            let text = evaluated.text();
            codes.add(checks.codes(&evaluated, text.as_deref()));
            has_value |= checks.matching && text.is_some();
            if let Some(level) = worker.levels.level_of(index)
                && let (Some(name), Some(known)) =
                    (names.get_mut(level), self.first_pass.units.names.get(level))
            {
                *name = text.as_deref().map_or(0, |text| known.known(text));
            }
            drop(text);
            if let Evaluated::Sent { value, .. } = evaluated {
                compiled.add(&mut targets, id, value);
            }
        }
        complete(&mut codes, worker.matching, has_value);
        if self.first_pass.twice.has(chunk.key(row)) {
            codes.add(Codes::of(PeopleCode::MatchDuplicate));
        }
        let unit = self.first_pass.units.unit(names);
        let org_findings =
            unit.and_then(|unit| self.first_pass.org_findings.of_unit.get(unit as usize));
        codes.add(org_findings.copied().unwrap_or_default());
        codes.add(self.first_pass.of_all);
        (targets, codes)
    }
}
