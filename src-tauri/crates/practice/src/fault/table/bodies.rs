//! Faults in an answer of success, and of its time.

use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use serde_json::{Value, json};

use crate::fault::answers::{self, body, list_with, list_without, page};
use crate::fault::kind::{Fault, Where};
use crate::fault::makers::{after_token, instead};

/// From no body at all to a list that is only late.
pub(super) const BODIES: &[Fault] = &[
    after_token(
        "empty-body",
        "answers 200 without a body",
        "body.empty",
        Where::Everything,
        || StatusCode::OK.into_response(),
    ),
    after_token(
        "no-content",
        "answers 204 when no user matches",
        "body.empty",
        Where::Users,
        || StatusCode::NO_CONTENT.into_response(),
    ),
    instead("html", "answers 200 with a login page", "body.html", Where::Everything, || {
        page(StatusCode::OK, "Sign in")
    }),
    after_token(
        "not-json",
        "answers 200 with text that is no JSON",
        "body.not_json",
        Where::Everything,
        || body("{\"Resources\": ["),
    ),
    after_token(
        "bad-encoding",
        "answers 200 with bytes that are no UTF-8",
        "body.encoding",
        Where::Everything,
        || body(&b"{\"detail\":\"Bj\xf8rk\"}"[..]),
    ),
    after_token(
        "not-a-list",
        "answers 200 with an empty object",
        "body.not_list",
        Where::Everything,
        || body("{}"),
    ),
    after_token(
        "error-as-success",
        "answers 200 with an error in it",
        "body.not_list",
        Where::Users,
        answers::error_as_success,
    ),
    after_token(
        "resources-null",
        "answers 200 with `\"Resources\": null`",
        "body.resources_null",
        Where::Everything,
        || list_with(&[("Resources", Value::Null)]),
    ),
    after_token(
        "resources-missing",
        "answers 200 with an empty list that has no `Resources`",
        "body.resources_missing",
        Where::Everything,
        || list_without("Resources"),
    ),
    after_token(
        "schema-missing",
        "answers 200 with a list that does not say it is one",
        "body.schema_missing",
        Where::Everything,
        || list_without("schemas"),
    ),
    after_token(
        "duplicate-key",
        "answers 200 with one key twice",
        "body.duplicate_key",
        Where::Everything,
        answers::total_twice,
    ),
    after_token(
        "total-mismatch",
        "answers 200 with one result in the total and none in the list",
        "body.total_mismatch",
        Where::Everything,
        || list_with(&[("totalResults", json!(1))]),
    ),
    after_token(
        "filter-ignored",
        "passes over the filter and returns somebody",
        "filter.ignored",
        Where::Users,
        answers::somebody,
    ),
    after_token(
        "small-resources",
        "passes over the filter, and calls the list `resources`",
        "filter.ignored",
        Where::Users,
        answers::somebody_in_small_letters,
    ),
    after_token(
        "filter-rejected",
        "refuses the filter with 400",
        "filter.rejected",
        Where::Users,
        answers::filter_rejected,
    ),
    after_token(
        "wrong-content-type",
        "answers correctly, but as text/plain",
        "content_type.wrong",
        Where::Everything,
        answers::plain_text,
    ),
    Fault::SLOW,
];
