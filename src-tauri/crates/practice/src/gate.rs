//! What every request passes before it is understood: the log, the host check, and the token.

use std::sync::{Arc, PoisonError};

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST, USER_AGENT, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use footbridge_scim::ScimError;
use secrecy::ExposeSecret;
use subtle::ConstantTimeEq;

use crate::fault::Authentication;
use crate::lock::lock;
use crate::log::LoggedRequest;
use crate::reply::Failure;
use crate::shared::Tenant;

/// Remembers each request, and ends those that are under way when the tenant stops.
pub(crate) async fn log(
    State(tenant): State<Arc<Tenant>>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let number = lock(&tenant.log).push(LoggedRequest {
        method: request.method().to_string(),
        target: request.uri().to_string(),
        status: None,
        had_authorization: headers.contains_key(AUTHORIZATION),
        user_agent: headers
            .get(USER_AGENT)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
    });
    let response = tokio::select! {
        response = next.run(request) => response,
        () = tenant.stop.cancelled() => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    lock(&tenant.log).answered(number, response.status());
    response
}

/// Refuses requests for another host.
///
/// A web page can make a name of its own resolve to 127.0.0.1 and have the browser talk to us; the
/// `Host` header then still holds that name.
pub(crate) async fn only_loopback(request: Request, next: Next) -> Response {
    let named = match request.uri().authority() {
        Some(authority) => Some(authority.as_str()),
        None => request.headers().get(HOST).and_then(|host| host.to_str().ok()),
    };
    if named.is_some_and(is_loopback) {
        return next.run(request).await;
    }
    let detail = "the practice tenant answers only under a loopback address";
    Failure(ScimError::new(403, detail)).into_response()
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name == "127.0.0.1" || name == "[::1]" || name.eq_ignore_ascii_case("localhost")
}

/// Lets requests with the right token through.
pub(crate) async fn authenticate(
    State(tenant): State<Arc<Tenant>>,
    request: Request,
    next: Next,
) -> Response {
    let given = bearer(request.headers());
    let accepted = match Authentication::with(&tenant.condition().faults) {
        Authentication::Token => given.is_some_and(|given| {
            let token = tenant.token.read().unwrap_or_else(PoisonError::into_inner);
            // EXPOSE: to compare it, in a time that does not depend on where the two differ.
            given.ct_eq(token.expose_secret().as_bytes()).into()
        }),
        Authentication::AnyToken => given.is_some(),
        Authentication::Nobody => true,
    };
    if accepted {
        return next.run(request).await;
    }
    let detail = "the bearer token is missing or wrong";
    let mut response = Failure(ScimError::new(401, detail)).into_response();
    let challenge = HeaderValue::from_static("Bearer realm=\"Footbridge practice tenant\"");
    response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    response
}

/// Returns the bearer token of a request. The scheme has no letter case (RFC 9110 §11.1).
fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.as_bytes().split_at_checked(7)?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_names_are_ours() {
        let cases = [
            ("127.0.0.1:8080", true),
            ("127.0.0.1", true),
            ("LocalHost:1", true),
            ("[::1]:8080", true),
            ("[::1]", true),
            ("evil.example", false),
            ("127.0.0.1.evil.example:8080", false),
            ("localhost.evil.example", false),
            ("127.0.0.1@evil.example", false),
            ("evil.example:127.0.0.1", false),
            ("", false),
        ];
        for (host, expected) in cases {
            assert_eq!(is_loopback(host), expected, "{host}");
        }
    }
}
