//! The requests that Entra would make for one person: the match, the creation, and each kind of
//! change, in both dialects of its PATCH.
//!
//! The order is that of Microsoft's "How provisioning works": a person who is not linked yet is
//! looked for by each matching attribute in turn and created when none finds them; a linked one is
//! read and changed by the application's id; references follow. What is sent and what is not, when a
//! value changes, is in `values`.

use std::collections::BTreeSet;

use footbridge_directory::{self as directory, Directory, Edit};
use footbridge_finding::Language;
use footbridge_scim::{PatchDialect, Request, TargetChange, TargetValue, TenantUrl, WriteRequest};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::evaluate::error::PreviewError;
use crate::expression::bound::Context;
use crate::finding::code::words;
use crate::table::mapping_table::MappingTable;

use super::unsent::Unsent;
use super::values::{self, Values, change};

/// What happens to a person in Entra.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum PersonEvent {
    /// Entra provisions the person for the first time.
    Created,
    /// Values change.
    Changed {
        /// The values after the change.
        edits: Vec<Edit>,
    },
    /// The account is disabled.
    Disabled,
    /// The person is no longer assigned, or falls out of a scoping filter.
    Unassigned,
    /// The person is deleted and can be restored for 30 days.
    SoftDeleted,
    /// The person is deleted for good.
    HardDeleted,
    /// The person is enabled, assigned or restored again.
    Restored,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedRequest {
    /// What it is for, in a few words.
    pub purpose: String,
    /// The method.
    pub method: String,
    /// The absolute URL; without a tenant URL it begins with `{Tenant URL}`.
    pub url: String,
    /// The body as indented JSON.
    pub body: Option<String>,
}

/// The requests in one dialect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RequestPlan {
    /// In the order in which Entra makes them.
    pub requests: Vec<PlannedRequest>,
    /// All of them as one JSON document, for copying.
    pub json: String,
}

/// A source attribute of a person, as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceValue {
    /// The attribute.
    pub attribute: String,
    /// Its value, empty for none; several are joined with `; `.
    pub value: String,
}

/// What Entra would send for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonRequests {
    /// The person's place in the file, counted from 1.
    pub row: u32,
    /// For a tenant URL as it is.
    pub default: RequestPlan,
    /// For a tenant URL with `aadOptscim062020`.
    pub optscim: RequestPlan,
    /// The tenant URL has that flag.
    pub flagged: bool,
    /// What is worth knowing of these requests, as sentences.
    pub notes: Vec<String>,
    /// What is not sent.
    pub unsent: Vec<Unsent>,
    /// What the file says of the person: what can be changed to see what follows.
    pub attributes: Vec<SourceValue>,
}

/// Where requests go, and what the target directory says of its attributes.
#[derive(Debug, Clone, Copy, Default)]
pub struct RequestTarget<'a> {
    /// The tenant URL as it was entered; where it is none yet, `{Tenant URL}` stands in for it.
    pub tenant: &'a str,
    /// The targets for which Entra's schema says that the case of letters counts.
    pub case_exact: Option<&'a BTreeSet<String>>,
}

/// The id that the application gives; nobody knows it before.
const ID: &str = "{id}";
/// The id that the application gave the manager.
const MANAGER_ID: &str = "{id of the manager}";
/// Stands for a tenant URL that is not known yet.
const TENANT_URL: &str = "{Tenant URL}";

