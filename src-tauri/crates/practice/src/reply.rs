//! Answers in SCIM's form.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use footbridge_scim::ScimError;
use serde::Serialize;

/// The type of every answer with a body.
const CONTENT: HeaderValue = HeaderValue::from_static("application/scim+json; charset=utf-8");

/// An error on its way out.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) ScimError);

impl From<ScimError> for Failure {
    fn from(error: ScimError) -> Self {
        Failure(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        json(status, &self.0)
    }
}

/// Returns an answer with a body.
pub(crate) fn json(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => (status, [(CONTENT_TYPE, CONTENT)], bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Answers a path that does not exist.
pub(crate) async fn no_such_path() -> Failure {
    Failure(ScimError::new(404, "there is nothing at this path"))
}

/// Answers a method that a path does not have.
pub(crate) async fn no_such_method(method: Method) -> Failure {
    Failure(ScimError::new(405, format!("{method} is not possible here")))
}
