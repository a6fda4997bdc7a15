//! The people in scope placed into the units of the organisation; kept from preview to preview while no
//! level changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use footbridge_workers::Cancelled;

use crate::column::person_codes::LevelMappings;
use crate::column::result::ColumnResult;
use crate::column::row_set::RowSet;
use crate::finding::code::PeopleCode;
use crate::finding::subject::Subjects;
use crate::organisation::units::OrgUnits;
use crate::table::targets::LEVELS;
use crate::work::Work;

/// Where the people in scope stand.
#[derive(Debug)]
pub(crate) struct OrgPlacement {
    levels: [Option<Arc<ColumnResult>>; LEVELS.len()],
    pub(crate) units: OrgUnits,
    /// The unit of each row.
    pub(crate) of_row: Vec<u32>,
    /// What is inconsistent in the names.
    pub(crate) org_findings: BTreeMap<PeopleCode, RowSet>,
    pub(crate) subjects: BTreeMap<PeopleCode, Subjects>,
}

impl OrgPlacement {
    pub(crate) fn new(
        rows: &[u32],
        results: &[&Arc<ColumnResult>],
        work: &mut Work<'_>,
    ) -> Result<Self, Cancelled> {
        let levels = levels(results);
        let mut units = OrgUnits::default();
        for ((level, mapped), names) in levels.iter().zip(&mut units.mapped).zip(&mut units.names) {
            *mapped = level.is_some();
            if let Some((known, _)) = level.as_ref().and_then(|level| level.names.as_ref()) {
                *names = known.clone();
            }
        }
        let ids = [0, 1, 2].map(|level: usize| {
            let level = levels.get(level).and_then(Option::as_ref);
            level.and_then(|level| level.names.as_ref()).map_or(&[][..], |(_, ids)| ids.as_slice())
        });
        let end = rows.last().map_or(0, |last| *last as usize + 1);
        let mut of_row = vec![u32::MAX; end];
        for row in rows {
            work.take(16)?;
            let at = *row as usize;
            let names = ids.map(|ids| ids.get(at).copied().unwrap_or(0));
            if let Some(slot) = of_row.get_mut(at) {
                *slot = units.add(names, *row);
            }
        }
        let found = units.findings(work)?;
        let mut org_findings: BTreeMap<PeopleCode, RowSet> = BTreeMap::new();
        for row in rows {
            work.take(4)?;
            let unit = of_row.get(*row as usize).map_or(u32::MAX, |unit| *unit);
            for code in found.of_unit.get(unit as usize).into_iter().flat_map(|codes| codes.iter())
            {
                org_findings.entry(code).or_default().add(*row);
            }
        }
        Ok(OrgPlacement { levels, units, of_row, org_findings, subjects: found.subjects })
    }

    /// Returns whether these are the units that the mappings give.
    pub(crate) fn is_of(&self, results: &[&Arc<ColumnResult>]) -> bool {
        let same = |pair: (&Option<Arc<ColumnResult>>, &Option<Arc<ColumnResult>>)| match pair {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        self.levels.iter().zip(&levels(results)).all(same)
    }
}

/// Returns what fills each level.
fn levels(results: &[&Arc<ColumnResult>]) -> [Option<Arc<ColumnResult>>; LEVELS.len()] {
    let mappings = LevelMappings::of(results.iter().map(|column| &column.checks)).mappings();
    mappings.map(|index| index.and_then(|index| results.get(index)).map(|it| Arc::clone(it)))
}
