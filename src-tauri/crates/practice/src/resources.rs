//! `/Users` and `/Groups`, and searching them.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use footbridge_scim::{
    ListResponse, MEDIA_TYPE, Operation, Projection, Resource, ResourceType, ScimError, ScimType,
};
use serde_json::Value;
use tokio::time::timeout;

use crate::flaw::Flaw;
use crate::query::Query;
use crate::reply::{Failure, json};
use crate::shared::Tenant;

type Answer = Result<Response, Failure>;
type Id = Path<String>;

/// A client has this long to send the body of a request.
const BODY_WITHIN: Duration = Duration::from_secs(10);

/// What a request says besides its path and body.
struct Call {
    tenant: Arc<Tenant>,
    query: String,
    headers: HeaderMap,
}

impl FromRequestParts<Arc<Tenant>> for Call {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        tenant: &Arc<Tenant>,
    ) -> Result<Self, Infallible> {
        Ok(Call {
            tenant: Arc::clone(tenant),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            headers: parts.headers.clone(),
        })
    }
}

/// The body of a request, or why it cannot be had.
struct Body(Result<Bytes, ScimError>);

impl FromRequest<Arc<Tenant>> for Body {
    type Rejection = Infallible;

    async fn from_request(request: Request, tenant: &Arc<Tenant>) -> Result<Self, Infallible> {
        Ok(Body(match timeout(BODY_WITHIN, Bytes::from_request(request, tenant)).await {
            Ok(Ok(body)) => Ok(body),
            Ok(Err(rejection)) => {
                Err(ScimError::new(rejection.status().as_u16(), rejection.body_text()))
            }
            Err(_) => Err(ScimError::new(408, "the body did not come to its end in time")),
        }))
    }
}

/// Returns the routes of both kinds of resources.
pub(crate) fn routes() -> Router<Arc<Tenant>> {
    let everywhere =
        post(|call: Call, body: Body| async move { search(&call, &ResourceType::ALL, body) });
    let mut router = Router::new().route("/.search", everywhere);
    for kind in ResourceType::ALL {
        let collection = format!("/{}", kind.endpoint());
        let resource =
            get(move |call: Call, id: Id| async move { read(&call, kind, &id) })
                .put(move |call: Call, id: Id, body: Body| async move {
                    replace(&call, kind, &id, body)
                })
                .patch(move |call: Call, id: Id, body: Body| async move {
                    patch(&call, kind, &id, body)
                })
                .delete(move |call: Call, id: Id| async move { delete(&call, kind, &id) });
        router = router
            .route(
                &format!("{collection}/.search"),
                post(move |call: Call, body: Body| async move { search(&call, &[kind], body) }),
            )
            .route(&format!("{collection}/{{id}}"), resource)
            .route(
                &collection,
                get(move |call: Call| async move { list(&call, kind) })
                    .post(move |call: Call, body: Body| async move { create(&call, kind, body) }),
            );
    }
    router
}

fn list(call: &Call, kind: ResourceType) -> Answer {
    Ok(json(StatusCode::OK, &found(call, &[kind], &Query::from_text(&call.query)?)))
}

fn search(call: &Call, kinds: &[ResourceType], body: Body) -> Answer {
    let query = Query::from_body(&parsed(call, body)?)?;
    Ok(json(StatusCode::OK, &found(call, kinds, &query)))
}

fn found(call: &Call, kinds: &[ResourceType], query: &Query) -> ListResponse {
    let flaws = call.tenant.flaws();
    let is_seen = |kind, resource: &Resource| flaws.finds(kind, query.filter.as_ref(), resource);
    let mut list = call.tenant.store().find(kinds, query, is_seen);
    list.resources.iter_mut().for_each(|resource| flaws.shown(resource));
    list
}

fn create(call: &Call, kind: ResourceType, body: Body) -> Answer {
    let flaws = call.tenant.flaws();
    let mut content = kind.read(parsed(call, body)?)?;
    flaws.creating(kind, &mut content)?;
    let mut store = call.tenant.store();
    if let Err(taken) = store.check_unique(kind, None, &content) {
        if flaws.has(Flaw::DuplicateFails) {
            return Err(ScimError::new(500, "something went wrong").into());
        }
        if !flaws.has(Flaw::DuplicateAccepted) {
            return Err(taken.into());
        }
    }
    let mut created = store.create(kind, content, call.tenant.now())?;
    drop(store);
    if flaws.has(Flaw::AnswerWithoutId) {
        created.shift_remove("id");
    }
    shown(call, kind, StatusCode::CREATED, &created)
}

