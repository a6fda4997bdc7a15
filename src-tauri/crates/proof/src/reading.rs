//! What an answer holds, whoever sent it.
//!
//! Deliberately absent: what follows from it.

use footbridge_connection::Answer;
use footbridge_scim::Resource;
use serde_json::Value;

use crate::person::{PREFIX, has_tag};
use crate::stored::text_of;

/// As much of a server's words is evidence.
const WORDS: usize = 240;

/// The answer to a query.
#[derive(Debug)]
pub(crate) struct List {
    /// Nobody is there, by the number and by the list.
    pub(crate) is_empty: bool,
    pub(crate) resources: Vec<Resource>,
}

/// Whether the status says that all went well.
pub(crate) fn is_success(answer: &Answer) -> bool {
    (200..300).contains(&answer.status)
}

/// Whether the status says that there is nothing (any more).
pub(crate) fn is_gone(answer: &Answer) -> bool {
    matches!(answer.status, 404 | 410)
}

/// Returns the resource in an answer of success. A list is none, also when it holds the one.
pub(crate) fn resource(answer: &Answer) -> Option<Resource> {
    object(answer).filter(|object| !field(object, "Resources").is_some_and(Value::is_array))
}

fn object(answer: &Answer) -> Option<Resource> {
    let body = is_success(answer).then_some(answer.body.as_slice())?;
    match serde_json::from_slice(without_mark(body)).ok()? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

/// Returns what stands under a name, in any case of letters (RFC 7643, section 2.1).
fn field<'a>(object: &'a Resource, name: &str) -> Option<&'a Value> {
    object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Whether an answer of success holds the resource of this id.
pub(crate) fn is_of(answer: &Answer, id: &str) -> bool {
    resource(answer).as_ref().is_some_and(|it| is_same(it, id))
}

/// Whether a resource has this id. A GUID is the same in any case of letters.
pub(crate) fn is_same(resource: &Resource, id: &str) -> bool {
    self::id(resource).is_some_and(|own| own.eq_ignore_ascii_case(id))
}

/// Returns the ids of a group's members.
pub(crate) fn members(group: &Resource) -> Vec<String> {
    let members = field(group, "members").and_then(Value::as_array).into_iter().flatten();
    members.filter_map(|it| Some(text_of(field(it.as_object()?, "value")?))).collect()
}

