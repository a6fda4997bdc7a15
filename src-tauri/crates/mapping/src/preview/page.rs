//! A page of a list of people, as it is shown.

use footbridge_directory::Directory;
use serde::{Deserialize, Serialize};

use crate::evaluate::evaluator::Evaluator;
use crate::people::person_columns::{PersonColumns, PersonRow};
use crate::preview::listing::rows_without_preview;
use crate::preview::query::PeopleQuery;

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PeoplePage {
    /// How many people meet the conditions.
    pub total: u32,
    /// The people of this page, in the file's order.
    pub people: Vec<PersonRow>,
}

impl PeoplePage {
    /// The largest page of people.
    const LARGEST: u32 = 1000;

    /// Lists people in scope before everybody's preview is there: without findings, and nobody meets
    /// a condition on a finding or on a node of the tree.
    pub fn without_preview(evaluator: &Evaluator<'_>, query: &PeopleQuery) -> Self {
        PeoplePage::of(evaluator.directory(), &rows_without_preview(evaluator, query), query)
    }

    /// Returns the page that a query asks for, of these rows.
    pub(crate) fn of(directory: &Directory, rows: &[u32], query: &PeopleQuery) -> Self {
        let people = PersonColumns::new(directory);
        let limit = query.limit.min(PeoplePage::LARGEST) as usize;
        let page = rows.iter().skip(query.offset as usize).take(limit);
        PeoplePage {
            total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            people: page.map(|row| people.listed(*row)).collect(),
        }
    }
}
