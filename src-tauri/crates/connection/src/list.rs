//! Is a body the answer to a query: a ListResponse of RFC 7644 §3.4.2, and an empty one?
//!
//! Read field by field, so that each departure has its own words.

use std::fmt;

use footbridge_scim::urn;
use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use crate::Code;
use crate::error_body::error_inside;
use crate::observed::Observed;
use crate::page::{excerpt, is_html, page_title};

/// What a body turned out to be.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) warnings: Vec<Observed>,
    pub(crate) error: Option<Observed>,
}

impl Reading {
    pub(crate) fn error(observed: Observed) -> Self {
        Reading { warnings: Vec::new(), error: Some(observed) }
    }

    /// Whether it is a list, of whatever length.
    pub(crate) fn is_list(&self) -> bool {
        self.error
            .as_ref()
            .is_none_or(|error| matches!(error.code, Code::FilterIgnored | Code::BodyResourcesNull))
    }
}

/// Reads the body of an answer with status 200.
pub(crate) fn read(body: &[u8], content_type: &str) -> Reading {
    let (body, marked) = match body.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (body, false),
    };
    let Ok(text) = std::str::from_utf8(body) else {
        let seen = Observed::new(Code::BodyEncoding).with("encoding", guess(body));
        return Reading::error(seen);
    };
    if text.trim().is_empty() {
        return Reading::error(Observed::new(Code::BodyEmpty));
    }
    if is_html(text, content_type) {
        return Reading::error(Observed::new(Code::BodyHtml).evidence(page_title(text)));
    }
    // UTF-16 without a byte order mark is valid UTF-8, full of zeros.
    if matches!(
        text.as_bytes(),
        [0, 1..=u8::MAX, 0, 1..=u8::MAX, ..] | [1..=u8::MAX, 0, 1..=u8::MAX, 0, ..]
    ) {
        return Reading::error(Observed::new(Code::BodyEncoding).with("encoding", "UTF-16"));
    }
    let mut reading = match fields_of(text) {
        Some(fields) => read_fields(&fields),
        None => Reading::error(match serde_json::from_str::<Value>(text) {
            Ok(_) => Observed::new(Code::BodyNotList).evidence(excerpt(text)),
            Err(error) => Observed::new(Code::BodyNotJson)
                .with("line", error.line())
                .with("column", error.column())
                .evidence(excerpt(text)),
        }),
    };
    if marked {
        reading.warnings.push(
            Observed::new(Code::BodyEncoding).warning().with("encoding", "a byte order mark"),
        );
    }
    reading
}

fn read_fields(fields: &[(String, Value)]) -> Reading {
    // The last of two keys counts, as in most parsers, and a name has no letter case (RFC 7643 §2.1).
    let same = |key: &str, name: &str| key.eq_ignore_ascii_case(name);
    let named_so = |name: &str| fields.iter().rev().find(|(key, _)| same(key, name));
    let field = |name: &str| named_so(name).map(|(_, value)| value);
    let named = field("schemas").is_some_and(|schemas| {
        schemas.as_array().is_some_and(|list| list.iter().any(|urn| urn == urn::LIST_RESPONSE))
    });
    let (resources, total) = (field("Resources"), field("totalResults"));
    let not_list = || {
        if let Some(error) = error_inside(fields) {
            return Reading::error(error);
        }
        let keys: Vec<&str> = fields.iter().map(|(key, _)| key.as_str()).take(8).collect();
        let keys = match keys.as_slice() {
            [] => "an empty object".to_owned(),
            keys => format!("an object with {}", keys.join(", ")),
        };
        Reading::error(Observed::new(Code::BodyNotList).evidence(keys))
    };
    if !named && (resources.is_none() || total.is_none()) {
        return not_list();
    }
    let count = match resources {
        None => None,
        Some(Value::Array(resources)) => Some(resources.len()),
        Some(Value::Null) => return Reading::error(Observed::new(Code::BodyResourcesNull)),
        Some(_) => return not_list(),
    };
    if let Some(count) = count.filter(|count| *count > 0) {
        return Reading::error(Observed::new(Code::FilterIgnored).with("count", count));
    }

    let mut warnings = Vec::new();
    let number = total.and_then(Value::as_u64);
    if number != Some(0) {
        let total = total.map_or_else(|| "nothing".to_owned(), Value::to_string);
        let total: String = total.chars().take(40).collect();
        warnings.push(
            Observed::new(Code::BodyTotalMismatch)
                .with("total", total)
                .with("count", count.unwrap_or_default()),
        );
    } else if count.is_none() {
        warnings.push(Observed::new(Code::BodyResourcesMissing));
    } else if let Some((key, _)) = named_so("Resources").filter(|(key, _)| key != "Resources") {
        let seen = Observed::new(Code::BodyResourcesMissing).variant("letter_case");
        warnings.push(seen.with("key", key));
    }
    if !named {
        warnings.push(Observed::new(Code::BodySchemaMissing));
    }
    let twice = fields
        .iter()
        .enumerate()
        .find(|(index, (key, _))| fields.iter().take(*index).any(|(earlier, _)| earlier == key));
    if let Some((_, (key, _))) = twice {
        warnings.push(Observed::new(Code::BodyDuplicateKey).with("key", key));
    }
    Reading { warnings, error: None }
}

