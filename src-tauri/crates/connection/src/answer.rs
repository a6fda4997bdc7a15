//! What an answer to one of Entra's queries means.
//!
//! One code an answer, by what was observed: the status, the headers, what the body is. The
//! server's own words are evidence and decide nothing.

use serde_json::Value;

use crate::Code;
use crate::coding::Coding;
use crate::http::Answer;
use crate::list::{self, Reading};
use crate::observed::Observed;

/// Judges the answer to the query for a random user.
pub(crate) fn read(answer: &Answer) -> Reading {
    let content_type = answer.header("content-type");
    if answer.status != 200 {
        return Reading { warnings: Vec::new(), error: Some(refused(answer, &content_type)) };
    }
    let mut warnings = Vec::new();
    match &answer.coding {
        Coding::Plain => {}
        Coding::Undone(coding) => {
            let coding = format!("{coding} compression");
            warnings.push(Observed::new(Code::BodyEncoding).warning().with("encoding", coding));
        }
        Coding::Unreadable(coding) => {
            let seen = Observed::new(Code::BodyEncoding)
                .with("encoding", format!("the coding {coding}"))
                .evidence(format!("Content-Encoding: {coding}"));
            return Reading { warnings, error: Some(seen) };
        }
    }
    let mut reading = list::read(&answer.body, &content_type);
    let media_type = list::media_type(&content_type);
    if !matches!(media_type.as_str(), "application/scim+json" | "application/json") {
        let named = if media_type.is_empty() { "none" } else { &media_type };
        warnings.push(Observed::new(Code::ContentTypeWrong).with("content_type", named));
    }
    // What is not SCIM at all has no use for advice about its headers.
    if reading.error.is_none() || reading.is_list() {
        reading.warnings.splice(0..0, warnings);
    }
    reading
}

/// Tells whether an answer is a list, as the right token gets one.
pub(crate) fn is_list(answer: &Answer) -> bool {
    answer.status == 200
        && !matches!(answer.coding, Coding::Unreadable(_))
        && list::read(&answer.body, &answer.header("content-type")).is_list()
}

/// Tells whether a page stands in the body.
pub(crate) fn is_page(answer: &Answer) -> bool {
    let text = String::from_utf8_lossy(&answer.body);
    list::is_html(&text, &answer.header("content-type"))
}

fn refused(answer: &Answer, content_type: &str) -> Observed {
    let status = answer.status;
    let page = is_page(answer);
    let code = match status {
        // The rest of 3xx names no other place.
        301 | 302 | 303 | 307 | 308 => Code::HttpRedirect,
        403 | 406 | 429 | 503 if page => Code::AuthBlocked,
        400 => Code::FilterRejected,
        401 => Code::AuthRejected,
        403 => Code::AuthForbidden,
        404 => Code::UsersNotFound,
        405 => Code::HttpMethodNotAllowed,
        429 => Code::HttpRateLimited,
        501 => Code::HttpNotImplemented,
        500..=599 => Code::HttpServerError,
        _ => Code::HttpUnexpectedStatus,
    };
    let observed = Observed::new(code)
        .with("status", status)
        .with("location", location(answer))
        .with("content_type", content_type);
    let evidence = match code {
        Code::HttpRedirect => format!("Location: {}", location(answer)),
        Code::AuthRejected => challenge(answer).unwrap_or_else(|| words(answer, page)),
        Code::HttpRateLimited => match answer.header("retry-after") {
            wait if wait.is_empty() => words(answer, page),
            wait => format!("Retry-After: {wait}"),
        },
        _ => words(answer, page),
    };
    observed.evidence(evidence)
}

fn location(answer: &Answer) -> String {
    match answer.header("location") {
        location if location.is_empty() => "a place it does not name".to_owned(),
        location => list::excerpt(&location),
    }
}

fn challenge(answer: &Answer) -> Option<String> {
    let challenge = answer.header("www-authenticate");
    (!challenge.is_empty()).then(|| list::excerpt(&format!("WWW-Authenticate: {challenge}")))
}

/// Returns the server's own words: the `detail` of a SCIM error, a page's title, or the beginning.
fn words(answer: &Answer, page: bool) -> String {
    let text = String::from_utf8_lossy(&answer.body);
    if page {
        return list::page_title(&text);
    }
    let detail = serde_json::from_str::<Value>(&text).ok().and_then(|body| {
        ["detail", "message", "error_description", "error"]
            .into_iter()
            .find_map(|key| body.get(key)?.as_str().map(str::to_owned))
    });
    list::excerpt(&detail.unwrap_or_else(|| text.into_owned()))
}

#[cfg(test)]
mod tests {
    use footbridge_finding::Language;
    use footbridge_secret::KnownSecrets;
    use hyper::header::{HeaderMap, HeaderValue};
    use proptest::prelude::*;

    use super::*;

    /// Bytes of any kind, and texts that come close to an answer.
    fn bodies() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            any::<Vec<u8>>(),
            "\\PC{0,80}".prop_map(String::into_bytes),
            r#"\{("(schemas|Resources|totalResults|\PC{0,4})":(0|1|-1|1e400|null|\[\]|\{\}|"x"),?){0,4}\}?"#
                .prop_map(String::into_bytes),
            r"[ \n]{0,3}<(!DOCTYPE |html|title|h1|\?xml)[>ß/<a-zA-Z ]{0,30}".prop_map(String::into_bytes),
        ]
    }

    proptest! {
        #[test]
        fn any_answer_has_at_most_one_error_and_all_its_words(
            status in 100_u16..1000,
            kind in prop_oneof![Just("application/scim+json"), Just("text/html"), Just(""), Just("ß")],
            body in bodies(),
        ) {
            let mut headers = HeaderMap::new();
            headers.insert("content-type", HeaderValue::from_bytes(kind.as_bytes()).unwrap());
            let answer = Answer { status, headers, body, coding: Coding::Plain };
            let reading = read(&answer);
            let known = KnownSecrets::default();
            let observed = reading.error.iter().chain(&reading.warnings);
            for seen in observed {
                let seen = seen
                    .clone()
                    .with("host", "h.example")
                    .with("url", "https://h.example/scim")
                    .with("attribute", "userName");
                let finding = seen.finding(&Language::ENGLISH, &known);
                prop_assert!(!finding.explanation.contains('{'), "{}", finding.explanation);
            }
            prop_assert!(reading.error.is_some() || status == 200, "only 200 can be right");
            if is_list(&answer) {
                prop_assert_eq!(status, 200);
            }
        }
    }
}
