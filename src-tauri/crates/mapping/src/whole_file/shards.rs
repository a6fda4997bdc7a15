//! Counts the values of a file that has very many different ones in several passes, each of one shard of
//! their hashes, so that memory does not grow with the file.
//!
//! How many shards it takes shows in the first pass, which goes on with the first of them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use footbridge_directory::{Chunk, DirectoryError, Export, Job, OnPart};
use footbridge_workers::{Cancel, Strides, cores};

use crate::column::hash_counter::HashShard;
use crate::column::stats::{BatchResult, ColumnStats};
use crate::column::totals::ColumnTotals;
use crate::column::value_ids::Group;
use crate::evaluate::compiled_table::MappingId;
use crate::whole_file::chunk_reader::{ChunkReader, Reading};
use crate::work::to_the_end;

/// How many bytes of hashes all workers keep together. Our choice: four million people with a name and an
/// address of their own need less, and with five values of their own a summary takes 153 MB.
const MOST: u64 = 124 << 20;

/// In how many shards the values are counted.
#[derive(Debug)]
pub(crate) struct Shards {
    count: AtomicU32,
    /// How many bytes of hashes one worker keeps.
    most: u64,
}

impl Default for Shards {
    fn default() -> Self {
        Shards::of(MOST)
    }
}

impl Shards {
    /// Returns what keeps the hashes of all workers within so many bytes.
    pub(crate) fn of(most: u64) -> Self {
        Shards { count: AtomicU32::new(1), most: most / cores() as u64 }
    }

    /// Returns the shard of the first pass.
    fn first(&self) -> HashShard {
        HashShard { index: 0, count: self.count.load(Ordering::Relaxed) }
    }

    /// Makes the hashes of one worker fit.
    pub(crate) fn fit(&self, columns: &mut [ColumnStats]) {
        if columns.iter().map(ColumnStats::bytes).sum::<u64>() <= self.most {
            return;
        }
        let own = self.first();
        // Another worker may have said so before.
        columns.iter_mut().filter(|it| it.is_hashed()).for_each(|it| it.keep(own));
        if columns.iter().map(ColumnStats::bytes).sum::<u64>() > self.most {
            self.count.fetch_max(own.count.saturating_mul(2), Ordering::Relaxed);
            let own = self.first();
            columns.iter_mut().filter(|it| it.is_hashed()).for_each(|it| it.keep(own));
        }
    }

    /// Brings the statistics of one mapping to the same shard at the end of the first pass.
    pub(crate) fn agree(&self, of_workers: &mut [ColumnStats]) {
        // Where every value has an id they were all counted at once.
        if self.first().count > 1 && of_workers.iter().any(ColumnStats::is_hashed) {
            of_workers.iter_mut().for_each(|stats| stats.keep(self.first()));
        }
    }

    /// Counts the values of the other shards.
    ///
    /// # Errors
    /// Fails when the file cannot be read, or `progress` stops it.
    pub(crate) fn count_rest(
        &self,
        export: &Export,
        reading: Reading<'_>,
        totals: &mut [ColumnTotals],
        progress: OnPart<'_, ()>,
    ) -> Result<(), DirectoryError> {
        let HashShard { count, .. } = self.first();
        let wanted: Vec<bool> = totals.iter().map(|totals| totals.hashed).collect();
        let rows = reading.table.rows().iter().zip(&wanted).filter(|(_, is_wanted)| **is_wanted);
        let read: Vec<String> = rows.flat_map(|(row, _)| row.mapping.source.attributes()).collect();
        let scope = reading.scope.attributes();
        let read: Vec<&str> = read.iter().map(String::as_str).chain(scope).collect();
        for index in 1..count {
            let job = ShardJob { reading, shard: HashShard { index, count }, wanted: &wanted };
            let passed = export.pass(&job, Some(&read), progress)?;
            let mut columns: Vec<Vec<ColumnStats>> = Vec::new();
            for worker in passed.workers {
                columns.resize_with(worker.columns.len(), Vec::new);
                for (columns, (_, stats)) in columns.iter_mut().zip(worker.columns) {
                    columns.push(stats);
                }
            }
            let hashed = totals.iter_mut().filter(|totals| totals.hashed);
            for (totals, shard) in hashed.zip(sums(columns)) {
                totals.add_shard(&shard);
            }
        }
        Ok(())
    }
}

/// Counts the values of one shard.
struct ShardJob<'r> {
    reading: Reading<'r>,
    shard: HashShard,
    /// By mapping, in the table's order.
    wanted: &'r [bool],
}

/// A worker that counts them.
struct ShardWorker<'r> {
    reader: ChunkReader<'r>,
    columns: Vec<(MappingId, ColumnStats)>,
}

impl<'r> Job for ShardJob<'r> {
    type Worker = ShardWorker<'r>;
    type Part = ();
    type Whole = ();

