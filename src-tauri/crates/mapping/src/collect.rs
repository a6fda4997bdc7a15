//! What was found about people, with everybody concerned.
//!
//! Deliberately absent: what is judged value by value (`column`).

use std::collections::BTreeMap;

use footbridge_directory::Directory;
use footbridge_finding::Language;

use crate::code::PeopleCode;
use crate::person::People;
use crate::preview::FindingGroup;
use crate::tree::{Level, NameId};
use crate::twins::twins;

/// How many people, or subjects, are named with a finding.
const EXAMPLES: usize = 5;

/// Findings while rows are visited.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) rows: BTreeMap<PeopleCode, Vec<u32>>,
    /// What a finding is about: targets, or names of a level.
    subjects: BTreeMap<PeopleCode, Vec<String>>,
}

impl Collected {
    pub(crate) fn add(&mut self, code: PeopleCode, row: u32) {
        self.rows.entry(code).or_default().push(row);
    }

    pub(crate) fn add_about(&mut self, code: PeopleCode, row: u32, subject: &str) {
        self.add(code, row);
        let subjects = self.subjects.entry(code).or_default();
        // Mappings come one after the other, so the same subject is always the last one.
        if subjects.last().is_none_or(|last| last != subject) {
            subjects.push(subject.to_owned());
        }
    }

    /// Finds guests and disabled accounts.
    pub(crate) fn people(&mut self, directory: &Directory) {
        let people = People::new(directory);
        for row in 0..directory.users() {
            if people.is_guest(row) {
                self.add(PeopleCode::UserGuest, row);
            }
            if people.is_disabled(row) {
                self.add(PeopleCode::UserDisabled, row);
            }
        }
    }

    /// Finds what is odd about the levels' names.
    pub(crate) fn organisation(&mut self, levels: &[Level]) {
        for level in levels {
            let names = level.names.all();
            let twins = twins(names);
            let name = |place: usize| names.get(place).map_or("", |(name, _)| name);
            for twins in &twins {
                let subject = format!("“{}” and “{}”", name(twins.common), name(twins.rare));
                self.subjects.entry(PeopleCode::OrganisationTwins).or_default().push(subject);
            }
            let rare: Vec<NameId> =
                twins.iter().filter_map(|twins| NameId::try_from(twins.rare + 1).ok()).collect();
            for (row, id) in (0..).zip(&level.of_row) {
                if rare.contains(id) {
                    self.add(PeopleCode::OrganisationTwins, row);
                }
            }
        }
        let find = |wanted: &str| levels.iter().find(|level| level.level == wanted);
        if let (Some(division), Some(department)) = (find("division"), find("department")) {
            self.two_divisions(division, department);
        }
    }

    /// Finds departments under several divisions, and their people outside the commonest one.
    fn two_divisions(&mut self, division: &Level, department: &Level) {
        let pairs = || {
            let ids = division.of_row.iter().zip(&department.of_row);
            (0_u32..).zip(ids).filter(|(_, (above, below))| **above != 0 && **below != 0)
        };
        let mut counts: BTreeMap<NameId, BTreeMap<NameId, u32>> = BTreeMap::new();
        for (_, (above, below)) in pairs() {
            *counts.entry(*below).or_default().entry(*above).or_default() += 1;
        }
        counts.retain(|_, divisions| divisions.len() > 1);
        let mut common: BTreeMap<NameId, NameId> = BTreeMap::new();
        for (below, divisions) in &counts {
            let most =
                divisions.iter().max_by_key(|(id, count)| (**count, std::cmp::Reverse(**id)));
            if let Some((above, _)) = most {
                common.insert(*below, *above);
            }
            let name = |level: &Level, id: NameId| {
                let place = (id as usize).checked_sub(1);
                let found = place.and_then(|place| level.names.all().get(place));
                found.map_or_else(String::new, |(name, _)| format!("“{name}”"))
            };
            let above: Vec<String> = divisions.keys().map(|id| name(division, *id)).collect();
            let subject = format!("{} under {}", name(department, *below), above.join(" and "));
            self.subjects.entry(PeopleCode::OrganisationTwoDivisions).or_default().push(subject);
        }
        for (row, (above, below)) in pairs() {
            if common.get(below).is_some_and(|common| common != above) {
                self.add(PeopleCode::OrganisationTwoDivisions, row);
            }
        }
    }

    /// Returns each finding with its people, and all rows of each.
    pub(crate) fn into_groups(
        mut self,
        directory: &Directory,
        language: &Language,
    ) -> (Vec<FindingGroup>, BTreeMap<PeopleCode, Vec<u32>>) {
        let people = People::new(directory);
        let mut groups = Vec::new();
        for (code, rows) in &mut self.rows {
            rows.sort_unstable();
            rows.dedup();
            let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let subjects = self.subjects.get(code).map_or(&[][..], Vec::as_slice);
            let finding = code.finding(
                language,
                &[("people", &people_in_words(count)), ("subjects", &some_of(subjects))],
            );
            let examples = rows.iter().take(EXAMPLES);
            let examples = examples.map(|row| people.user(*row).to_owned()).collect();
            groups.push(FindingGroup { finding, count, examples });
        }
        (groups, self.rows)
    }
}

fn people_in_words(count: u32) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// Joins the first subjects and counts the others.
fn some_of(subjects: &[String]) -> String {
    let named = subjects.get(..EXAMPLES.min(subjects.len())).unwrap_or_default().join(", ");
    match subjects.len().saturating_sub(EXAMPLES) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