/// Returns a resource's id. A number is an id, too, though SCIM wants a text.
pub(crate) fn id(resource: &Resource) -> Option<String> {
    match field(resource, "id")? {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// Returns the list in an answer to a query; nothing when it is none.
pub(crate) fn list(answer: &Answer) -> Option<List> {
    if answer.status != 200 {
        return None;
    }
    let list = object(answer)?;
    let total = field(&list, "totalResults");
    let elements = match field(&list, "Resources") {
        Some(Value::Array(elements)) => elements.as_slice(),
        Some(_) => return None,
        None if total.is_some() => &[],
        None => return None,
    };
    let resources: Vec<Resource> =
        elements.iter().filter_map(|element| element.as_object().cloned()).collect();
    let none = total.is_none_or(|total| matches!(total.to_string().as_str(), "0" | "\"0\""));
    Some(List { is_empty: none && elements.is_empty(), resources })
}

/// Whether something of a resource holds a tag, in any case of letters.
pub(crate) fn holds(resource: &Resource, tag: &str) -> bool {
    fn any(value: &Value, tag: &str) -> bool {
        match value {
            Value::String(text) => has_tag(text, tag),
            Value::Array(values) => values.iter().any(|value| any(value, tag)),
            Value::Object(parts) => parts.values().any(|value| any(value, tag)),
            _ => false,
        }
    }
    // An id may be a name that the application made of what it was sent, and tells nothing by itself.
    resource.iter().any(|(key, value)| !key.eq_ignore_ascii_case("id") && any(value, tag))
}

/// Returns the status and the server's own words. A resource or a list in an answer of success may be
/// somebody else's, and is not repeated.
pub(crate) fn words(answer: &Answer) -> String {
    let text = String::from_utf8_lossy(without_mark(&answer.body));
    let body = serde_json::from_str::<Value>(&text).ok();
    let own = match body {
        Some(Value::Object(_) | Value::Array(_)) if is_success(answer) => String::new(),
        Some(body) => sentence(&body).unwrap_or_else(|| text.into_owned()),
        None => text.into_owned(),
    };
    let own: String =
        own.chars().map(|c| if c.is_control() { ' ' } else { c }).take(WORDS).collect();
    match own.trim() {
        "" => format!("status {}", answer.status),
        own => format!("status {}: {own}", answer.status),
    }
}

/// Returns the sentence in which an error says what is wrong, after its keyword.
fn sentence(body: &Value) -> Option<String> {
    let detail = ["detail", "message", "error", "title"].iter().find_map(|name| body.get(*name));
    let detail = detail?.as_str()?;
    let kind = body.get("scimType").and_then(Value::as_str);
    Some(kind.map_or(detail.to_owned(), |kind| format!("{kind}: {detail}")))
}

/// Whether nobody but a proof's own people and groups is in an answer: a server that passes over
/// filters shows others, who are written down nowhere.
pub(crate) fn shows_nobody_else(answer: &Answer) -> bool {
    let Some(body) = object(answer) else { return !is_success(answer) || answer.body.is_empty() };
    let is_ours = |value: &Value| value.to_string().to_ascii_lowercase().contains(PREFIX);
    match field(&body, "Resources") {
        Some(Value::Array(elements)) => elements.iter().all(is_ours),
        _ => is_ours(&Value::Object(body)),
    }
}

/// Leaves out a byte order mark, which some servers begin with.
fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer { status, body: body.as_bytes().to_vec(), retry_after: None }
    }

    #[test]
    fn lists_are_told_from_what_is_none() {
        for (status, body, expected, why) in [
            (200, r#"{"totalResults":0,"Resources":[]}"#, Some((true, 0)), "nobody"),
            (200, r#"{"totalResults":0}"#, Some((true, 0)), "nobody, and no list"),
            (200, r#"{"totalResults":1,"resources":[{"id":"1"}]}"#, Some((false, 1)), "somebody"),
            (200, r#"{"totalResults":1,"Resources":[]}"#, Some((false, 0)), "somebody unseen"),
            (200, "\u{feff}{\"totalResults\":\"0\",\"Resources\":[]}", Some((true, 0)), "a mark"),
            (200, "{}", None, "no list"),
            (200, r#"{"totalResults":0,"Resources":null}"#, None, "null"),
            (404, r#"{"totalResults":0,"Resources":[]}"#, None, "a refusal"),
        ] {
            let list = list(&answer(status, body));
            let found = list.map(|list| (list.is_empty, list.resources.len()));
            assert_eq!(found, expected, "{why}");
        }
    }

    #[test]
    fn words_are_the_servers_own_and_short() {
        let scim = answer(400, r#"{"scimType":"noTarget","detail":"no such path"}"#);
        assert_eq!(words(&scim), "status 400: noTarget: no such path");
        assert_eq!(words(&answer(500, "")), "status 500");
        assert_eq!(words(&answer(500, "a\u{1b}[2Jb")), "status 500: a [2Jb", "nothing is obeyed");
        assert!(words(&answer(500, &"x".repeat(5000))).len() < 300);
        assert_eq!(words(&answer(200, r#"{"userName":"kari"}"#)), "status 200", "nobody is named");
    }

    #[test]
    fn answer_that_shows_others_is_told() {
        for (status, body, expected) in [
            (200, r#"{"totalResults":0,"Resources":[]}"#, true),
            (200, r#"{"Resources":[{"userName":"FOOTBRIDGE-PROOF-0A@h"}]}"#, true),
            (
                200,
                r#"{"Resources":[{"userName":"footbridge-proof-0a@h"},{"userName":"kari"}]}"#,
                false,
            ),
            (200, r#"{"id":"1","userName":"kari"}"#, false),
            (201, r#"{"id":"1","displayName":"footbridge-proof-0a"}"#, true),
            (200, "[1]", false),
            (204, "", true),
            (400, r#"{"detail":"no"}"#, true),
        ] {
            assert_eq!(shows_nobody_else(&answer(status, body)), expected, "{body}");
        }
    }

    #[test]
    fn tag_counts_anywhere_but_in_the_id() {
        let tag = "0a1b2c3d";
        let of = |value: Value| holds(value.as_object().unwrap(), tag);
        assert!(of(json!({"id": "1", "emails": [{"value": "X-0A1B2C3D@h"}]})));
        assert!(!of(json!({"id": "0a1b2c3d", "userName": "kari"})));
    }
}