    fn worker(&self) -> ShardWorker<'r> {
        let reader = ChunkReader::new(self.reading);
        let all = reader.compiled.ids().zip(reader.value_checks()).zip(self.wanted);
        let wanted = all.filter(|(_, is_wanted)| **is_wanted);
        let mut columns: Vec<_> =
            wanted.map(|((id, checks), _)| (id, ColumnStats::new(checks))).collect();
        columns.iter_mut().for_each(|(_, stats)| stats.keep(self.shard));
        ShardWorker { reader, columns }
    }

    fn visit(&self, worker: &mut ShardWorker<'r>, chunk: &Chunk) {
        let rows = worker.reader.enter(chunk);
        let group = Group { directory: chunk.directory(), rows: &rows, first_key: chunk.key(0) };
        for (id, stats) in &mut worker.columns {
            let mut batch = BatchResult::new(&stats.checks, rows.len());
            let ChunkReader { compiled, value_ids, .. } = &mut worker.reader;
            to_the_end(|work| stats.visit(compiled, *id, group, value_ids, &mut batch, work));
        }
    }

    fn whole(&self) {}

    fn take(&self, (): &mut (), (): ()) -> Result<(), DirectoryError> {
        Ok(())
    }
}

/// Adds the statistics of each mapping up, several mappings at a time.
pub(crate) fn sums(columns: Vec<Vec<ColumnStats>>) -> Vec<ColumnTotals> {
    let columns: Vec<Mutex<Vec<ColumnStats>>> = columns.into_iter().map(Mutex::new).collect();
    let sum = |columns: &Mutex<Vec<ColumnStats>>| {
        let columns = columns.lock().map(|mut it| std::mem::take(&mut *it)).unwrap_or_default();
        to_the_end(|work| ColumnTotals::sum(columns, work))
    };
    let sums = Strides::new(columns.len(), 1).map(
        &Cancel::default(),
        &mut |_| (),
        || (),
        |(), items, _| columns.get(items).into_iter().flatten().filter_map(sum).collect::<Vec<_>>(),
    );
    // Nobody cancels it.
    sums.unwrap_or_default().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use footbridge_finding::Language;

    use super::*;
    use crate::expression::bound::Context;
    use crate::output::FileSummary;
    use crate::scope::Scope;
    use crate::table::mapping::Mapping;
    use crate::table::mapping_table::MappingTable;
    use crate::table::rules::Rules;
    use crate::whole_file::summary::summarise_in;

    #[test]
    fn values_are_counted_the_same_in_any_number_of_shards() {
        // Capitals, names that are there twice, a few that repeat, and a column that repeats only after
        // so many rows that it has no ids any more.
        let row = |user: u32| {
            let name = if user.is_multiple_of(900) { 7 } else { user };
            let capital = if user.is_multiple_of(3) { "User" } else { "user" };
            format!(
                "{capital}{name}@n.example,D{},Name {},m{}@n.example\n",
                user % 7,
                user % 4000,
                user / 2
            )
        };
        let text: String = (0..6000).map(row).collect();
        let text = format!("userPrincipalName,department,displayName,mail\n{text}");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("users.csv");
        std::fs::write(&path, text).unwrap();
        let mappings = vec![
            Mapping::direct("userPrincipalName", "userName").matched(1),
            Mapping::direct("mail", "externalId").matched(2),
            Mapping::direct("displayName", "displayName"),
            Mapping::direct("department", "title"),
            Mapping::expression("\"x\"", "nickName"),
        ];
        let table = MappingTable::new(mappings, Rules::default(), "");
        let context = Context::new("2026-01-31T12:00:00Z".parse().unwrap());
        let scope = Scope::Everybody;
        let summarise = |most: u64, block: u64| -> (FileSummary, u32) {
            let export = Export::open(&path, &[]).unwrap().in_blocks_of(block);
            let reading = Reading { table: &table, scope: &scope, context: &context };
            let mut passes = 0;
            let mut go_on = |(): &(), at: footbridge_directory::Progress| {
                passes += u32::from(Some(at.bytes) == at.total);
                ControlFlow::Continue(())
            };
            let english = Language::ENGLISH;
            let summary =
                summarise_in(Shards::of(most), &export, reading, &english, &mut go_on).unwrap();
            (summary, passes)
        };
        let (whole, passes) = summarise(u64::MAX, 4096);
        assert_eq!(passes, 1, "all at once");
        assert_eq!(whole.preview.targets[0].distinct, 6000 - 6, "six have the name of another");
        for most in [40_000, 5000] {
            let (shards, passes) = summarise(most, 4096);
            assert!(passes > 1, "{most}: {passes} passes");
            assert_eq!(shards.preview, whole.preview, "{most} bytes, {passes} passes");
        }
    }
}
