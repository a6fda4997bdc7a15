//! Findings about people, put into words.
//!
//! Deliberately absent: how the people were found (`tally`, `places`).

use std::collections::BTreeMap;

use footbridge_directory::Directory;
use footbridge_finding::Language;

use crate::code::PeopleCode;
use crate::judge::Codes;
use crate::person::People;
use crate::places::EXAMPLES;
use crate::preview::FindingGroup;

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

/// What a finding is about: targets, or names of a level.
#[derive(Debug, Default)]
pub(crate) struct Subjects(BTreeMap<PeopleCode, Vec<String>>);

impl Subjects {
    pub(crate) fn add(&mut self, code: PeopleCode, subject: &str) {
        let subjects = self.0.entry(code).or_default();
        if subjects.iter().all(|other| other != subject) {
            subjects.push(subject.to_owned());
        }
    }

    pub(crate) fn add_all(&mut self, code: PeopleCode, subjects: Vec<String>) {
        self.0.entry(code).or_default().extend(subjects);
    }

    /// Returns the finding in words, with some of its people.
    pub(crate) fn group(
        &self,
        code: PeopleCode,
        count: u32,
        examples: Vec<String>,
        language: &Language,
    ) -> FindingGroup {
        let subjects = self.0.get(&code).map_or(&[][..], Vec::as_slice);
        let parameters =
            [("people", &*people_in_words(count, language)), ("subjects", &*some_of(subjects))];
        FindingGroup { finding: code.finding(language, &parameters), count, examples }
    }
}

/// Returns the name of the person at `row` for a finding.
pub(crate) fn name_of(directory: &Directory, row: u32) -> String {
    People::new(directory).user(row).to_owned()
}

fn people_in_words(count: u32, language: &Language) -> String {
    if count == 1 {
        "1 person".to_owned()
    } else {
        format!("{} people", language.number(count.into()))
    }
}

/// Joins the first subjects and counts the others.
fn some_of(subjects: &[String]) -> String {
    let named = subjects.get(..EXAMPLES.min(subjects.len())).unwrap_or_default().join(", ");
    match subjects.len().saturating_sub(EXAMPLES) {
        0 => named,
        more => format!("{named} and {more} more"),
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
