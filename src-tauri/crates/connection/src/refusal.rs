//! What an answer of refusal to one of Entra's queries means: its status, who wrote it, and whether
//! others are answered so too.
//!
//! The server's own words are evidence and decide nothing.

use std::time::Duration;

use footbridge_scim::ScimType;
use jiff::Timestamp;

use crate::Code;
use crate::answer::{self, Body};
use crate::comparison::{Answered, Comparison};
use crate::front;
use crate::http::Answer;
use crate::observed::Observed;
use crate::page;
use crate::redirect;
use crate::target::Target;

/// What is known when an answer is judged.
pub(crate) struct Refused<'a> {
    pub(crate) answered: Answered<'a>,
    pub(crate) compared: &'a Comparison,
    pub(crate) target: &'a Target,
    pub(crate) now: Timestamp,
}

/// Whether the answers to others would tell more about this one.
///
/// A 401 says itself that it is about the token, and a 429 asks for fewer requests.
pub(crate) fn is_worth_comparing(answer: &Answer) -> bool {
    match answer.status {
        200 => answer::is_page(answer),
        204 | 401 | 429 => false,
        _ => true,
    }
}

/// Whether another attribute would tell more: the server failed over the query, or refused it.
pub(crate) fn is_about_the_query(answer: &Answer) -> bool {
    matches!(answer.status, 400 | 404 | 500 | 501)
}

impl Refused<'_> {
    /// Judges the answer.
    pub(crate) fn read(&self) -> Observed {
        let answer = self.answered.answer;
        let observed = self.kind();
        let content_type = answer.header("content-type");
        let wait = answer.retry_after(self.now).map(in_words);
        let challenge = answer.header("www-authenticate");
        let evidence = match observed.code {
            Code::HttpRedirect => None,
            Code::AuthRejected if !challenge.is_empty() => {
                Some(page::excerpt(&format!("WWW-Authenticate: {challenge}")))
            }
            Code::HttpRateLimited if wait.is_some() => {
                Some(page::excerpt(&format!("Retry-After: {}", answer.header("retry-after"))))
            }
            Code::AuthRejected => Some(answer::words(answer)),
            _ => Some(self.words()),
        };
        let observed = match evidence {
            Some(evidence) => observed.evidence(evidence),
            None => observed,
        };
        observed
            .with("status", answer.status)
            .with("content_type", content_type)
            .with_some("wait", wait)
            .with_some("other", self.compared.working_attribute())
            .remark(self.compared.sentence(self.answered))
    }

    fn kind(&self) -> Observed {
        let answer = self.answered.answer;
        let body = answer::body(answer);
        let everybody = self.compared.for_everybody(self.answered);
        if self.is_the_attribute() {
            let code = match answer.status {
                400 => Code::FilterRejected,
                404 => Code::UsersNotFound,
                501 => Code::HttpNotImplemented,
                _ => Code::HttpServerError,
            };
            return Observed::new(code).variant("attribute");
        }
        match (answer.status, body) {
            // The rest of 3xx names no other place.
            (301 | 302 | 303 | 307 | 308, _) => {
                redirect::read(answer, self.answered.url, self.target)
            }
            (400, _) => self.bad_request(body, everybody),
            (401, _) => rejected(answer),
            (402, _) => Observed::new(Code::HttpPaymentRequired),
            (403 | 503, _) if front::is_challenge(answer) => {
                Observed::new(Code::AuthBlocked).variant("challenge")
            }
            (403, Body::Page | Body::Text) | (406, Body::Page) => {
                let seen = Observed::new(Code::AuthBlocked);
                if everybody == Some(false) { seen.variant("this_token") } else { seen }
            }
            (403, _) if everybody == Some(true) => {
                let seen = Observed::new(Code::HttpForbidden);
                if front::is_gateway(answer) { seen.variant("gateway") } else { seen }
            }
            (403, _) => Observed::new(Code::AuthForbidden),
            (404, _) => self.not_found(body, everybody),
            (405, _) => Observed::new(Code::HttpMethodNotAllowed),
            (429, _) => Observed::new(Code::HttpRateLimited),
            (501, _) => Observed::new(Code::HttpNotImplemented),
            (511, _) => Observed::new(Code::HttpServerError).variant("network"),
            // The second row is Cloudflare's, for a server behind it that it cannot reach.
            (502..=504 | 520..=527 | 530, _) => {
                Observed::new(Code::HttpServerError).variant("down")
            }
            (500..=599, _) => Observed::new(Code::HttpServerError),
            _ => Observed::new(Code::HttpUnexpectedStatus),
        }
    }

    /// Whether the server can be asked for another attribute, and not for this one.
    fn is_the_attribute(&self) -> bool {
        is_about_the_query(self.answered.answer) && self.compared.working_attribute().is_some()
    }

    /// A 400 is about the filter when SCIM says so; when everybody gets it, it is not even about
    /// the token.
    fn bad_request(&self, body: Body, everybody: Option<bool>) -> Observed {
        let scim_type = answer::scim_type(self.answered.answer);
        let invalid = ScimType::InvalidFilter.keyword();
        if scim_type.is_some_and(|named| named.eq_ignore_ascii_case(invalid)) {
            return Observed::new(Code::FilterRejected);
        }
        match (everybody, body) {
            (Some(true), _) => Observed::new(Code::HttpBadRequest).variant("everybody"),
            (_, Body::ScimError) => Observed::new(Code::FilterRejected).variant("unnamed"),
            (Some(false), _) => Observed::new(Code::HttpBadRequest).variant("this_token"),
            (None, _) => Observed::new(Code::HttpBadRequest),
        }
    }

    /// A 404 in the form of an interface comes from one, unless every path is answered so.
    fn not_found(&self, body: Body, everybody: Option<bool>) -> Observed {
        let everywhere = self.compared.everywhere(self.answered);
        let seen = Observed::new(Code::UsersNotFound);
        let seen = match self.target.unusual_part() {
            Some((part, letter)) => seen.with("part", part).with("letter", letter),
            None => seen,
        };
        match (body, everybody, everywhere) {
            (Body::Json, Some(true), Some(true)) => seen.variant("unknown_path"),
            (Body::ScimError, Some(true), Some(true)) => seen.variant("nobody_or_path"),
            (Body::ScimError | Body::Json, _, _) => seen.variant("nobody"),
            (Body::Empty | Body::Text, Some(false), Some(false)) => seen.variant("nobody"),
            (Body::Page, Some(true) | None, _) => seen.variant("website"),
            _ => seen,
        }
    }

    /// The server's words, with the status where they do not name it.
    fn words(&self) -> String {
        let (answer, words) = (self.answered.answer, answer::words(self.answered.answer));
        let status = answer.status.to_string();
        let named = words.is_empty() || words.contains(&status);
        if named { words } else { format!("{words} ({status})") }
    }
}

