//! Summarises an export on disk while it is read: as [`crate::Preview`], without keeping anybody.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use footbridge_directory::{Chunk, DirectoryError, Export, Job, OnPart, PassResult};
use footbridge_finding::Language;

use crate::column::first_rows::FirstRows;
use crate::column::person_codes::{LevelMappings, complete};
use crate::column::row_set::RowSet;
use crate::column::stats::{BatchResult, ColumnStats};
use crate::column::summary::TargetSummary;
use crate::column::text_counts::TextCounts;
use crate::column::totals::ColumnTotals;
use crate::column::value_ids::Group;
use crate::editor::levels::LevelSuggestion;
use crate::expression::bound::Context;
use crate::finding::code::PeopleCode;
use crate::finding::forecast::FailureForecast;
use crate::finding::people_codes::Codes;
use crate::organisation::tree::OrganisationTree;
use crate::organisation::units::{OrgFindings, OrgUnits};
use crate::output::FileSummary;
use crate::people::group_builder::{GroupBuilder, name_of, of_account};
use crate::people::person_columns::PersonColumns;
use crate::preview::directory_preview::DirectoryPreview;
use crate::scope::{Licences, Scope};
use crate::table::mapping_table::MappingTable;
use crate::table::targets::LEVELS;
use crate::whole_file::chunk_reader::{ChunkReader, Reading};
use crate::whole_file::shards::{Shards, sums};
use crate::work::to_the_end;

/// Previews everybody in scope of an export on disk.
///
/// # Errors
/// Fails when the file cannot be read, is no export of users, or `progress` stops it.
pub fn summarise_file(
    export: &Export,
    table: &MappingTable,
    scope: &Scope,
    context: &Context,
    language: &Language,
    progress: OnPart<'_, ()>,
) -> Result<FileSummary, DirectoryError> {
    let reading = Reading { table, scope, context };
    summarise_in(Shards::default(), export, reading, language, progress)
}

/// As [`summarise_file`], with as many shards as it takes.
pub(crate) fn summarise_in(
    shards: Shards,
    export: &Export,
    reading: Reading<'_>,
    language: &Language,
    progress: OnPart<'_, ()>,
) -> Result<FileSummary, DirectoryError> {
    let Reading { table, scope, context } = reading;
    let mut names = reading.attributes();
    names.extend(LevelSuggestion::candidates(table));
    let attributes: Vec<&str> = names.iter().map(String::as_str).collect();
    let job = SummaryJob { reading, shards };
    let mut passed = export.pass(&job, Some(&attributes), progress)?;
    let summary = passed.summary(language);
    // Only at the end of a file it shows that nobody has a value in a column.
    let not_exported = passed.not_exported(&names);
    let rest = match not_exported.is_empty() {
        true => None,
        false => Some(export.without(&not_exported)?),
    };
    if let Some(rest) = &rest {
        passed = rest.pass(&job, Some(&attributes), progress)?;
    }
    let export = rest.as_ref().unwrap_or(export);
    let workers = std::mem::take(&mut passed.workers);
    let mut summed = Summary::of(workers, &job.shards);
    job.shards.count_rest(export, reading, &mut summed.totals, progress)?;
    summed.compare();
    for (totals, row) in summed.totals.iter_mut().zip(table.rows()) {
        if row.mapping.source.attributes().iter().all(|name| summary.has(name)) {
            totals.settle();
        }
    }
    let texts = summed.look_up(reading, export, &passed)?;
    let chains = std::mem::take(&mut summed.chains).into_iter();
    let levels = chains.filter(|(_, texts)| !texts.incomplete).find_map(|(attribute, texts)| {
        LevelSuggestion::of_texts(&attribute, texts, table, context)
    });
    let preview = summed.preview(scope, &texts, language);
    Ok(FileSummary { preview, file: summary, levels })
}

