//! What broken servers answer over HTTP.

use std::io::Write as _;

use axum::body::Body;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use footbridge_scim::{ScimError, ScimType, urn};
use serde_json::{Value, json};

use crate::reply::{Failure, json as reply};

pub(super) fn error(status: u16, detail: &str) -> Response {
    Failure(ScimError::new(status, detail)).into_response()
}

pub(super) fn page(status: StatusCode, title: &str) -> Response {
    let html = format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    );
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

pub(super) fn body(body: impl Into<Body>) -> Response {
    let kind: (HeaderName, HeaderValue) =
        (CONTENT_TYPE, HeaderValue::from_static("application/scim+json"));
    ([kind], body.into()).into_response()
}

pub(super) fn login_redirect() -> Response {
    (StatusCode::FOUND, [(LOCATION, "http://127.0.0.1:9/login")]).into_response()
}

pub(super) fn rate_limited() -> Response {
    ([(RETRY_AFTER, "1")], error(429, "too many requests")).into_response()
}

pub(super) fn filter_rejected() -> Response {
    Failure(ScimError::of(ScimType::InvalidFilter, "this attribute cannot be filtered"))
        .into_response()
}

/// Sixteen megabytes of spaces in sixteen kilobytes.
pub(super) fn bomb() -> Response {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to a vector cannot fail.
    drop((0..1024).try_for_each(|_| encoder.write_all(&[b' '; 16 * 1024])));
    let mut response = body(encoder.finish().unwrap_or_default());
    response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response
}

/// The right answer, with these fields in the place of their own.
pub(super) fn list_with(fields: &[(&str, Value)]) -> Response {
    let mut list = json!({
        "schemas": [urn::LIST_RESPONSE], "totalResults": 0, "Resources": [],
        "startIndex": 1, "itemsPerPage": 0
    });
    for (field, value) in fields {
        list[*field] = value.clone();
    }
    reply(StatusCode::OK, &list)
}

/// The right answer without this field.
pub(super) fn list_without(field: &str) -> Response {
    let mut list = json!({
        "schemas": [urn::LIST_RESPONSE], "totalResults": 0, "Resources": []
    });
    list.as_object_mut().map(|fields| fields.shift_remove(field));
    reply(StatusCode::OK, &list)
}

pub(super) fn somebody() -> Response {
    let somebody = json!({"schemas": [urn::USER], "id": "1", "userName": "somebody@example.com"});
    list_with(&[("totalResults", json!(1)), ("Resources", json!([somebody]))])
}

pub(super) fn total_twice() -> Response {
    let list = urn::LIST_RESPONSE;
    body(format!(
        "{{\"schemas\":[\"{list}\"],\"totalResults\":0,\"totalResults\":0,\"Resources\":[]}}"
    ))
}

pub(super) fn plain_text() -> Response {
    let mut response = list_with(&[]);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    response
}
