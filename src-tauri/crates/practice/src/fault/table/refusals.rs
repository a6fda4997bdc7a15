//! Faults that are told by a status, or by no answer.

use axum::http::StatusCode;
use axum::response::IntoResponse as _;

use crate::fault::answers::{self, body, error, page};
use crate::fault::kind::{Authentication, Behaviour, Fault, Where};
use crate::fault::makers::{after_token, fault, instead};

/// By what the status is about: the place, the token, the person.
pub(super) const REFUSALS: &[Fault] = &[
    fault("hang", "never answers", "http.timeout", Behaviour::Hang),
    instead(
        "redirect",
        "redirects to a single sign-on on another server",
        "http.redirect",
        Where::Everything,
        answers::single_sign_on,
    ),
    instead(
        "redirect-sign-in",
        "redirects to its own sign-in page",
        "http.redirect",
        Where::Everything,
        answers::sign_in,
    ),
    instead(
        "redirect-slash",
        "redirects to the same address with a slash at the end",
        "http.redirect",
        Where::Users,
        answers::to_users_with_slash,
    ),
    instead(
        "bad-request",
        "knows no site of that host name, and answers 400 with a page",
        "http.bad_request",
        Where::Everything,
        || page(StatusCode::BAD_REQUEST, "Bad Request"),
    ),
    instead("payment-required", "answers 402", "http.payment_required", Where::Everything, || {
        error(402, "SCIM is not part of this plan")
    }),
    instead(
        "no-route",
        "stands behind a gateway that does not know the path, and answers 403",
        "http.forbidden",
        Where::Everything,
        answers::no_route,
    ),
    instead(
        "forbidden-to-all",
        "answers 403 in SCIM's form, with a token and without",
        "http.forbidden",
        Where::Everything,
        || error(403, "this address may not connect"),
    ),
    instead(
        "rate-limited",
        "answers 429 and asks to wait",
        "http.rate_limited",
        Where::Everything,
        answers::rate_limited,
    ),
    instead(
        "rate-limited-page",
        "answers 429 with a page, and asks to wait for an hour",
        "http.rate_limited",
        Where::Everything,
        answers::rate_limited_page,
    ),
    instead(
        "restarting",
        "is restarting, and the proxy in front answers 503 with a page",
        "http.server_error",
        Where::Everything,
        answers::restarting,
    ),
    after_token(
        "other-attributes-fail",
        "answers 500 when asked for users by another attribute than userName",
        "http.server_error",
        Where::UsersByOthers,
        || page(StatusCode::INTERNAL_SERVER_ERROR, "Server Error (500)"),
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
    after_token(
        "forbidden",
        "answers 403 in SCIM's form to this token",
        "auth.forbidden",
        Where::Everything,
        || error(403, "SCIM is not part of this subscription"),
    ),
    instead(
        "blocked",
        "has a firewall in front, which answers 403 with a page",
        "auth.blocked",
        Where::Everything,
        || page(StatusCode::FORBIDDEN, "Request blocked"),
    ),
    instead(
        "blocked-in-words",
        "has a bot filter in front, which answers 403 with a line of text",
        "auth.blocked",
        Where::Everything,
        answers::bot_filter,
    ),
    instead(
        "challenge",
        "has a filter in front that asks for a browser with 503",
        "auth.blocked",
        Where::Everything,
        answers::challenge,
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
    instead(
        "website",
        "is not reached: the web site in front answers 404 with its page",
        "users.not_found",
        Where::Everything,
        || page(StatusCode::NOT_FOUND, "Page not found"),
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
];
