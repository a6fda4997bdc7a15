//! The units of the organisation: people who share the names of all levels; and what is inconsistent
//! in these names.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use footbridge_workers::Cancelled;

use crate::column::first_rows::FirstRows;
use crate::column::names::{NameId, Names};
use crate::finding::code::PeopleCode;
use crate::finding::people_codes::Codes;
use crate::finding::subject::{Subject, Subjects};
use crate::organisation::similar_names::similar_names;
use crate::table::targets::LEVELS;
use crate::work::Work;

/// An organisation of more units than this is none: its names are not compared with each other,
/// which would take more memory than reading the file does. Our choice.
pub(crate) const MOST_UNITS: usize = 50_000;

/// The names of one person on each level of [`LEVELS`], 0 where there is none.
pub(crate) type PersonNames = [NameId; LEVELS.len()];

/// The people who share all names.
#[derive(Debug, Clone)]
pub(crate) struct OrgUnit {
    pub(crate) names: PersonNames,
    pub(crate) count: u32,
    pub(crate) first: FirstRows,
}

/// All units that somebody has.
#[derive(Debug, Clone, Default)]
pub(crate) struct OrgUnits {
    /// Which of [`LEVELS`] are mapped.
    pub(crate) mapped: [bool; LEVELS.len()],
    pub(crate) names: [Names; LEVELS.len()],
    units: Vec<OrgUnit>,
    known: HashMap<PersonNames, u32, FixedState>,
}

/// What is inconsistent in the names of the organisation.
#[derive(Debug, Default)]
pub(crate) struct OrgFindings {
    pub(crate) subjects: BTreeMap<PeopleCode, Subjects>,
    /// By unit, the findings about its people.
    pub(crate) of_unit: Vec<Codes>,
}

impl OrgUnits {
    /// Returns an empty organisation with these of [`LEVELS`].
    pub(crate) fn of(mapped: [bool; LEVELS.len()]) -> Self {
        OrgUnits { mapped, ..OrgUnits::default() }
    }

