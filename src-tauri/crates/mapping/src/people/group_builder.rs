//! Builds the findings about people: who they are, how many, and in words what they have in common.

use std::collections::{BTreeMap, HashSet};

use footbridge_directory::Directory;
use footbridge_finding::Language;

use crate::column::names::bounded;
use crate::finding::code::{PeopleCode, words};
use crate::finding::group::FindingGroup;
use crate::finding::people_codes::Codes;
use crate::finding::subject::{Subject, Subjects};
use crate::people::person_columns::PersonColumns;

/// Returns what is found about a person apart from any mapping.
pub(crate) fn of_account(people: &PersonColumns<'_>, row: u32) -> Codes {
    let mut codes = Codes::NONE;
    if people.is_guest(row) {
        codes.add(Codes::of(PeopleCode::UserGuest));
    }
    if people.is_disabled(row) {
        codes.add(Codes::of(PeopleCode::UserDisabled));
    }
    if people.lacks_mail(row) {
        codes.add(Codes::of(PeopleCode::UserNoMail));
    }
    codes
}

/// Builds the findings about people: by code, what it is about.
#[derive(Debug, Default)]
pub(crate) struct GroupBuilder(BTreeMap<PeopleCode, (Subjects, HashSet<String>)>);

impl GroupBuilder {
    /// Adds a subject, unless it is there already.
    pub(crate) fn add(&mut self, code: PeopleCode, subject: &str) {
        let (subjects, known) = self.0.entry(code).or_default();
        if known.insert(subject.to_owned()) {
            subjects.add(|| Subject::Name(bounded(subject).into_owned()));
        }
    }

    pub(crate) fn add_all(&mut self, code: PeopleCode, subjects: &Subjects) {
        self.0.entry(code).or_default().0.add_all(subjects);
    }

    /// Returns the finding in words, with some of its people.
    pub(crate) fn group(
        &self,
        code: PeopleCode,
        count: u32,
        examples: Vec<String>,
        language: &Language,
    ) -> FindingGroup {
        let subjects = self.0.get(&code).map(|(subjects, _)| subjects.in_words(language));
        let parameters = [
            ("people", &*people_in_words(count, language)),
            ("subjects", subjects.as_deref().unwrap_or_default()),
        ];
        FindingGroup { finding: code.finding(language, &parameters), count, examples }
    }
}

/// Returns the name of the person at `row` for a finding.
pub(crate) fn name_of(directory: &Directory, row: u32) -> String {
    bounded(PersonColumns::new(directory).user(row)).into_owned()
}

fn people_in_words(count: u32, language: &Language) -> String {
    let key = if count == 1 { "people.one" } else { "people.many" };
    words(key, language, &[("count", &language.number(count.into()))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_of_how_many_people_it_is() {
        for (count, words) in [(1, "1 person"), (2, "2 people"), (350_007, "350,007 people")] {
            let group = GroupBuilder::default().group(
                PeopleCode::UserGuest,
                count,
                Vec::new(),
                &Language::ENGLISH,
            );
            let explanation = &group.finding.explanation;
            assert!(explanation.contains(words), "{words} in {explanation}");
        }
    }
}
