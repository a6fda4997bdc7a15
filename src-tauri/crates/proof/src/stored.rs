//! What a server stored, beside what it was sent.

use footbridge_scim::{Resource, ResourceType, TargetValue};
use serde_json::Value;

use crate::report::{Alteration, TargetStatus};

/// What became of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) status: TargetStatus,
    pub(crate) alteration: Option<Alteration>,
    /// A Boolean is kept as a text.
    pub(crate) is_text: bool,
    /// As text; nothing when there is no value.
    pub(crate) shown: Option<String>,
}

impl Stored {
    pub(crate) fn nothing(status: TargetStatus) -> Self {
        Stored { status, alteration: None, is_text: false, shown: None }
    }
}

/// Returns what a user has at a target, beside what was sent for it.
pub(crate) fn compare(target: &str, sent: &TargetValue, user: &Resource) -> Stored {
    let value = ResourceType::User.value_at(user, target).filter(|value| !is_nothing(value));
    let Some(value) = value else {
        return Stored::nothing(TargetStatus::Lost);
    };
    let alteration = match sent {
        TargetValue::One(text) => one(target, text, value),
        TargetValue::Many(texts) => {
            let stored: Vec<String> =
                value.as_array().into_iter().flatten().map(|it| text_of(own_value(it))).collect();
            let same = texts.iter().all(|text| stored.contains(text));
            (!same).then_some(Alteration::Other)
        }
    };
    let status = if alteration.is_some() { TargetStatus::Altered } else { TargetStatus::Kept };
    let is_text = ResourceType::User.is_boolean(target) && value.is_string();
    Stored { status, alteration, is_text, shown: Some(text_of(own_value(value))) }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(parts) => parts.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A complex value stands for its `value`.
fn own_value(value: &Value) -> &Value {
    value.get("value").unwrap_or(value)
}

/// Returns a value as the table of results has it: a Boolean as mappings compute it.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        other => other.to_string(),
    }
}

fn one(target: &str, sent: &str, value: &Value) -> Option<Alteration> {
    if ResourceType::User.is_boolean(target) {
        return match value {
            Value::Bool(stored) if sent.eq_ignore_ascii_case(&stored.to_string()) => None,
            Value::Bool(_) => Some(Alteration::Other),
            _ => Some(Alteration::Type),
        };
    }
    let Value::String(stored) = own_value(value) else {
        return Some(Alteration::Type);
    };
    if stored == sent {
        return None;
    }
    let (trimmed, kept) = (sent.trim(), stored.trim());
    Some(if trimmed == stored {
        Alteration::Trimmed
    } else if stored.to_lowercase() == sent.to_lowercase() {
        Alteration::Case
    } else if sent.starts_with(kept) {
        Alteration::Cut
    } else if ascii(sent) == ascii(stored) {
        Alteration::Letters
    } else {
        Alteration::Other
    })
}

/// The letters within ASCII but for what takes the place of others: `?` and the empty box.
fn ascii(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_graphic() && *c != '?').collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn stored_value_is_told_from_the_sent_one() {
        use Alteration as How;
        let cases = [
            ("title", "Ansvarlig", json!({"title": "Ansvarlig"}), None, "kept"),
            ("title", "Ansvarlig", json!({"title": "ANSVARLIG"}), Some(How::Case), "in capitals"),
            ("title", " a ", json!({"title": "a"}), Some(How::Trimmed), "without spaces"),
            ("title", "Ansvarlig", json!({"title": "Ansva"}), Some(How::Cut), "its beginning"),
            ("title", "7", json!({"title": 7}), Some(How::Type), "a number"),
            ("title", "Ærø", json!({"title": "?r?"}), Some(How::Letters), "letters lost"),
            ("title", "Ærø", json!({"title": "Ã\u{86}rÃ¸"}), Some(How::Letters), "read as Latin"),
            ("title", "a", json!({"title": "b"}), Some(How::Other), "something else"),
            ("active", "True", json!({"active": true}), None, "a Boolean"),
            ("active", "False", json!({"active": "False"}), Some(How::Type), "a Boolean as text"),
            ("active", "False", json!({"active": true}), Some(How::Other), "the other Boolean"),
            ("manager", "7", json!({"manager": {"value": "7"}}), None, "a reference"),
        ];
        for (target, sent, user, alteration, why) in cases {
            let mut user = user;
            if target == "manager" {
                user = json!({ footbridge_scim::urn::ENTERPRISE_USER: user });
            }
            let sent = TargetValue::One(sent.to_owned());
            let stored = compare(target, &sent, user.as_object().unwrap());
            assert_eq!(stored.alteration, alteration, "{why}");
            let kept = alteration.is_none();
            assert_eq!(stored.status == TargetStatus::Kept, kept, "{why}");
        }
        for nothing in [json!({}), json!({"title": null}), json!({"title": ""})] {
            let sent = TargetValue::One("a".to_owned());
            let stored = compare("title", &sent, nothing.as_object().unwrap());
            assert_eq!((stored.status, stored.shown), (TargetStatus::Lost, None), "{nothing}");
        }
    }
}