impl PersonRequests {
    /// Returns what Entra would send for the person at `row`, counted from 1.
    ///
    /// # Errors
    /// Fails when there is no such person.
    pub fn new(
        directory: &Directory,
        table: &MappingTable,
        context: &Context,
        row: u32,
        event: &PersonEvent,
        target: RequestTarget<'_>,
        language: &Language,
    ) -> Result<Self, PreviewError> {
        let Some(index) = row.checked_sub(1).filter(|index| *index < directory.users()) else {
            return Err(PreviewError::UnknownPerson { row });
        };
        let after =
            |edits: &[Edit]| Values::of(&directory.edited(index, edits), table, context, language);
        let mut draft = Draft {
            language,
            tenant: TenantUrl::parse(target.tenant)
                .unwrap_or_else(|_| TenantUrl::placeholder(TENANT_URL)),
            case_exact: target.case_exact,
            steps: Vec::new(),
            notes: Vec::new(),
            unsent: Vec::new(),
        };
        match event {
            PersonEvent::Created => draft.create(&after(&[])),
            PersonEvent::Changed { edits } => draft.change(&after(&[]), &after(edits)),
            PersonEvent::Disabled => {
                draft.switch(&after(&[enabled(true)]), &after(&[enabled(false)]));
            }
            PersonEvent::Unassigned => {
                draft.note("request.note.unassigned");
                draft.switch(&after(&[deleted(false)]), &after(&[deleted(true)]));
            }
            PersonEvent::SoftDeleted => {
                draft.note("request.note.soft_deleted");
                draft.switch(&after(&[deleted(false)]), &after(&[deleted(true)]));
            }
            PersonEvent::HardDeleted => {
                draft.note("request.note.hard_deleted");
                draft.steps.push(Step::Delete);
            }
            PersonEvent::Restored => {
                draft.note("request.note.restored");
                let gone = [enabled(false), deleted(true)];
                draft.switch(&after(&gone), &after(&[enabled(true), deleted(false)]));
            }
        }
        Ok(draft.finish(row, attributes(directory, index)))
    }
}

fn attributes(directory: &Directory, row: u32) -> Vec<SourceValue> {
    let names = directory.attributes().filter_map(|name| Some((name, directory.attribute(name)?)));
    let values = names.map(|(name, index)| SourceValue {
        attribute: name.to_owned(),
        value: match directory.value(row, index) {
            directory::Value::Null => String::new(),
            directory::Value::Text(text) => text.to_owned(),
            directory::Value::List(list) => list.iter().collect::<Vec<_>>().join("; "),
        },
    });
    values.collect()
}

fn enabled(value: bool) -> Edit {
    edit("accountEnabled", value)
}

fn deleted(value: bool) -> Edit {
    edit("IsSoftDeleted", value)
}

fn edit(attribute: &str, value: bool) -> Edit {
    let value = if value { "True" } else { "False" };
    Edit { attribute: attribute.to_owned(), value: value.to_owned() }
}

/// A request before it is written in a dialect.
enum Step {
    Find { target: String, value: String },
    Create(Vec<(String, TargetValue)>),
    Read,
    Change(Vec<values::Change>),
    Manager(Vec<values::Change>),
    Delete,
}

/// What is being put together.
struct Draft<'a> {
    language: &'a Language,
    tenant: TenantUrl,
    case_exact: Option<&'a BTreeSet<String>>,
    steps: Vec<Step>,
    notes: Vec<String>,
    unsent: Vec<Unsent>,
}

