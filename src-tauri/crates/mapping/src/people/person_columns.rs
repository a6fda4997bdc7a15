//! The columns by which a person is shown and found: names, a line of detail, facts, and the search
//! over all of them.

use footbridge_directory::{AttributeIndex, Directory};
use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::finding::code::words;

/// One fact about a person, such as `Department: Sales`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    /// The person's place in the file, counted from 1.
    pub row: u32,
    /// The display name.
    pub display_name: String,
    /// The user principal name as the directory has it.
    pub user: String,
    /// Job and department.
    pub detail: String,
    /// The codes of what was found about the person.
    pub findings: Vec<String>,
}

/// The attributes by which a person is named and an account judged.
pub(crate) const NAMES: [&str; 6] =
    ["originalUserPrincipalName", "mail", "objectId", "displayName", "userType", "IsSoftDeleted"];

/// The attributes by which people are shown and found, looked up once.
#[derive(Debug, Clone)]
pub(crate) struct PersonColumns<'d> {
    directory: &'d Directory,
    user: Option<AttributeIndex>,
    display_name: Option<AttributeIndex>,
    mail: Option<AttributeIndex>,
    object_id: Option<AttributeIndex>,
    job: Option<AttributeIndex>,
    department: Option<AttributeIndex>,
    company: Option<AttributeIndex>,
    country: Option<AttributeIndex>,
    user_type: Option<AttributeIndex>,
    soft_deleted: Option<AttributeIndex>,
}

impl<'d> PersonColumns<'d> {
    pub(crate) fn new(directory: &'d Directory) -> Self {
        let find = |name: &str| directory.attribute(name);
        PersonColumns {
            directory,
            user: find("originalUserPrincipalName"),
            display_name: find("displayName"),
            mail: find("mail"),
            object_id: find("objectId"),
            job: find("jobTitle"),
            department: find("department"),
            company: find("companyName"),
            country: find("country"),
            user_type: find("userType"),
            soft_deleted: find("IsSoftDeleted"),
        }
    }

    fn text(&self, row: u32, attribute: Option<AttributeIndex>) -> Option<&'d str> {
        self.directory.text(row, attribute?)
    }

    /// Returns the user principal name as the directory has it, else the best other name.
    pub(crate) fn user(&self, row: u32) -> &'d str {
        [self.user, self.mail, self.object_id, self.display_name]
            .into_iter()
            .find_map(|attribute| self.text(row, attribute))
            .unwrap_or_default()
    }

    /// Returns the display name, else the user's name.
    pub(crate) fn display_name(&self, row: u32) -> &'d str {
        self.text(row, self.display_name).unwrap_or_else(|| self.user(row))
    }

    /// Returns job and department in one line.
    pub(crate) fn detail(&self, row: u32) -> String {
        let parts = [self.job, self.department];
        let parts = parts.into_iter().filter_map(|attribute| self.text(row, attribute));
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// Returns the person as a list shows them, without findings.
    pub(crate) fn listed(&self, row: u32) -> PersonRow {
        PersonRow {
            row: row + 1,
            display_name: self.display_name(row).to_owned(),
            user: self.user(row).to_owned(),
            detail: self.detail(row),
            findings: Vec::new(),
        }
    }

    /// Returns whether the person is a guest: by type, or by the form of the name.
    pub(crate) fn is_guest(&self, row: u32) -> bool {
        self.text(row, self.user_type).is_some_and(|kind| kind.eq_ignore_ascii_case("guest"))
            || self.text(row, self.user).is_some_and(|name| {
                let marks = memchr::memchr_iter(b'#', name.as_bytes());
                let after = |at: usize| name.as_bytes().get(at..at + 5);
                marks.filter_map(after).any(|part| part.eq_ignore_ascii_case(b"#EXT#"))
            })
    }

    /// Returns whether the account is disabled or in the bin.
    pub(crate) fn is_disabled(&self, row: u32) -> bool {
        self.text(row, self.soft_deleted) == Some("True")
    }

    /// Returns whether the file does not say that the account is disabled, nor that it is not.
    pub(crate) fn may_be_disabled(&self, row: u32) -> bool {
        self.text(row, self.soft_deleted).is_none()
    }

    /// Returns whether the person has no e-mail address, where the directory has them.
    pub(crate) fn lacks_mail(&self, row: u32) -> bool {
        self.mail.is_some() && self.text(row, self.mail).is_none()
    }

    /// Returns what is known of the person beside the names.
    pub(crate) fn facts(&self, row: u32, language: &Language) -> Vec<Fact> {
        let label = |key: &str| words(key, language, &[]);
        let mut facts: Vec<Fact> = [
            ("fact.mail", self.mail),
            ("fact.job", self.job),
            ("fact.department", self.department),
            ("fact.company", self.company),
            ("fact.country", self.country),
        ]
        .into_iter()
        .filter_map(|(key, attribute)| {
            let value = self.text(row, attribute)?.to_owned();
            Some(Fact { label: label(key), value })
        })
        .collect();
        let account = match (self.is_disabled(row), self.is_guest(row)) {
            (true, _) => Some("fact.disabled"),
            (false, true) => Some("fact.guest"),
            (false, false) if self.soft_deleted.is_some() => Some("fact.enabled"),
            (false, false) => None,
        };
        facts.extend(account.map(|key| Fact { label: label("fact.account"), value: label(key) }));
        facts
    }

    /// Returns whether each word of `search` is in one of the person's texts.
    pub(crate) fn matches(&self, row: u32, search: &Search) -> bool {
        let texts = [self.display_name, self.user, self.mail, self.job, self.department];
        search.words.iter().all(|word| {
            texts
                .iter()
                .filter_map(|attribute| self.text(row, *attribute))
                .any(|text| contains(text, word))
        })
    }
}

/// Returns the first people of a directory, to be shown while the others are still read; at most
/// `limit`, and without findings.
pub fn first_people(directory: &Directory, limit: u32) -> Vec<PersonRow> {
    let people = PersonColumns::new(directory);
    (0..directory.users().min(limit)).map(|row| people.listed(row)).collect()
}

/// A search in lower case, word by word.
#[derive(Debug, Clone)]
pub(crate) struct Search {
    words: Vec<String>,
}

impl Search {
    pub(crate) fn new(text: &str) -> Self {
        Search { words: text.split_whitespace().map(str::to_lowercase).collect() }
    }
}

/// Looks for a lower-case word without regard to case; most texts are ASCII and need no copy.
fn contains(text: &str, word: &str) -> bool {
    if text.is_ascii() {
        let (text, word) = (text.as_bytes(), word.as_bytes());
        let Some(first) = word.first() else { return true };
        let begins = memchr::memchr2_iter(*first, first.to_ascii_uppercase(), text);
        let at = |at: usize| text.get(at..at + word.len());
        begins.filter_map(at).any(|part| part.eq_ignore_ascii_case(word))
    } else {
        text.to_lowercase().contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searching_ignores_case_everywhere() {
        for (text, word, found) in [
            ("Kari Nordmann", "nord", true),
            ("Bjørn ÅSEN", "åsen", true),
            ("Kari", "nordmann", false),
            ("Kari", "åsen", false),
            ("x", "", true),
        ] {
            assert_eq!(contains(text, word), found, "{word} in {text}");
        }
    }
}
