//! One case of a batch: an expression, a person, what the machine knows, what is expected.

use footbridge_expression::Context;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value as Json;

use super::outcome::Outcome;

/// One line of a batch file. Other keys are notes and ignored.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    #[serde(default)]
    pub(super) id: Json,
    pub(super) expression: String,
    #[serde(default)]
    pub(super) attributes: Json,
    /// Absent when nothing is expected; `null` expects null.
    #[serde(default, deserialize_with = "present")]
    pub(super) expect: Option<Json>,
    #[serde(default)]
    context: Surroundings,
    /// The published result is ambiguous or wrong; a mismatch is told but does not count.
    #[serde(default)]
    pub(super) doubtful: bool,
    /// The result by the rules, where the published one is doubtful.
    #[serde(default, deserialize_with = "present")]
    pub(super) plain_semantics: Option<Json>,
}

/// What an expression may ask for beside the person.
#[derive(Debug, Default, Deserialize)]
struct Surroundings {
    now: Option<String>,
    #[serde(default)]
    existing: Vec<String>,
    #[serde(rename = "defaultDomain")]
    default_domain: Option<String>,
    #[serde(rename = "DomainFQDN")]
    domain_fqdn: Option<String>,
    schema: Option<Vec<String>>,
}

/// Tells a key with the value `null` from an absent key.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Json>, D::Error> {
    Json::deserialize(deserializer).map(Some)
}

impl Case {
    /// Returns the attributes that the source schema has, when the case says so.
    pub(super) fn schema(&self) -> Option<&[String]> {
        self.context.schema.as_deref()
    }

    /// Returns what the expression may ask for; `now` stands in when the case names no moment.
    pub(super) fn context(&self, now: Timestamp) -> Result<Context, String> {
        let now = self.context.now.as_deref().map_or(Ok(now), moment)?;
        let mut context = Context::new(now).with_existing(&self.context.existing);
        if let Some(domain) = &self.context.default_domain {
            context = context.with_default_domain(domain);
        }
        if let Some(domain) = &self.context.domain_fqdn {
            context = context.with_domain_fqdn(domain);
        }
        Ok(context)
    }

    /// Whether `outcome` is what the case expects; nothing when it expects nothing.
    pub(super) fn passes(&self, outcome: &Outcome) -> Option<bool> {
        let expected = self.expect.as_ref()?;
        let by_the_rules = self.plain_semantics.iter().any(|plain| agrees(outcome, plain));
        Some(agrees(outcome, expected) || by_the_rules)
    }
}

/// Reads a moment: RFC 3339, or a date with or without a time, in UTC.
fn moment(text: &str) -> Result<Timestamp, String> {
    let in_utc = |time: DateTime| time.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>()
        .or_else(|_| text.parse::<DateTime>().and_then(in_utc))
        .or_else(|_| text.parse::<Date>().and_then(|date| in_utc(date.at(0, 0, 0, 0))))
        .map_err(|error| format!("`now` is no moment: {error}"))
}

fn agrees(outcome: &Outcome, expected: &Json) -> bool {
    if let Json::Object(special) = expected {
        if special.get("error") == Some(&Json::Bool(true)) {
            return matches!(outcome, Outcome::Error { .. });
        }
        if special.get("ignored") == Some(&Json::Bool(true)) {
            return *outcome == Outcome::Ignored;
        }
        if let Some(Json::String(pattern)) = special.get("matches") {
            let Outcome::Value(value) = outcome else { return false };
            return fancy_regex::Regex::new(pattern)
                .is_ok_and(|regex| regex.is_match(&text(value)).unwrap_or(false));
        }
    }
    matches!(outcome, Outcome::Value(value) if same(value, expected))
}

/// Compares values; numbers and booleans also by the text in which Entra sends them.
fn same(value: &Json, expected: &Json) -> bool {
    match (value, expected) {
        (Json::Null, other) | (other, Json::Null) => other.is_null(),
        (Json::Array(values), Json::Array(expected)) => {
            values.len() == expected.len()
                && values.iter().zip(expected).all(|(value, expected)| same(value, expected))
        }
        // Graph gives every result as a list; one value is that value.
        (Json::Array(values), one) | (one, Json::Array(values)) => {
            matches!(values.as_slice(), [value] if same(value, one))
        }
        _ => value == expected || text(value) == text(expected),
    }
}

/// Returns the text form of a value, in which Entra sends it.
pub(super) fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn comparing() {
        let error = Outcome::Error { code: "x".into(), message: "y".into() };
        let cases = [
            (Outcome::Value(json!(true)), json!("True"), true, "a boolean by its text"),
            (Outcome::Value(json!(5)), json!("5"), true, "a number by its text"),
            (Outcome::Value(json!("5")), json!(5), true, "and the other way"),
            (Outcome::Value(json!(["a"])), json!("a"), true, "a list of one is the one"),
            (Outcome::Value(json!(["a", "b"])), json!("a"), false, "a list of two is not"),
            (Outcome::Value(Json::Null), json!(""), false, "null is not an empty text"),
            (Outcome::Value(json!("")), Json::Null, false, "nor the other way"),
            (Outcome::Ignored, json!({ "ignored": true }), true, "left out"),
            (error.clone(), json!({ "error": true }), true, "any error"),
            (error, json!("x"), false, "an error is no value"),
            (Outcome::Value(json!("ab1")), json!({ "matches": "^[a-z]+1$" }), true, "a pattern"),
        ];
        for (outcome, expected, wanted, why) in cases {
            assert_eq!(agrees(&outcome, &expected), wanted, "{why}");
        }
    }

    #[test]
    fn null_expected_is_not_nothing_expected() {
        let case: Case =
            serde_json::from_str(r#"{"expression":"[a]","expect":null}"#).expect("a case");
        assert_eq!(case.passes(&Outcome::Value(Json::Null)), Some(true), "null is expected");
        let case: Case = serde_json::from_str(r#"{"expression":"[a]"}"#).expect("a case");
        assert_eq!(case.passes(&Outcome::Value(Json::Null)), None, "nothing is expected");
    }
}
