//! What an answer to one of Entra's queries means.
//!
//! One code an answer, by what was observed: the headers, what the body is. The server's own words
//! are evidence and decide nothing.

use serde_json::Value;

use crate::Code;
use crate::coding::Coding;
use crate::error_body;
use crate::http::Answer;
use crate::list::{self, Reading};
use crate::observed::Observed;
use crate::page;

/// What stands in a body, as far as it tells who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    Empty,
    /// For people.
    Page,
    /// An error in SCIM's form (RFC 7644 §3.12).
    ScimError,
    Json,
    /// Words or bytes.
    Text,
}

/// Judges an answer of success to the query for a random user.
pub(crate) fn read(answer: &Answer) -> Reading {
    let content_type = answer.header("content-type");
    if answer.status == 204 {
        let seen = Observed::new(Code::BodyEmpty).variant("no_content");
        return Reading { warnings: Vec::new(), error: Some(seen) };
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
    let media_type = page::media_type(&content_type);
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

/// Whether the status says that all went well; what it was then worth is in the body.
pub(crate) fn is_success(answer: &Answer) -> bool {
    matches!(answer.status, 200 | 204)
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
    page::is_html(&text, &answer.header("content-type"))
}

/// Returns what stands in the body.
pub(crate) fn body(answer: &Answer) -> Body {
    let text = String::from_utf8_lossy(&answer.body);
    if text.trim().is_empty() {
        return Body::Empty;
    }
    if page::is_html(&text, &answer.header("content-type")) {
        return Body::Page;
    }
    match serde_json::from_str::<Value>(&text) {
        Ok(value) if error_body::is_scim_error(&value) => Body::ScimError,
        Ok(Value::Object(_) | Value::Array(_)) => Body::Json,
        _ => Body::Text,
    }
}

/// Returns the `scimType` of an error (RFC 7644 §3.12).
pub(crate) fn scim_type(answer: &Answer) -> Option<String> {
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    error_body::own_key(&body, "scimType")?.as_str().map(str::to_owned)
}

/// Returns the server's own words: the `detail` of an error, a page's title, or the beginning.
pub(crate) fn words(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(&answer.body);
    if page::is_html(&text, &answer.header("content-type")) {
        return page::page_title(&text);
    }
    let detail =
        serde_json::from_str::<Value>(&text).ok().and_then(|body| error_body::detail(&body));
    page::excerpt(&detail.unwrap_or_else(|| text.into_owned()))
}