fn read(call: &Call, kind: ResourceType, id: &str) -> Answer {
    if call.tenant.flaws().has(Flaw::NotReadable) && kind == ResourceType::User {
        return Err(ScimError::new(501, "one user cannot be read").into());
    }
    let found = call.tenant.store().get(kind, id);
    if found.is_err() && call.tenant.flaws().has(Flaw::GoneFails) {
        return Err(ScimError::new(500, "the server has failed").into());
    }
    let resource = found?;
    if matches_version(&call.headers, IF_NONE_MATCH, &resource) == Some(true) {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    shown(call, kind, StatusCode::OK, &resource)
}

fn replace(call: &Call, kind: ResourceType, id: &str, body: Body) -> Answer {
    let content = kind.read(parsed(call, body)?)?;
    let replaced = change(call, kind, id, |_| Ok(content))?;
    shown(call, kind, StatusCode::OK, &replaced)
}

fn patch(call: &Call, kind: ResourceType, id: &str, body: Body) -> Answer {
    let operations = Operation::parse_all(&parsed(call, body)?)?;
    let flaws = call.tenant.flaws();
    let patched = change(call, kind, id, |current| {
        let operations = flaws.operations(kind, current, operations)?;
        let mut changed = kind.patch(current, &operations)?;
        flaws.changed(kind, &operations, current, &mut changed);
        Ok(changed)
    })?;
    // Entra's documentation recommends 204 for groups, to spare a large answer, and takes 200 too;
    // other clients count on the body.
    shown(call, kind, StatusCode::OK, &patched)
}

fn delete(call: &Call, kind: ResourceType, id: &str) -> Answer {
    let flaws = call.tenant.flaws();
    let mut store = call.tenant.store();
    check_version(call, &store.get(kind, id)?)?;
    if flaws.has(Flaw::DeleteRefused) {
        return Err(ScimError::new(403, "nothing can be deleted here").into());
    }
    if !flaws.has(Flaw::DeleteIgnored) {
        store.delete(kind, id)?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn change(
    call: &Call,
    kind: ResourceType,
    id: &str,
    change: impl FnOnce(&Resource) -> Result<Resource, ScimError>,
) -> Result<Resource, ScimError> {
    let mut store = call.tenant.store();
    check_version(call, &store.get(kind, id)?)?;
    store.change(kind, id, call.tenant.now(), change)
}

/// Returns the JSON of a body.
fn parsed(call: &Call, body: Body) -> Result<Value, ScimError> {
    let sent = call.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let media_type = sent.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    let known = [MEDIA_TYPE.as_bytes(), b"application/json"];
    if !known.iter().any(|known| known.eq_ignore_ascii_case(media_type)) {
        let detail = format!("the content type must be {MEDIA_TYPE}");
        return Err(ScimError::new(415, detail));
    }
    serde_json::from_slice(&body.0?)
        .map_err(|error| ScimError::of(ScimType::InvalidSyntax, format!("no JSON: {error}")))
}

/// Answers with a resource, as much of it as is asked for.
fn shown(call: &Call, kind: ResourceType, status: StatusCode, resource: &Resource) -> Answer {
    let flaws = call.tenant.flaws();
    let mut projection = Query::from_text(&call.query)?.projection;
    if flaws.has(Flaw::MembersSent) {
        projection = Projection::default();
    }
    let mut seen = projection.apply(kind, resource);
    flaws.shown(&mut seen);
    let mut response = json(status, &seen);
    for (header, name) in [(LOCATION, "location"), (ETAG, "version")] {
        let value = meta(resource, name).and_then(|text| HeaderValue::from_str(text).ok());
        if let Some(value) = value {
            response.headers_mut().insert(header, value);
        }
    }
    Ok(response)
}

fn check_version(call: &Call, resource: &Resource) -> Result<(), ScimError> {
    match matches_version(&call.headers, IF_MATCH, resource) {
        Some(false) => Err(ScimError::new(412, "the resource has changed in the meantime")),
        _ => Ok(()),
    }
}

/// Whether a condition names the version of a resource; `None` without that condition.
fn matches_version(headers: &HeaderMap, header: HeaderName, resource: &Resource) -> Option<bool> {
    let condition = headers.get(header)?.to_str().unwrap_or_default();
    let version = meta(resource, "version").unwrap_or_default();
    Some(condition.split(',').map(str::trim).any(|named| named == "*" || named == version))
}

fn meta<'a>(resource: &'a Resource, name: &str) -> Option<&'a str> {
    resource.get("meta")?.get(name)?.as_str()
}