fn guess(body: &[u8]) -> &'static str {
    match body {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
        [0x1f, 0x8b, ..] => "gzip compression that no header announces",
        body if body.iter().take(8).filter(|byte| **byte == 0).count() >= 2 => "UTF-16",
        _ => "an encoding other than UTF-8",
    }
}

/// Whether a text names an encoding in words of ours: one that was guessed, or undone.
pub(crate) fn is_encoding(text: &str) -> bool {
    let undone = text.strip_suffix(" compression");
    undone.is_some_and(|coding| ["gzip", "x-gzip", "deflate"].contains(&coding))
        || [
            "UTF-16",
            "a byte order mark",
            "an encoding other than UTF-8",
            "gzip compression that no header announces",
        ]
        .contains(&text)
}

/// The deepest nesting that is read, as in most parsers.
const DEEPEST: usize = 128;

/// Returns how deep arrays and objects lie in each other.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Returns the fields of an object in their order, twice if they come twice; nothing when it is no
/// object that parsers read.
///
/// A number such as 1e400 is JSON, and none that anybody could use: the value it is in is left out.
fn fields_of(text: &str) -> Option<Vec<(String, Value)>> {
    let whole = fields_with(text, |_| true).ok();
    whole.or_else(|| {
        if depth(text) > DEEPEST {
            return None;
        }
        fields_with(text, |key| is_one_of(key, &["schemas", "Resources", "totalResults"]))
            .or_else(|_| fields_with(text, |key| is_one_of(key, &["schemas", "Resources"])))
            .ok()
    })
}

fn is_one_of(key: &str, names: &[&str]) -> bool {
    names.iter().any(|name| key.eq_ignore_ascii_case(name))
}

/// Returns the fields of an object, with the values of some of them.
fn fields_with(
    text: &str,
    reads: fn(&str) -> bool,
) -> Result<Vec<(String, Value)>, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let fields = reader.deserialize_map(FieldVisitor { reads })?;
    reader.end().map(|()| fields)
}

