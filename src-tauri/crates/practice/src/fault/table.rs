//! The table of faults.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::answers::{self, body, error, list_with, list_without, page};
use super::kind::{Authentication, Behaviour, Fault, Where};
use crate::certificate::{Identity, Tls};
use crate::entrance::{Entrance, Raw, Then};

/// Every fault, from the bottom of the network up.
pub(super) static FAULTS: &[Fault] = &[
    fault(
        "refused",
        "has a port on which nothing listens",
        "tcp.refused",
        Behaviour::Entrance(Entrance::Refused),
    ),
    fault(
        "no-connection",
        "does not answer attempts to connect",
        "tcp.timeout",
        Behaviour::Entrance(Entrance::Deaf),
    ),
    fault(
        "tls-none",
        "speaks plain HTTP where the tenant URL says https",
        "tls.not_tls",
        Behaviour::Entrance(Entrance::PlainUnderHttps),
    ),
    fault(
        "tls-silent",
        "takes the connection and never begins TLS",
        "tls.not_tls",
        Behaviour::Entrance(Entrance::SilentUnderHttps),
    ),
    fault(
        "tls-only-1-3",
        "speaks TLS 1.3 only",
        "tls.version",
        Behaviour::Entrance(Entrance::Secured(Tls::OnlyVersion13)),
    ),
    fault(
        "tls-other-suites",
        "has only cipher suites that Entra does not offer",
        "tls.version",
        Behaviour::Entrance(Entrance::Secured(Tls::OtherSuites)),
    ),
    fault(
        "tls-client-certificate",
        "wants a certificate from its clients",
        "tls.client_certificate",
        Behaviour::Entrance(Entrance::Secured(Tls::ClientCertificate)),
    ),
    fault(
        "tls-expired",
        "has a certificate that has expired",
        "tls.expired",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::Expired))),
    ),
    fault(
        "tls-not-yet-valid",
        "has a certificate that is not valid yet",
        "tls.not_yet_valid",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::NotYetValid))),
    ),
    fault(
        "tls-wrong-host",
        "has a certificate for another host",
        "tls.wrong_host",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::WrongHost))),
    ),
    fault(
        "tls-self-signed",
        "has signed its own certificate",
        "tls.untrusted",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::SelfSigned))),
    ),
    fault(
        "tls-no-intermediate",
        "does not send the intermediate certificate",
        "tls.untrusted",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::WithoutIntermediate))),
    ),
    fault(
        "tls-private-root",
        "has a certificate of a company's own authority",
        "tls.private_root",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::Private))),
    ),
    fault(
        "tls-expires-soon",
        "has a certificate that ends in ten days",
        "tls.expires_soon",
        Behaviour::Entrance(Entrance::Secured(Tls::With(Identity::EndsSoon))),
    ),
    raw("hangs-up", "closes the connection without an answer", "http.closed", "", Then::Close),
    raw(
        "cut-off",
        "closes the connection in the middle of its answer",
        "http.closed",
        CUT_OFF,
        Then::Close,
    ),
    raw(
        "not-http",
        "belongs to another service, which answers as SSH does",
        "http.malformed",
        "SSH-2.0-OpenSSH_9.2p1\r\n",
        Then::Close,
    ),
    raw(
        "two-lengths",
        "announces two lengths for one answer",
        "http.malformed",
        TWO_LENGTHS,
        Then::Close,
    ),
    raw("endless", "sends an answer without end", "http.too_large", OPEN_ENDED, Then::Flood),
    raw("drips", "sends its answer so slowly that it never ends", "http.timeout", LONG, Then::Drip),
    fault("hang", "never answers", "http.timeout", Behaviour::Hang),
    instead(
        "redirect",
        "redirects to a login page",
        "http.redirect",
        Where::Everything,
        answers::login_redirect,
    ),
    instead(
        "rate-limited",
        "answers 429 and asks to wait",
        "http.rate_limited",
        Where::Everything,
        answers::rate_limited,
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
        "too-large",
        "answers 200 with eight megabytes",
        "http.too_large",
        Where::Everything,
        || body(vec![b' '; 8 * 1024 * 1024]),
    ),
    after_token(
        "bomb",
        "answers 200 with sixteen megabytes, compressed to a few kilobytes",
        "http.too_large",
        Where::Everything,
        answers::bomb,
    ),
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

const CUT_OFF: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nContent-Length: 500\r\n\r\n{\"schemas\":[";
const TWO_LENGTHS: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}";
const OPEN_ENDED: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\n\r\n";
const LONG: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\nContent-Length: 100000\r\n\r\n";

const fn fault(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    behaviour: Behaviour,
) -> Fault {
    Fault { name, sentence, finding, behaviour }
}

const fn raw(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    bytes: &'static str,
    then: Then,
) -> Fault {
    fault(name, sentence, finding, Behaviour::Entrance(Entrance::Raw(Raw { bytes, then })))
}

const fn instead(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    at: Where,
    answer: fn() -> Response,
) -> Fault {
    fault(name, sentence, finding, Behaviour::Instead(at, answer))
}

const fn after_token(
    name: &'static str,
    sentence: &'static str,
    finding: &'static str,
    at: Where,
    answer: fn() -> Response,
) -> Fault {
    fault(name, sentence, finding, Behaviour::AfterToken(at, answer))
}