/// Counts and checks everybody.
struct SummaryJob<'r> {
    reading: Reading<'r>,
    shards: Shards,
}

/// What one worker of the job knows.
struct SummaryWorker<'r> {
    reader: ChunkReader<'r>,
    columns: Vec<ColumnStats>,
    levels: LevelMappings,
    matching: usize,
    units: OrgUnits,
    /// The texts of the attributes that may hold chains.
    chains: Vec<(String, TextCounts)>,
    found: BTreeMap<PeopleCode, (u32, FirstRows)>,
    failing: RowSet,
    licences: Licences,
    users: u32,
}

impl<'r> Job for SummaryJob<'r> {
    type Worker = SummaryWorker<'r>;
    type Part = ();
    type Whole = ();

    fn worker(&self) -> SummaryWorker<'r> {
        let reader = ChunkReader::new(self.reading);
        let all_checks = reader.value_checks();
        let levels = LevelMappings::of(&all_checks);
        SummaryWorker {
            matching: all_checks.iter().filter(|checks| checks.matching).count(),
            columns: all_checks.into_iter().map(ColumnStats::new).collect(),
            units: OrgUnits::of(levels.mapped()),
            chains: LevelSuggestion::candidates(self.reading.table)
                .into_iter()
                .map(|name| (name, TextCounts::default()))
                .collect(),
            levels,
            reader,
            found: BTreeMap::new(),
            failing: RowSet::default(),
            licences: Licences::default(),
            users: 0,
        }
    }

    fn visit(&self, worker: &mut SummaryWorker<'r>, chunk: &Chunk) {
        let rows = worker.reader.enter(chunk);
        let mut codes = vec![Codes::NONE; rows.len()];
        let mut has_value = vec![false; rows.len()];
        let mut names = LEVELS.map(|_| Vec::new());
        let group = Group { directory: chunk.directory(), rows: &rows, first_key: chunk.key(0) };
        let ids = worker.reader.compiled.ids();
        for (place, (id, stats)) in ids.zip(&mut worker.columns).enumerate() {
            let mut batch = BatchResult { codes, ..BatchResult::new(&stats.checks, rows.len()) };
            let ChunkReader { compiled, value_ids, .. } = &mut worker.reader;
            // Between two parts of the file it can be stopped.
            to_the_end(|work| stats.visit(compiled, id, group, value_ids, &mut batch, work));
            codes = batch.codes;
            for (has, more) in has_value.iter_mut().zip(batch.has_value) {
                *has |= more;
            }
            let level = worker.levels.level_of(place);
            if let Some(names) = level.and_then(|level| names.get_mut(level)) {
                *names = batch.names;
            }
        }
        self.shards.fit(&mut worker.columns);
        for (name, texts) in &mut worker.chains {
            let attribute = chunk.directory().attribute(name);
            texts.add(group, attribute, &mut worker.reader.value_ids);
        }
        worker.count(chunk, &rows, &mut codes, &has_value, &names);
    }

    fn whole(&self) {}

    fn take(&self, (): &mut (), (): ()) -> Result<(), DirectoryError> {
        Ok(())
    }
}

