//! The first page of a report, for somebody who reads no other: a paragraph and three numbers.

use footbridge_finding::{Language, fill};
use serde::Serialize;

use crate::words::words;
use crate::{People, Record};

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
        let of = &words(language).overview;
        let own = self.people.as_ref().filter(|people| !people.sample);
        let ticked = self.steps.iter().filter(|step| step.ticked_at.is_some()).count();
        let counted = |count: Option<usize>, one: &String, several: &String| Number {
            value: count.map_or_else(|| of.unknown.clone(), |count| language.number(count as u64)),
            label: if count == Some(1) { one.clone() } else { several.clone() },
        };
        let users = own.map(|people| people.users as usize);
        let levels = own.map(|people| people.tree.levels.len());
        let portal = Number {
            value: format!("{ticked}/{}", self.steps.len()),
            label: of.portal_number.clone(),
        };
        Overview {
            text: self.overview_text(own, ticked, language),
            numbers: vec![
                counted(users, &of.people_number_one, &of.people_number),
                counted(levels, &of.levels_number_one, &of.levels_number),
                portal,
            ],
        }
    }

    fn overview_text(&self, own: Option<&People>, ticked: usize, language: &Language) -> String {
        let of = &words(language).overview;
        let names = [("from", self.identity_provider.as_str()), ("to", self.vendor.as_str())];
        let route = fill(&of.route, &names);
        let people = match own {
            None => of.people_none.clone(),
            Some(people) => {
                let mut text = match people.users {
                    1 => of.people_one.clone(),
                    users => fill(&of.people, &[("count", &language.number(users.into()))]),
                };
                if !people.tree.levels.is_empty() {
                    let levels = people.tree.levels.join(" > ");
                    text.push(' ');
                    text.push_str(&fill(
                        &of.organisation,
                        &[("levels", &levels), ("to", &self.vendor)],
                    ));
                }
                text
            }
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
