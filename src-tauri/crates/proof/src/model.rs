//! A model of a right tenant, in memory: what a proof would ask of a server that answers as Entra
//! expects is what is shown before anything is written.
//!
//! Deliberately absent: everything that a proof does not ask for.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use footbridge_connection::Answer;
use footbridge_scim::{Filter, ListResponse, Operation, Projection, Resource, ResourceType};
use footbridge_scim::{ScimError, ScimType, WriteRequest};
use serde_json::Value;

use crate::door::{Answering, Door};

/// A tenant that keeps what it is sent.
#[derive(Debug, Default)]
pub(crate) struct Model {
    kept: Mutex<Vec<Kept>>,
}

/// Something that was created. Deleted, it keeps its place: no id is given twice.
#[derive(Debug)]
struct Kept {
    kind: ResourceType,
    id: String,
    resource: Option<Resource>,
}

impl Door for Model {
    fn send<'a>(&'a self, request: &'a WriteRequest, _: Duration) -> Answering<'a> {
        let (status, body) = match self.answer(request) {
            Ok(answer) => answer,
            Err(error) => (error.status, serde_json::to_value(&error).unwrap_or_default()),
        };
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        Box::pin(std::future::ready(Ok(Answer { status, body, retry_after: None })))
    }

    fn is_here(&self) -> bool {
        true
    }
}

impl Model {
    fn answer(&self, request: &WriteRequest) -> Result<(u16, Value), ScimError> {
        let absent = || ScimError::new(404, "there is nothing at this path");
        let (path, query) = request.url.split_once('?').unwrap_or((&request.url, ""));
        let mut parts = path.rsplit('/');
        let (last, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let of = |name: &str| ResourceType::ALL.into_iter().find(|kind| kind.endpoint() == name);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kind) = of(last) {
            let Some(body) = request.body.clone() else { return list(&kept, kind, query) };
            let mut resource = kind.read(body)?;
            let name = if kind == ResourceType::User { "userName" } else { "displayName" };
            if of_kind(&kept, kind).any(|other| other.get(name) == resource.get(name)) {
                return Err(ScimError::of(ScimType::Uniqueness, "taken"));
            }
            let number = kept.iter().filter(|other| other.kind == kind).count();
            let id = placeholder(kind, number);
            resource.insert("id".to_owned(), Value::from(id.as_str()));
            kept.push(Kept { kind, id, resource: Some(resource.clone()) });
            return Ok((201, Value::Object(resource)));
        }
        let kind = of(before).ok_or_else(absent)?;
        let found = kept.iter_mut().find(|other| other.kind == kind && other.id == last);
        let place = &mut found.ok_or_else(absent)?.resource;
        let resource = place.as_mut().ok_or_else(absent)?;
        match (request.method, &request.body) {
            ("DELETE", _) => {
                *place = None;
                Ok((204, Value::Null))
            }
            (_, Some(body)) => {
                *resource = kind.patch(resource, &Operation::parse_all(body)?)?;
                Ok((200, Value::Object(resource.clone())))
            }
            (_, None) => Ok((200, Value::Object(projection(query)?.apply(kind, resource)))),
        }
    }
}

fn of_kind(kept: &[Kept], kind: ResourceType) -> impl Iterator<Item = &Resource> {
    kept.iter().filter(move |it| it.kind == kind).filter_map(|it| it.resource.as_ref())
}

fn list(kept: &[Kept], kind: ResourceType, query: &str) -> Result<(u16, Value), ScimError> {
    let text = parameter(query, "filter").unwrap_or_default();
    let filter: Filter =
        text.parse().map_err(|error| ScimError::of(ScimType::InvalidFilter, format!("{error}")))?;
    let projection = projection(query)?;
    let found = of_kind(kept, kind).filter(|it| filter.matches(kind, it));
    let resources: Vec<Resource> = found.map(|it| projection.apply(kind, it)).collect();
    let list = ListResponse { total_results: resources.len(), start_index: 1, resources };
    Ok((200, serde_json::to_value(&list).unwrap_or_default()))
}

fn projection(query: &str) -> Result<Projection, ScimError> {
    Projection::new(Vec::new(), parameter(query, "excludedAttributes").into_iter().collect())
}

fn parameter(query: &str, name: &str) -> Option<String> {
    let mut parameters = url::form_urlencoded::parse(query.as_bytes());
    parameters.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// Returns what stands for an id that only the application will know.
fn placeholder(kind: ResourceType, number: usize) -> String {
    let name = match kind {
        ResourceType::User => "id",
        ResourceType::Group => "group",
    };
    if number == 0 { format!("{{{name}}}") } else { format!("{{{name}{}}}", number + 1) }
}