    /// Puts the person at `row` into a unit and returns it.
    pub(crate) fn add(&mut self, names: PersonNames, row: u32) -> u32 {
        let units = &mut self.units;
        let unit = *self.known.entry(names).or_insert_with(|| {
            units.push(OrgUnit { names, count: 0, first: FirstRows::default() });
            u32::try_from(units.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(unit) = self.units.get_mut(unit as usize) {
            unit.count += 1;
            unit.first.add(row);
        }
        unit
    }

    /// Adds the people of `other`.
    pub(crate) fn merge(&mut self, other: OrgUnits) {
        let mut maps = Vec::new();
        for (names, more) in self.names.iter_mut().zip(&other.names) {
            maps.push(names.merge(more));
        }
        for (mapped, also) in self.mapped.iter_mut().zip(other.mapped) {
            *mapped |= also;
        }
        for unit in other.units {
            let mut names = unit.names;
            for (name, map) in names.iter_mut().zip(&maps) {
                *name = map.get(*name as usize).copied().unwrap_or(0);
            }
            let units = &mut self.units;
            let at = *self.known.entry(names).or_insert_with(|| {
                units.push(OrgUnit { names, count: 0, first: FirstRows::default() });
                u32::try_from(units.len() - 1).unwrap_or(u32::MAX)
            });
            if let Some(mine) = self.units.get_mut(at as usize) {
                mine.count += unit.count;
                mine.first.merge(&unit.first);
            }
        }
    }

    /// Returns the unit of these names, if anybody has it.
    pub(crate) fn unit(&self, names: PersonNames) -> Option<u32> {
        self.known.get(&names).copied()
    }

    /// Returns all units; a unit's number is its index.
    pub(crate) fn all(&self) -> &[OrgUnit] {
        &self.units
    }

    /// Returns the names of a unit from the top, of the mapped levels only.
    pub(crate) fn path(&self, unit: &OrgUnit) -> impl Iterator<Item = &str> {
        let names = self.names.iter().zip(unit.names).zip(self.mapped);
        names.filter(|(_, mapped)| *mapped).map(|((names, id), _)| names.name(id))
    }

    /// Returns whether a unit is in the node that `path` names from the top.
    pub(crate) fn is_in(&self, unit: u32, path: &[String]) -> bool {
        let Some(unit) = self.units.get(unit as usize) else { return false };
        let mut names = self.path(unit);
        path.iter().all(|wanted| names.next() == Some(wanted))
    }

    /// Returns whether there are few enough units to compare their names.
    pub(crate) fn are_comparable(&self) -> bool {
        self.units.len() <= MOST_UNITS
    }

    /// Finds what is inconsistent in the names; of too many, only that they were not compared.
    pub(crate) fn findings(&self, work: &mut Work<'_>) -> Result<OrgFindings, Cancelled> {
        let of_unit = |codes: Codes| vec![codes; self.units.len()];
        if !self.are_comparable() {
            let of_unit = of_unit(Codes::of(PeopleCode::OrganisationNotCompared));
            return Ok(OrgFindings { of_unit, ..OrgFindings::default() });
        }
        let mut found = OrgFindings { of_unit: of_unit(Codes::NONE), ..OrgFindings::default() };
        for level in 0..LEVELS.len() {
            work.take(self.units.len())?;
            self.find_similar_names(level, &mut found, work)?;
        }
        // LEVELS: organization, division, department.
        if self.mapped[1] && self.mapped[2] {
            work.take(self.units.len())?;
            self.find_two_divisions(&mut found);
        }
        Ok(found)
    }

    /// The names of a level that somebody has, in the order in which they are met in the file.
    fn names_in_order(&self, level: usize) -> Vec<(NameId, u32)> {
        let mut counts: HashMap<NameId, (u32, u32)> = HashMap::new();
        for unit in &self.units {
            let id = unit.names.get(level).copied().unwrap_or(0);
            let (first, count) = counts.entry(id).or_insert((unit.first.first(), 0));
            *first = (*first).min(unit.first.first());
            *count += unit.count;
        }
        counts.remove(&0);
        let mut names: Vec<_> = counts.into_iter().collect();
        names.sort_unstable_by_key(|(_, (first, _))| *first);
        names.into_iter().map(|(id, (_, count))| (id, count)).collect()
    }

    fn name(&self, level: usize, id: NameId) -> &str {
        self.names.get(level).map_or("", |names| names.name(id))
    }

    fn find_similar_names(
        &self,
        level: usize,
        found: &mut OrgFindings,
        work: &mut Work<'_>,
    ) -> Result<(), Cancelled> {
        let ids = self.names_in_order(level);
        let names: Vec<(&str, u32)> =
            ids.iter().map(|(id, count)| (self.name(level, *id), *count)).collect();
        let pairs = similar_names(&names, work)?;
        let name = |index: usize| names.get(index).map_or("", |(name, _)| name);
        let mut rare: Vec<NameId> = Vec::new();
        for pair in &pairs {
            let subjects = found.subjects.entry(PeopleCode::OrganisationTwins).or_default();
            subjects.add(|| Subject::Similar {
                common: name(pair.common).to_owned(),
                rare: name(pair.rare).to_owned(),
            });
            rare.extend(ids.get(pair.rare).map(|(id, _)| *id));
        }
        rare.sort_unstable();
        for (unit, codes) in self.units.iter().zip(&mut found.of_unit) {
            let id = unit.names.get(level).copied().unwrap_or(0);
            if rare.binary_search(&id).is_ok() {
                codes.add(Codes::of(PeopleCode::OrganisationTwins));
            }
        }
        Ok(())
    }

    /// Finds departments under several divisions, and their people outside the commonest one.
    fn find_two_divisions(&self, found: &mut OrgFindings) {
        let order = |level: usize| -> HashMap<NameId, usize> {
            let ids = self.names_in_order(level).into_iter().enumerate();
            ids.map(|(index, (id, _))| (id, index)).collect()
        };
        let (divisions, departments) = (order(1), order(2));
        let mut counts: BTreeMap<usize, BTreeMap<usize, (NameId, u32)>> = BTreeMap::new();
        let pair = |unit: &OrgUnit| {
            let [_, above, below] = unit.names;
            Some((divisions.get(&above)?, above, departments.get(&below)?))
        };
        for unit in &self.units {
            if let Some((above, id, below)) = pair(unit) {
                counts.entry(*below).or_default().entry(*above).or_insert((id, 0)).1 += unit.count;
            }
        }
        counts.retain(|_, divisions| divisions.len() > 1);
        let ids: HashMap<usize, NameId> = departments.iter().map(|(id, at)| (*at, *id)).collect();
        let mut common: HashMap<NameId, NameId> = HashMap::new();
        for (below, above) in &counts {
            let Some(below) = ids.get(below) else { continue };
            let most =
                above.iter().max_by_key(|(at, (_, count))| (*count, std::cmp::Reverse(**at)));
            if let Some((_, (id, _))) = most {
                common.insert(*below, *id);
            }
            let subjects = found.subjects.entry(PeopleCode::OrganisationTwoDivisions).or_default();
            subjects.add(|| {
                let mut divisions = above.values().map(|(id, _)| self.name(1, *id).to_owned());
                let mut next = || divisions.next().unwrap_or_default();
                Subject::Divided {
                    department: self.name(2, *below).to_owned(),
                    divisions: [next(), next()],
                    more: above.len().saturating_sub(2),
                }
            });
        }
        for (unit, codes) in self.units.iter().zip(&mut found.of_unit) {
            let [_, above, below] = unit.names;
            if above != 0 && common.get(&below).is_some_and(|common| *common != above) {
                codes.add(Codes::of(PeopleCode::OrganisationTwoDivisions));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::to_the_end;

    fn findings(units: &OrgUnits) -> OrgFindings {
        to_the_end(|work| units.findings(work))
    }

    fn in_words(found: &OrgFindings, code: PeopleCode) -> String {
        found.subjects[&code].in_words(&footbridge_finding::Language::ENGLISH)
    }

    fn units(rows: &[(u32, &str, &str)]) -> OrgUnits {
        let mut units = OrgUnits { mapped: [false, true, true], ..OrgUnits::default() };
        for (row, division, department) in rows {
            let mut id = |level: usize, name: &str| match name {
                "" => 0,
                name => units.names[level].id(name),
            };
            let names = [0, id(1, division), id(2, department)];
            units.add(names, *row);
        }
        units
    }

    #[test]
    fn two_of_many_divisions_are_named() {
        for (divisions, named) in [
            (&["N", "S", "W"][..], "“IT” under “N”, “S” and 1 more"),
            (&["N", "S", "W", "E"], "“IT” under “N”, “S” and 2 more"),
        ] {
            let rows: Vec<_> = (0..).zip(divisions).map(|(row, name)| (row, *name, "IT")).collect();
            let found = findings(&units(&rows));
            assert_eq!(in_words(&found, PeopleCode::OrganisationTwoDivisions), named);
        }
    }

    #[test]
    fn parts_make_the_same_places_as_the_whole() {
        let rows =
            [(0, "N", "IT"), (1, "S", "IT"), (2, "N", "IT"), (3, "S", "I.T."), (4, "", "HR")];
        let whole = units(&rows);
        let mut merged = units(&[rows[1], rows[3]]);
        merged.merge(units(&[rows[0], rows[2], rows[4]]));
        for units in [&whole, &merged] {
            let found = findings(units);
            assert_eq!(
                in_words(&found, PeopleCode::OrganisationTwins),
                "“IT” and “I.T.”",
                "the commoner name first"
            );
            assert_eq!(
                in_words(&found, PeopleCode::OrganisationTwoDivisions),
                "“IT” under “N” and “S”",
                "divisions in the file's order"
            );
            let mut codes_of: Vec<(u32, PeopleCode)> = Vec::new();
            for (unit, codes) in units.all().iter().zip(&found.of_unit) {
                codes_of.extend(codes.iter().map(|code| (unit.first.first(), code)));
            }
            codes_of.sort_unstable();
            assert_eq!(
                codes_of,
                [(1, PeopleCode::OrganisationTwoDivisions), (3, PeopleCode::OrganisationTwins)],
                "the rarer name, and the smaller division"
            );
        }
    }

    #[test]
    fn too_many_places_are_said_not_to_be_compared() {
        let most = u32::try_from(MOST_UNITS).unwrap();
        let names: Vec<String> = (0..=most).map(|row| format!("D{row}")).collect();
        let rows: Vec<(u32, &str, &str)> =
            (0..).zip(&names).map(|(row, name)| (row, "N", name.as_str())).collect();
        let not_compared = Codes::of(PeopleCode::OrganisationNotCompared);
        for (rows, expected, reason) in [
            (&rows[..MOST_UNITS], Codes::NONE, "as many as are compared"),
            (&rows[..], not_compared, "one more"),
        ] {
            let found = findings(&units(rows));
            assert_eq!(found.of_unit.len(), rows.len(), "{reason}");
            assert!(found.of_unit.iter().all(|codes| *codes == expected), "{reason}");
        }
    }
}
