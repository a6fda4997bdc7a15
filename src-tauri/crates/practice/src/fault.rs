//! Faults on purpose: what a broken server does, so that an admin can see what it looks like, and so
//! that the connection test can be tested.
//!
//! A fault is one entry of [`FAULTS`]. Each names the finding that the connection test should reach.
//!
//! Deliberately absent: faults below HTTP, such as a broken TLS handshake or a connection cut off.

use std::fmt;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use footbridge_scim::{ResourceType, ScimError, ScimType, urn};
use serde_json::json;

use crate::reply::{Failure, json as reply};
use crate::tenant::Tenant;

/// One way in which a server can be broken.
#[derive(Clone, Copy)]
pub struct Fault {
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    behaviour: Behaviour,
}

/// What a fault does.
#[derive(Clone, Copy)]
enum Behaviour {
    /// Answers in the server's place, before the token is looked at.
    Instead(Where, fn() -> Response),
    /// Answers in the server's place, once the token is accepted.
    AfterToken(Where, fn() -> Response),
    /// Lets the request wait before the server looks at it.
    Wait,
    /// Never answers.
    Hang,
    /// Checks the token in another way.
    Token(Authentication),
}

/// Which requests a fault applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Everything,
    Users,
    Groups,
}

/// How requests prove that they may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authentication {
    /// With the right token.
    Token,
    /// With any token.
    AnyToken,
    /// Not at all.
    Nobody,
}

impl Authentication {
    /// Returns how requests prove themselves to a tenant with these faults.
    pub(crate) fn with(faults: &[Fault]) -> Self {
        faults
            .iter()
            .find_map(|fault| match fault.behaviour {
                Behaviour::Token(authentication) => Some(authentication),
                _ => None,
            })
            .unwrap_or(Authentication::Token)
    }
}

impl Fault {
    /// The server answers correctly but late.
    pub const SLOW: Fault = Fault {
        name: "slow",
        sentence: "answers correctly, but late",
        finding: "response.slow",
        behaviour: Behaviour::Wait,
    };

