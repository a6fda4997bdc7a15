//! The first page of a report, for somebody who reads no other: a paragraph and three numbers.

use footbridge_finding::{Language, fill};
use serde::Serialize;

use crate::Record;
use crate::words::{Words, words};

/// What the first page says before the organisation and the open points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Overview {
    /// The paragraph.
    pub(crate) text: String,
    /// Three numbers with their names.
    pub(crate) numbers: Vec<Number>,
}

/// A number and what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Number {
    pub(crate) value: String,
    pub(crate) label: String,
}

impl Record {
    /// Tells the set-up in plain words.
    pub(crate) fn overview(&self, language: &Language) -> Overview {
        let words = words(language);
        let of = &words.overview;
        let own = self.people.as_ref().filter(|people| !people.sample);
        let users = own.map(|people| language.number(people.users.into()));
        let levels = own.map(|people| people.tree.levels.len().to_string());
        let ticked = self.steps.iter().filter(|step| step.ticked_at.is_some()).count();
        let number = |value: Option<String>, label: &String| Number {
            value: value.unwrap_or_else(|| of.unknown.clone()),
            label: label.clone(),
        };
        let portal = format!("{ticked}/{}", self.steps.len());
        Overview {
            text: self.overview_text(words, users.as_deref(), levels.as_deref(), ticked),
            numbers: vec![
                number(users, &of.people_number),
                number(levels, &of.levels_number),
                number(Some(portal), &of.portal_number),
            ],
        }
    }

    fn overview_text(
        &self,
        words: &Words,
        users: Option<&str>,
        levels: Option<&str>,
        ticked: usize,
    ) -> String {
        let of = &words.overview;
        let names = [("from", self.identity_provider.as_str()), ("to", self.vendor.as_str())];
        let route = fill(&of.route, &names);
        let people = match (users, levels) {
            (Some(users), Some("0")) => fill(&of.people_flat, &[("count", users)]),
            (Some(users), Some("1")) => fill(&of.people_one_level, &[("count", users)]),
            (Some(users), Some(levels)) => {
                fill(&of.people, &[("count", users), ("levels", levels), ("to", &self.vendor)])
            }
            _ => of.people_none.clone(),
        };
        let tested = match &self.connection {
            Some(report) if report.ok => &of.tested,
            _ => &of.not_tested,
        };
        let portal = match self.steps.len() - ticked {
            0 if self.steps.is_empty() => of.portal_none.clone(),
            0 => of.portal_done.clone(),
            1 => of.portal_one_open.clone(),
            open => fill(&of.portal_open, &[("count", &open.to_string())]),
        };
        [&route, &people, tested, &portal].map(String::as_str).join(" ")
    }
}
