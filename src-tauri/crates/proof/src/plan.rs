//! What a proof would do, as it is shown before anything is written.

use footbridge_finding::Language;
use serde::{Deserialize, Serialize};

use crate::person::Person;
use crate::record::Record;
use crate::texts::title;
use crate::users::text;

/// What is sent for one target of the made-up person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedValue {
    /// The target.
    pub target: String,
    /// The value on creation, or for one that `follows` the value that is added afterwards.
    pub value: String,
    /// What it becomes; nothing where Entra would send no change.
    pub changed_to: Option<String>,
    /// It is left out of the creation, to see whether it can be added where nothing is.
    pub follows: bool,
}

/// A request that a proof makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedExchange {
    /// The method.
    pub method: String,
    /// The absolute URL. `{id}` stands for what only the application knows.
    pub url: String,
    /// The body as JSON.
    pub body: Option<String>,
}

/// A check that a proof makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedCheck {
    /// Its stable name.
    pub name: String,
    /// The same for people.
    pub title: String,
}

/// What a proof would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProofPlan {
    /// The name of the person who is proved first.
    pub name: String,
    /// The names of everybody who is created, that person's first.
    pub people: Vec<String>,
    /// The names of the groups that are created.
    pub groups: Vec<String>,
    /// The values of the person who is proved first, the organisation's levels first.
    pub values: Vec<PlannedValue>,
    /// Every request to a server that answers as Entra expects, in order. A server that does not is
    /// sent fewer, or one by one what it refused together.
    pub requests: Vec<PlannedExchange>,
    /// Every check, in order.
    pub checks: Vec<PlannedCheck>,
    /// What is worth knowing before, as sentences: licences, e-mails to new users, deletion.
    pub notes: Vec<String>,
}

impl ProofPlan {
    pub(crate) fn of(
        record: &Record<'_>,
        language: &Language,
        people: &[&Person],
        groups: Vec<String>,
    ) -> Self {
        let names: Vec<String> = people.iter().map(|person| person.name().1.to_owned()).collect();
        let first = people.first().map_or(&[][..], |person| person.targets.as_slice());
        let values = first.iter().map(|it| PlannedValue {
            target: it.target.clone(),
            value: text(&it.sent),
            changed_to: it.changed.as_ref().map(text),
            follows: it.is_added_later,
        });
        let requests = record.requests.iter().map(|request| PlannedExchange {
            method: request.method.to_owned(),
            url: request.url.clone(),
            body: request.body.as_ref().map(ToString::to_string),
        });
        let checks = record
            .checks()
            .map(|(name, title)| PlannedCheck { name: name.to_owned(), title: title.to_owned() });
        let licences = names.len().to_string();
        let note = |key: &str| title(key, language, &[("people", &licences)]);
        let taken = if names.len() == 1 { "note.licence" } else { "note.licences" };
        ProofPlan {
            name: names.first().cloned().unwrap_or_default(),
            groups,
            values: values.collect(),
            requests: requests.collect(),
            checks: checks.collect(),
            notes: vec![note(taken), note("note.e_mail"), note("note.deleted")],
            people: names,
        }
    }

    pub(crate) fn check_names(&self) -> Vec<(String, String)> {
        self.checks.iter().map(|it| (it.name.clone(), it.title.clone())).collect()
    }
}
