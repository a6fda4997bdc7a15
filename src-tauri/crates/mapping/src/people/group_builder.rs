//! Findings about people, put into words.
//!
//! Deliberately absent: how the people were found (`tally`, `places`).

use std::collections::{BTreeMap, HashSet};

use footbridge_directory::Directory;
use footbridge_finding::Language;

use crate::column::names::bounded;
use crate::finding::code::PeopleCode;
use crate::finding::group::{EXAMPLES, FindingGroup};
use crate::finding::people_codes::Codes;
use crate::people::person_columns::People;

/// Returns what is found about a person apart from any mapping.
pub(crate) fn of_account(people: &People<'_>, row: u32) -> Codes {
    let mut codes = Codes::NONE;
    if people.is_guest(row) {
        codes.add(Codes::of(PeopleCode::UserGuest));
    }
    if people.is_disabled(row) {
        codes.add(Codes::of(PeopleCode::UserDisabled));
    }
    codes
}

/// Some names of many: the first ones, and how many there are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Named {
    pub(crate) first: Vec<String>,
    count: usize,
}

impl Named {
    pub(crate) fn add(&mut self, name: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.len() < EXAMPLES {
            self.first.push(name());
        }
    }

    fn merge(&mut self, other: &Named) {
        self.count += other.count;
        let room = EXAMPLES - self.first.len();
        self.first.extend(other.first.iter().take(room).cloned());
    }

    /// Joins the first names and counts the others.
    fn in_words(&self) -> String {
        let named = self.first.join(", ");
        match self.count - self.first.len() {
            0 => named,
            more => format!("{named} and {more} more"),
        }
    }
}

/// What a finding is about: targets, or names of a level.
#[derive(Debug, Default)]
pub(crate) struct Subjects(BTreeMap<PeopleCode, (Named, HashSet<String>)>);

impl Subjects {
    /// Adds a subject, unless it is there already.
    pub(crate) fn add(&mut self, code: PeopleCode, subject: &str) {
        let (named, known) = self.0.entry(code).or_default();
        if known.insert(subject.to_owned()) {
            named.add(|| bounded(subject).into_owned());
        }
    }

    pub(crate) fn add_all(&mut self, code: PeopleCode, subjects: &Named) {
        self.0.entry(code).or_default().0.merge(subjects);
    }

    /// Returns the finding in words, with some of its people.
    pub(crate) fn group(
        &self,
        code: PeopleCode,
        count: u32,
        examples: Vec<String>,
        language: &Language,
    ) -> FindingGroup {
        let subjects = self.0.get(&code).map(|(named, _)| named.in_words()).unwrap_or_default();
        let parameters =
            [("people", &*people_in_words(count, language)), ("subjects", subjects.as_str())];
        FindingGroup { finding: code.finding(language, &parameters), count, examples }
    }
}

/// Returns the name of the person at `row` for a finding.
pub(crate) fn name_of(directory: &Directory, row: u32) -> String {
    bounded(People::new(directory).user(row)).into_owned()
}

fn people_in_words(count: u32, language: &Language) -> String {
    if count == 1 {
        "1 person".to_owned()
    } else {
        format!("{} people", language.number(count.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_of_how_many_people_it_is() {
        for (count, words) in [(1, "1 person"), (2, "2 people"), (350_007, "350,007 people")] {
            let group = Subjects::default().group(
                PeopleCode::UserGuest,
                count,
                Vec::new(),
                &Language::ENGLISH,
            );
            let told = &group.finding.explanation;
            assert!(told.contains(words), "{words} in {told}");
        }
    }
}