/// A 401, and what the server would rather have.
fn rejected(answer: &Answer) -> Observed {
    let seen = Observed::new(Code::AuthRejected);
    let challenges: Vec<String> = answer
        .headers
        .get_all("www-authenticate")
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
        .filter(|challenge| !challenge.is_empty())
        .collect();
    let lower = challenges.join(" ").to_ascii_lowercase();
    let of_microsoft = ["login.microsoftonline.com", "login.windows.net", "sts.windows.net"];
    if of_microsoft.iter().any(|host| lower.contains(host)) {
        return seen.variant("entra_token");
    }
    let bearer = |challenge: &String| challenge.to_ascii_lowercase().contains("bearer");
    let scheme = challenges.first().filter(|_| !challenges.iter().any(bearer));
    let scheme = scheme.and_then(|challenge| challenge.split([' ', ',']).next());
    match scheme.filter(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        Some(scheme) => seen.variant("other_scheme").with("scheme", scheme),
        None => seen,
    }
}

/// A time to wait, in words.
fn in_words(wait: Duration) -> String {
    let seconds = wait.as_secs();
    let (count, unit) = match seconds {
        7200.. => (seconds / 3600, "hours"),
        120.. => (seconds / 60, "minutes"),
        1 => (1, "second"),
        _ => (seconds, "seconds"),
    };
    format!("{count} {unit}")
}

/// Whether a text is a time that [`in_words`] says.
pub(crate) fn is_wait(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(count, unit)| {
        count.len() <= 20
            && count.bytes().all(|byte| byte.is_ascii_digit())
            && ["hours", "minutes", "seconds", "second"].contains(&unit)
    })
}