impl SummaryWorker<'_> {
    /// Counts what was found about the people of a part, and puts them into their units.
    fn count(
        &mut self,
        chunk: &Chunk,
        rows: &[u32],
        codes: &mut [Codes],
        has_value: &[bool],
        names: &[Vec<u32>; LEVELS.len()],
    ) {
        let directory = chunk.directory();
        let people = PersonColumns::new(directory);
        self.licences.people += directory.users();
        let is_matched = |at: usize| self.matching == 0 || has_value.get(at) == Some(&true);
        let created = rows.iter().enumerate();
        let created = created.filter(|(at, row)| is_matched(*at) && !people.is_disabled(**row));
        let mut maybe_disabled = 0;
        let mut look = |row: u32| maybe_disabled += u32::from(people.may_be_disabled(row));
        let created = count(created.inspect(|(_, row)| look(**row)));
        let mut in_scope = rows.iter().peekable();
        let others = (0..directory.users()).filter(|row| in_scope.next_if_eq(&row).is_none());
        let compiled = &self.reader.compiled;
        let others = others.filter(|row| {
            self.reader.may_pass(directory, *row)
                && !people.is_disabled(*row)
                && compiled.is_matched(directory, *row)
        });
        self.licences.everybody += created + count(others.inspect(|row| look(*row)));
        self.licences.in_scope += created;
        self.licences.maybe_disabled += maybe_disabled;
        self.users += count(rows.iter());
        for (at, (row, codes)) in rows.iter().zip(codes).enumerate() {
            let key = chunk.key(*row);
            codes.add(of_account(&people, *row));
            complete(codes, self.matching, has_value.get(at) == Some(&true));
            for code in codes.iter() {
                let (count, first) = self.found.entry(code).or_default();
                *count += 1;
                first.add(key);
            }
            if FailureForecast::CODES.iter().any(|code| codes.has(*code)) {
                self.failing.add(key);
            }
            let name = |level: usize| names.get(level).and_then(|names| names.get(at)).copied();
            self.units.add([0, 1, 2].map(|level| name(level).unwrap_or(0)), key);
        }
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// What all workers of the job know together.
struct Summary {
    totals: Vec<ColumnTotals>,
    units: OrgUnits,
    /// The texts of the attributes that may hold chains, the likeliest first.
    chains: Vec<(String, TextCounts)>,
    org_findings: OrgFindings,
    found: BTreeMap<PeopleCode, (u32, FirstRows)>,
    /// Which mappings give somebody's matching value to somebody else.
    twice: Vec<String>,
    failing: RowSet,
    licences: Licences,
    names_found: HashSet<String>,
    users: u32,
}

impl Summary {
    fn of(workers: Vec<SummaryWorker<'_>>, shards: &Shards) -> Self {
        let mut all = Summary {
            totals: Vec::new(),
            units: OrgUnits::default(),
            chains: Vec::new(),
            org_findings: OrgFindings::default(),
            found: BTreeMap::new(),
            twice: Vec::new(),
            failing: RowSet::default(),
            licences: Licences::default(),
            names_found: HashSet::new(),
            users: 0,
        };
        let mut columns: Vec<Vec<ColumnStats>> = Vec::new();
        for worker in workers {
            let mut units = worker.units;
            let mut of_worker = worker.columns;
            for (level, names) in worker.levels.mappings().iter().zip(&mut units.names) {
                if let Some(stats) = level.and_then(|level| of_worker.get_mut(level)) {
                    *names = std::mem::take(&mut stats.names);
                }
            }
            all.units.merge(units);
            if all.chains.is_empty() {
                all.chains = worker.chains;
            } else {
                for ((_, texts), (_, more)) in all.chains.iter_mut().zip(worker.chains) {
                    texts.merge(more);
                }
            }
            for (code, (count, first)) in worker.found {
                let (all, of_all) = all.found.entry(code).or_default();
                *all += count;
                of_all.merge(&first);
            }
            all.failing.add_all(&worker.failing);
            all.licences.people += worker.licences.people;
            all.licences.everybody += worker.licences.everybody;
            all.licences.in_scope += worker.licences.in_scope;
            all.licences.maybe_disabled += worker.licences.maybe_disabled;
            all.licences.at_most |= worker.reader.is_uncertain();
            all.users += worker.users;
            all.names_found.extend(worker.reader.found());
            columns.resize_with(of_worker.len(), Vec::new);
            for (columns, stats) in columns.iter_mut().zip(of_worker) {
                columns.push(stats);
            }
        }
        columns.iter_mut().for_each(|of_workers| shards.agree(of_workers));
        all.totals = sums(columns);
        all
    }

    /// Finds what only shows when people are compared.
    fn compare(&mut self) {
        let mut twice = RowSet::default();
        for totals in &self.totals {
            twice.add_all(&totals.twice);
            if totals.twice.count() > 0 {
                self.twice.push(totals.checks.target.clone());
            }
        }
        self.failing.add_all(&twice);
        let mut add = |code: PeopleCode, count: u32, first: FirstRows| {
            if count > 0 {
                let (all, of_all) = self.found.entry(code).or_default();
                *all += count;
                of_all.merge(&first);
            }
        };
        let mut first = FirstRows::default();
        twice.iter().take(crate::finding::group::EXAMPLES).for_each(|key| first.add(key));
        add(PeopleCode::MatchDuplicate, twice.count(), first);
        self.org_findings = to_the_end(|work| self.units.findings(work));
        for (unit, codes) in self.units.all().iter().zip(&self.org_findings.of_unit) {
            for code in codes.iter() {
                add(code, unit.count, unit.first);
            }
        }
    }

    /// Finds the texts of frequent values and the names of people with findings.
    fn look_up<W, T>(
        &self,
        reading: Reading<'_>,
        export: &Export,
        passed: &PassResult<W, T>,
    ) -> Result<Texts, DirectoryError> {
        let frequent =
            |totals: &ColumnTotals| totals.frequent.iter().map(|it| it.first_row).collect();
        let wanted: Vec<HashSet<u32>> = self.totals.iter().map(frequent).collect();
        let named: HashSet<u32> = self.found.values().flat_map(|(_, first)| first.iter()).collect();
        let keys: Vec<u32> = wanted.iter().flatten().chain(&named).copied().collect();
        let mut texts = Texts { values: vec![HashMap::new(); wanted.len()], ..Texts::default() };
        let mut reader = ChunkReader::new(reading);
        export.look_up(passed, &keys, &mut |chunk, row| {
            let (key, directory) = (chunk.key(row), chunk.directory());
            if named.contains(&key) {
                texts.names.insert(key, name_of(directory, row));
            }
            reader.resolve(directory);
            let ids = reader.compiled.ids().zip(&mut texts.values).zip(&wanted);
            for ((id, values), _) in ids.filter(|(_, wanted)| wanted.contains(&key)) {
                let evaluated = reader.compiled.evaluate(id, directory, row);
                values.extend(evaluated.text().map(|text| (key, Cow::into_owned(text))));
            }
        })?;
        Ok(texts)
    }

    fn preview(mut self, scope: &Scope, texts: &Texts, language: &Language) -> DirectoryPreview {
        let mut groups = GroupBuilder::default();
        for totals in &self.totals {
            for code in totals.seen.iter() {
                groups.add(code, totals.checks.subject(code));
            }
        }
        for target in &self.twice {
            groups.add(PeopleCode::MatchDuplicate, target);
        }
        for (code, names) in &self.org_findings.subjects {
            groups.add_all(*code, names);
        }
        let name = |key: u32| texts.names.get(&key).cloned().unwrap_or_default();
        let findings = self.found.iter().map(|(code, (count, first))| {
            groups.group(*code, *count, first.iter().map(name).collect(), language)
        });
        let targets = self.totals.iter().zip(&texts.values);
        let targets: Vec<TargetSummary> = targets
            .map(|(totals, values)| totals.summary(|key| values.get(&key).cloned()))
            .collect();
        self.licences.miss(scope, &self.names_found);
        DirectoryPreview {
            users: self.users,
            forecast: FailureForecast::new(self.users, self.failing.count(), language),
            tree: OrganisationTree::of(&self.units, &targets),
            targets,
            findings: findings.collect(),
            licences: self.licences,
        }
    }
}

/// Texts that were looked up by the keys of their rows.
#[derive(Default)]
struct Texts {
    names: HashMap<u32, String>,
    /// By mapping.
    values: Vec<HashMap<u32, String>>,
}
