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

/// To another host: this one goes by its number.
pub(super) fn single_sign_on() -> Response {
    (StatusCode::FOUND, [(LOCATION, "https://sign-in.invalid/authorize?client_id=1")])
        .into_response()
}

pub(super) fn sign_in() -> Response {
    (StatusCode::FOUND, [(LOCATION, "/login?next=%2Fscim")]).into_response()
}

pub(super) fn to_users_with_slash() -> Response {
    (StatusCode::MOVED_PERMANENTLY, [(LOCATION, "/scim/v2/Users/")]).into_response()
}

pub(super) fn bot_filter() -> Response {
    (StatusCode::FORBIDDEN, [(CONTENT_TYPE, "text/plain")], "error code: 1010").into_response()
}

pub(super) fn challenge() -> Response {
    let mark = (HeaderName::from_static("cf-mitigated"), HeaderValue::from_static("challenge"));
    ([mark], page(StatusCode::SERVICE_UNAVAILABLE, "Just a moment...")).into_response()
}

pub(super) fn restarting() -> Response {
    ([(RETRY_AFTER, "120")], page(StatusCode::SERVICE_UNAVAILABLE, "503 Service Unavailable"))
        .into_response()
}

pub(super) fn no_route() -> Response {
    let kind = (
        HeaderName::from_static("x-amzn-errortype"),
        HeaderValue::from_static("MissingAuthenticationTokenException"),
    );
    let body = json!({"message": "Missing Authentication Token"});
    ([kind], reply(StatusCode::FORBIDDEN, &body)).into_response()
}

pub(super) fn rate_limited_page() -> Response {
    ([(RETRY_AFTER, "3600")], page(StatusCode::TOO_MANY_REQUESTS, "429 Too Many Requests"))
        .into_response()
}

/// An error with the status of a success.
pub(super) fn error_as_success() -> Response {
    let error = ScimError::new(404, "no user matches");
    reply(StatusCode::OK, &error)
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

/// Somebody, in a list whose name begins with a small letter.
pub(super) fn somebody_in_small_letters() -> Response {
    let somebody = json!({"schemas": [urn::USER], "id": "1", "userName": "somebody@example.com"});
    let list = json!({
        "schemas": [urn::LIST_RESPONSE], "totalResults": 1, "resources": [somebody]
    });
    reply(StatusCode::OK, &list)
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