    /// Returns every fault.
    pub fn all() -> &'static [Fault] {
        FAULTS
    }

    /// Returns the fault of that name.
    pub fn named(name: &str) -> Option<Fault> {
        FAULTS.iter().find(|fault| fault.name == name).copied()
    }

    /// Returns the name, such as `filter-ignored`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns what the server does, as the end of a sentence that begins with "The server".
    pub fn sentence(&self) -> &'static str {
        self.sentence
    }

    /// Returns the code of the finding that the connection test should reach.
    pub fn finding(&self) -> &'static str {
        self.finding
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Fault {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Fault {}

const fn instead(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    at: Where,
    answer: fn() -> Response,
) -> Fault {
    Fault { name, sentence, finding, behaviour: Behaviour::Instead(at, answer) }
}

const fn after_token(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    at: Where,
    answer: fn() -> Response,
) -> Fault {
    Fault { name, sentence, finding, behaviour: Behaviour::AfterToken(at, answer) }
}

const fn fault(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    behaviour: Behaviour,
) -> Fault {
    Fault { name, sentence, finding, behaviour }
}

/// The table of faults.
static FAULTS: &[Fault] = &[
    instead(
        "unauthorized",
        "refuses every token with 401",
        "auth.rejected",
        Where::Everything,
        || error(401, "the token is not valid"),
    ),
    instead("forbidden", "answers 403 in SCIM's form", "auth.forbidden", Where::Everything, || {
        error(403, "SCIM is not part of this subscription")
    }),
    instead(
        "blocked",
        "has a firewall in front, which answers 403 with a page",
        "auth.blocked",
        Where::Everything,
        || page(StatusCode::FORBIDDEN, "Request blocked"),
    ),
    fault(
        "any-token",
        "accepts every token, the wrong ones too",
        "auth.not_checked",
        Behaviour::Token(Authentication::AnyToken),
    ),
    fault(
        "anonymous",
        "answers without any token",
        "auth.anonymous",
        Behaviour::Token(Authentication::Nobody),
    ),
    instead("redirect", "redirects to a login page", "http.redirect", Where::Everything, || {
        (StatusCode::FOUND, [(LOCATION, "http://127.0.0.1:9/login")]).into_response()
    }),
    instead(
        "rate-limited",
        "answers 429 and asks to wait",
        "http.rate_limited",
        Where::Everything,
        || {
            let failure = error(429, "too many requests");
            ([(RETRY_AFTER, "1")], failure).into_response()
        },
    ),
    instead("server-error", "answers 500", "http.server_error", Where::Everything, || {
        error(500, "something went wrong")
    }),
    instead("not-implemented", "answers 501", "http.not_implemented", Where::Everything, || {
        error(501, "SCIM is not switched on")
    }),
    instead(
        "method-not-allowed",
        "answers 405",
        "http.method_not_allowed",
        Where::Everything,
        || error(405, "GET is not possible here"),
    ),
    instead(
        "unexpected-status",
        "answers 418",
        "http.unexpected_status",
        Where::Everything,
        || StatusCode::IM_A_TEAPOT.into_response(),
    ),
    after_token(
        "users-not-found",
        "answers 404 when no user matches",
        "users.not_found",
        Where::Users,
        || error(404, "no such user"),
    ),
    after_token(
        "groups-not-found",
        "answers 404 when asked for groups",
        "groups.not_found",
        Where::Groups,
        || error(404, "groups are not supported"),
    ),
    after_token(
        "groups-failed",
        "answers 500 when asked for groups",
        "groups.failed",
        Where::Groups,
        || error(500, "something went wrong"),
    ),
    after_token(
        "empty-body",
        "answers 200 without a body",
        "body.empty",
        Where::Everything,
        || StatusCode::OK.into_response(),
    ),
    instead("html", "answers 200 with a login page", "body.html", Where::Everything, || {
        page(StatusCode::OK, "Sign in")
    }),
    after_token(
        "not-json",
        "answers 200 with text that is no JSON",
        "body.not_json",
        Where::Everything,
        || scim_body("{\"Resources\": ["),
    ),
    after_token(
        "bad-encoding",
        "answers 200 with bytes that are no UTF-8",
        "body.encoding",
        Where::Everything,
        || scim_body(&b"{\"detail\":\"Bj\xf8rk\"}"[..]),
    ),
    after_token(
        "not-a-list",
        "answers 200 with an empty object",
        "body.not_list",
        Where::Everything,
        || scim_body("{}"),
    ),
    after_token(
        "resources-null",
        "answers 200 with `\"Resources\": null`",
        "body.resources_null",
        Where::Everything,
        || {
            reply(
                StatusCode::OK,
                &json!({
                    "schemas": [urn::LIST_RESPONSE], "totalResults": 0, "Resources": null,
                    "startIndex": 1, "itemsPerPage": 0
                }),
            )
        },
    ),
    after_token(
        "total-mismatch",
        "answers 200 with one result in the total and none in the list",
        "body.total_mismatch",
        Where::Everything,
        || {
            reply(
                StatusCode::OK,
                &json!({
                    "schemas": [urn::LIST_RESPONSE], "totalResults": 1, "Resources": [],
                    "startIndex": 1, "itemsPerPage": 0
                }),
            )
        },
    ),
    after_token(
        "too-large",
        "answers 200 with eight megabytes",
        "http.too_large",
        Where::Everything,
        || scim_body(vec![b' '; 8 * 1024 * 1024]),
    ),
    after_token(
        "filter-ignored",
        "passes over the filter and returns somebody",
        "filter.ignored",
        Where::Users,
        || {
            reply(
                StatusCode::OK,
                &json!({
                    "schemas": [urn::LIST_RESPONSE], "totalResults": 1,
                    "Resources": [{"schemas": [urn::USER], "id": "1", "userName": "somebody@example.com"}],
                    "startIndex": 1, "itemsPerPage": 1
                }),
            )
        },
    ),
    after_token(
        "filter-rejected",
        "refuses the filter with 400",
        "filter.rejected",
        Where::Users,
        || {
            Failure(ScimError::of(ScimType::InvalidFilter, "this attribute cannot be filtered"))
                .into_response()
        },
    ),
    after_token(
        "wrong-content-type",
        "answers correctly, but as text/plain",
        "content_type.wrong",
        Where::Everything,
        || {
            let list = json!({
                "schemas": [urn::LIST_RESPONSE], "totalResults": 0, "Resources": [],
                "startIndex": 1, "itemsPerPage": 0
            });
            ([(CONTENT_TYPE, "text/plain")], list.to_string()).into_response()
        },
    ),
    Fault::SLOW,
    fault("hang", "never answers", "http.timeout", Behaviour::Hang),
];

fn error(status: u16, detail: &str) -> Response {
    Failure(ScimError::new(status, detail)).into_response()
}

fn page(status: StatusCode, title: &str) -> Response {
    let html = format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    );
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

fn scim_body(body: impl Into<Body>) -> Response {
    let kind: (HeaderName, HeaderValue) =
        (CONTENT_TYPE, HeaderValue::from_static("application/scim+json"));
    ([kind], body.into()).into_response()
}

impl Where {
    fn applies(self, uri: &Uri) -> bool {
        let mut parts = uri.path().split('/');
        match self {
            Where::Everything => true,
            Where::Users => parts.any(|part| part == ResourceType::User.endpoint()),
            Where::Groups => parts.any(|part| part == ResourceType::Group.endpoint()),
        }
    }
}

/// Answers in the server's place, or lets wait, before the token is looked at.
pub(crate) async fn answer(
    State(tenant): State<Arc<Tenant>>,
    request: Request,
    next: Next,
) -> Response {
    for fault in &tenant.faults {
        match fault.behaviour {
            Behaviour::Instead(at, answer) if at.applies(request.uri()) => return answer(),
            Behaviour::Wait => tokio::time::sleep(tenant.slowness).await,
            Behaviour::Hang => std::future::pending().await,
            _ => {}
        }
    }
    next.run(request).await
}

/// Answers in the server's place, once the token is accepted.
pub(crate) async fn answer_after_token(
    State(tenant): State<Arc<Tenant>>,
    request: Request,
    next: Next,
) -> Response {
    for fault in &tenant.faults {
        match fault.behaviour {
            Behaviour::AfterToken(at, answer) if at.applies(request.uri()) => return answer(),
            _ => {}
        }
    }
    next.run(request).await
}