struct FieldVisitor {
    reads: fn(&str) -> bool,
}

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Vec<(String, Value)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if (self.reads)(&key) {
                fields.push((key, map.next_value()?));
            } else {
                map.next_value::<IgnoredAny>()?;
                // Only the total is looked at, and only this form of it tells that it is none.
                fields.push((key, Value::String("no number".to_owned())));
            }
        }
        Ok(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#""schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"]"#;

    #[test]
    fn each_body_has_its_codes() {
        let list = |rest: &str| format!("{{{LIST}{rest}}}").into_bytes();
        let cases: Vec<(Vec<u8>, &[&str], &str)> = vec![
            (list(r#","totalResults":0,"Resources":[]"#), &[], "the right answer"),
            (list(r#","totalResults":0"#), &["body.resources_missing"], "RFC 7644 allows it"),
            (b"".to_vec(), &["body.empty"], "nothing"),
            (b" \r\n".to_vec(), &["body.empty"], "white space"),
            (b"\xef\xbb\xbf".to_vec(), &["body.empty"], "a byte order mark alone"),
            (b"<!DOCTYPE html><p>Sign in".to_vec(), &["body.html"], "a page"),
            (b"\n<!-- x --><HTML>".to_vec(), &["body.html"], "a page after a comment"),
            (b"<?xml version='1.0'?><a/>".to_vec(), &["body.not_json"], "XML"),
            (b"OK".to_vec(), &["body.not_json"], "a word"),
            (b"{".to_vec(), &["body.not_json"], "cut short"),
            (
                list(",\"totalResults\":0,\"Resources\":[]").into_iter().chain([0, 0]).collect(),
                &["body.not_json"],
                "zeros behind",
            ),
            ("[".repeat(200_000).into_bytes(), &["body.not_json"], "nested without end"),
            (
                format!("{}{}", "[".repeat(9_999), "]".repeat(9_999)).into_bytes(),
                &["body.not_json"],
                "nested too deep to read",
            ),
            (b"{}".to_vec(), &["body.not_list"], "an empty object"),
            (b"[]".to_vec(), &["body.not_list"], "a bare array"),
            (b"null".to_vec(), &["body.not_list"], "null"),
            (b"\"x\"".to_vec(), &["body.not_list"], "text"),
            (
                br#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1"}"#.to_vec(),
                &["body.not_list"],
                "a single user",
            ),
            (
                br#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}"#
                    .to_vec(),
                &["body.not_list"],
                "an error with status 200",
            ),
            (list(r#","totalResults":0,"Resources":null"#), &["body.resources_null"], "null"),
            (list(r#","totalResults":0,"Resources":{}"#), &["body.not_list"], "an object"),
            (list(r#","totalResults":1,"Resources":[{"id":"1"}]"#), &["filter.ignored"], "a user"),
            (
                list(r#","totalResults":0,"Resources":[{}]"#),
                &["filter.ignored"],
                "a user, uncounted",
            ),
            (list(r#","totalResults":"0","Resources":[]"#), &["body.total_mismatch"], "text"),
            (list(r#","totalResults":0.5,"Resources":[]"#), &["body.total_mismatch"], "a fraction"),
            (list(r#","totalResults":-1,"Resources":[]"#), &["body.total_mismatch"], "negative"),
            (
                list(r#","totalResults":1e400,"Resources":[]"#),
                &["body.total_mismatch"],
                "no number",
            ),
            (
                list(r#","totalResults":9007199254740993,"Resources":[]"#),
                &["body.total_mismatch"],
                "too many",
            ),
            (list(r#","Resources":[]"#), &["body.total_mismatch"], "missing"),
            (br#"{"totalResults":0,"Resources":[]}"#.to_vec(), &["body.schema_missing"], "unnamed"),
            (
                list(r#","totalResults":0,"totalResults":0,"Resources":[]"#),
                &["body.duplicate_key"],
                "twice",
            ),
            (
                [b"\xef\xbb\xbf".to_vec(), list(r#","totalResults":0,"Resources":[]"#)].concat(),
                &["body.encoding"],
                "a byte order mark",
            ),
            (b"\xff\xfe{\0}\0".to_vec(), &["body.encoding"], "UTF-16 with its mark"),
            (b"{\0}\0".to_vec(), &["body.encoding"], "UTF-16 without"),
            (b"{\"a\":\"\xe5\"}".to_vec(), &["body.encoding"], "Latin-1"),
        ];
        for (body, expected, why) in cases {
            let reading = read(&body, "application/scim+json");
            let codes: Vec<&str> = reading
                .error
                .iter()
                .chain(&reading.warnings)
                .map(|seen| seen.code.as_str())
                .collect();
            assert_eq!(codes, expected, "{why}");
        }
    }
}