impl Draft<'_> {
    fn note(&mut self, key: &str) {
        self.notes.push(words(key, self.language, &[]));
    }

    fn create(&mut self, values: &Values) {
        if values.soft_deleted {
            self.note("request.note.not_created");
            return;
        }
        let matching = values.matching();
        if matching.is_empty() {
            self.note("request.note.no_match");
            return;
        }
        if matching.len() > 1 {
            self.note("request.note.several_matches");
        }
        for (target, value) in matching {
            self.steps.push(Step::Find { target, value });
        }
        let (manager, others) = values.sent();
        self.steps.push(Step::Create(others));
        if let Some(target) = manager {
            self.note("request.note.manager");
            self.steps.push(Step::Manager(vec![values::Change {
                target,
                was_empty: true,
                value: TargetValue::One(MANAGER_ID.to_owned()),
            }]));
        }
        self.unsent.extend(values.unsent());
    }

    fn change(&mut self, before: &Values, after: &Values) {
        let changes = change(before, after, self.case_exact, self.language);
        let (manager, others): (Vec<_>, Vec<_>) = changes
            .sent
            .into_iter()
            .partition(|change| footbridge_scim::is_manager(&change.target));
        self.unsent.extend(changes.unsent);
        if manager.is_empty() && others.is_empty() {
            self.note("request.note.nothing");
            return;
        }
        if others.iter().any(|change| after.matches_by(&change.target)) {
            self.note("request.note.linked");
        }
        self.steps.push(Step::Read);
        if !others.is_empty() {
            self.steps.push(Step::Change(others));
        }
        if !manager.is_empty() {
            self.note("request.note.manager");
            let manager = manager.into_iter().map(|change| values::Change {
                value: TargetValue::One(MANAGER_ID.to_owned()),
                ..change
            });
            self.steps.push(Step::Manager(manager.collect()));
        }
    }

    /// A change of the account alone: without a mapping that reads it, nothing would happen.
    fn switch(&mut self, before: &Values, after: &Values) {
        let had = self.steps.len();
        self.change(before, after);
        if self.steps.len() == had {
            self.notes.pop();
            self.note("request.note.not_mapped");
        }
    }

    fn finish(self, row: u32, attributes: Vec<SourceValue>) -> PersonRequests {
        PersonRequests {
            row,
            default: self.written(PatchDialect::Default),
            optscim: self.written(PatchDialect::Optscim),
            flagged: self.tenant.dialect() == PatchDialect::Optscim,
            notes: self.notes,
            unsent: self.unsent,
            attributes,
        }
    }

    /// Writes the requests for the tenant URL that gives this dialect.
    fn written(&self, dialect: PatchDialect) -> RequestPlan {
        let tenant = self.tenant.in_dialect(dialect);
        let mut requests = Vec::new();
        let mut document = Vec::new();
        for step in &self.steps {
            let Some((purpose, request)) = step.written(&tenant, dialect) else { continue };
            let url = request.url;
            let headers = headers(request.body.is_some());
            let body = request.body.as_ref().map(|body| format!("{body:#}"));
            let mut entry = json!({ "method": request.method, "url": url, "headers": headers });
            if let (Some(entry), Some(body)) = (entry.as_object_mut(), request.body) {
                entry.insert("body".to_owned(), body);
            }
            document.push(entry);
            requests.push(PlannedRequest {
                purpose: words(purpose, self.language, &[]),
                method: request.method.to_owned(),
                url,
                body,
            });
        }
        RequestPlan { requests, json: format!("{:#}", Value::Array(document)) }
    }
}

impl Step {
    fn written(
        &self,
        tenant: &TenantUrl,
        dialect: PatchDialect,
    ) -> Option<(&'static str, WriteRequest)> {
        Some(match self {
            Step::Find { target, value } => {
                let url = Request::find_user(tenant, target, value).url().to_owned();
                ("request.find", WriteRequest { method: Request::METHOD, url, body: None })
            }
            Step::Create(values) => {
                let values: Vec<(&str, TargetValue)> =
                    values.iter().map(|(target, value)| (target.as_str(), value.clone())).collect();
                ("request.create", WriteRequest::create_user(tenant, &values))
            }
            Step::Read => ("request.read", WriteRequest::read_user(tenant, ID)),
            Step::Change(changes) => ("request.change", patch(tenant, changes, dialect)?),
            Step::Manager(changes) => ("request.manager", patch(tenant, changes, dialect)?),
            Step::Delete => ("request.delete", WriteRequest::delete_user(tenant, ID)),
        })
    }
}

fn patch(
    tenant: &TenantUrl,
    changes: &[values::Change],
    dialect: PatchDialect,
) -> Option<WriteRequest> {
    let changes: Vec<TargetChange<'_>> = changes
        .iter()
        .map(|change| TargetChange {
            target: &change.target,
            was_empty: change.was_empty,
            value: change.value.clone(),
        })
        .collect();
    WriteRequest::change_user(tenant, ID, &changes, dialect)
}

/// The headers, with a place for the token that is never filled in.
fn headers(with_body: bool) -> Map<String, Value> {
    let mut headers = Map::new();
    headers.insert("Authorization".to_owned(), json!("Bearer …"));
    let body = if with_body { WriteRequest::BODY_HEADERS } else { &[] };
    for (name, value) in Request::HEADERS.iter().chain(body) {
        headers.insert((*name).to_owned(), json!(value));
    }
    headers
}
