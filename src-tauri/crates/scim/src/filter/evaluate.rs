//! Judging a filter against a resource.

use std::cmp::Ordering;

use serde_json::Value;

use crate::conform::is_primary;
use crate::resource_type::get;
use crate::schema::{self, Attribute, AttributeType};
use crate::{Comparison, Filter, Path, Resource, ResourceType};

/// What a path starts from: a resource, or one value of an attribute that has several.
#[derive(Clone, Copy)]
enum Scope<'a> {
    Resource(ResourceType, &'a Resource),
    Element(&'a [Attribute], &'a Value),
}

impl Filter {
    /// Whether the filter holds for a resource.
    pub fn matches(&self, kind: ResourceType, resource: &Resource) -> bool {
        self.holds(Scope::Resource(kind, resource))
    }

    /// Whether the filter selects one value of an attribute with these sub-attributes.
    pub(crate) fn selects(&self, sub_attributes: &[Attribute], element: &Value) -> bool {
        self.holds(Scope::Element(sub_attributes, element))
    }

    fn holds(&self, scope: Scope<'_>) -> bool {
        match self {
            Filter::Present(path) | Filter::Selects(path) => {
                values(scope, path).iter().any(|(value, _)| !is_unassigned(value))
            }
            // "Not equal" is the opposite of "equal", for a resource without the attribute too.
            Filter::Compare(path, Comparison::NotEqual, literal) => {
                !any_compares(scope, path, Comparison::Equal, literal)
            }
            Filter::Compare(path, comparison, literal) => {
                any_compares(scope, path, *comparison, literal)
            }
            Filter::Not(inner) => !inner.holds(scope),
            Filter::And(left, right) => left.holds(scope) && right.holds(scope),
            Filter::Or(left, right) => left.holds(scope) || right.holds(scope),
        }
    }
}

impl Path {
    /// Orders two resources by the value at this path, for `sortBy` (RFC 7644 §3.4.2.3).
    ///
    /// Of several values the primary one counts, else the first. A resource without a value comes
    /// last.
    pub fn order(&self, kind: ResourceType, left: &Resource, right: &Resource) -> Ordering {
        let [left, right] = [left, right].map(|resource| {
            let values = simple_values(Scope::Resource(kind, resource), self);
            values.into_iter().next()
        });
        match (left, right) {
            (Some((left, attribute)), Some((right, _))) => {
                let is = |comparison| compares(comparison, left, right, attribute);
                if is(Comparison::Less) {
                    Ordering::Less
                } else if is(Comparison::Greater) {
                    Ordering::Greater
                } else {
                    Ordering::Equal
                }
            }
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

fn any_compares(scope: Scope<'_>, path: &Path, comparison: Comparison, literal: &Value) -> bool {
    if literal.is_null() {
        return values(scope, path).iter().all(|(value, _)| is_unassigned(value));
    }
    simple_values(scope, path)
        .into_iter()
        .any(|(value, attribute)| compares(comparison, value, literal, attribute))
}

/// Returns the values that a path leads to, the primary one first. A complex value stands for its
/// `value` (RFC 7644 §3.4.2.2, on `emails co "example"`).
fn simple_values<'a>(scope: Scope<'a>, path: &Path) -> Vec<(&'a Value, Option<&'a Attribute>)> {
    let mut values = values(scope, path);
    values.sort_by_key(|(value, _)| !is_primary(value));
    values
        .into_iter()
        .filter_map(|(value, attribute)| match value {
            Value::Object(object) => {
                Some((get(object, "value")?, attribute.and_then(|a| a.sub_attribute("value"))))
            }
            simple => Some((simple, attribute)),
        })
        .collect()
}

/// Returns the values that a path leads to, with what is known of their attribute.
fn values<'a>(scope: Scope<'a>, path: &Path) -> Vec<(&'a Value, Option<&'a Attribute>)> {
    let (value, attribute) = match scope {
        Scope::Resource(kind, resource) => {
            let location = kind.locate(path);
            (location.value(resource), location.attribute)
        }
        Scope::Element(attributes, Value::Object(object)) => {
            (get(object, &path.attribute), schema::find(attributes, &path.attribute))
        }
        // A value without parts stands for its own `value`.
        Scope::Element(_, simple) => {
            (Some(simple).filter(|_| path.attribute.eq_ignore_ascii_case("value")), None)
        }
    };
    let elements: Vec<&Value> = match value {
        None => Vec::new(),
        Some(Value::Array(elements)) => elements.iter().collect(),
        Some(single) => vec![single],
    };
    let sub_attributes = attribute.map_or(&[][..], |attribute| &attribute.sub_attributes);
    let selected = elements.into_iter().filter(|element| {
        path.selector.as_ref().is_none_or(|filter| filter.selects(sub_attributes, element))
    });
    match &path.sub_attribute {
        None => selected.map(|element| (element, attribute)).collect(),
        Some(sub) => selected
            .filter_map(|element| {
                let value = get(element.as_object()?, sub)?;
                Some((value, schema::find(sub_attributes, sub)))
            })
            .collect(),
    }
}

fn is_unassigned(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn compares(
    comparison: Comparison,
    value: &Value,
    literal: &Value,
    attribute: Option<&Attribute>,
) -> bool {
    match (value, literal) {
        (Value::String(value), Value::String(literal)) => {
            let kind = attribute.map(|attribute| attribute.kind);
            if kind == Some(AttributeType::DateTime)
                && let (Ok(value), Ok(literal)) =
                    (value.parse::<jiff::Timestamp>(), literal.parse::<jiff::Timestamp>())
            {
                return orders(comparison, value.cmp(&literal));
            }
            // Text is compared without case unless its schema says otherwise, unknown text too.
            if attribute.is_some_and(|attribute| attribute.case_exact) {
                compares_text(comparison, value, literal)
            } else {
                compares_text(comparison, &value.to_lowercase(), &literal.to_lowercase())
            }
        }
        (Value::Bool(value), Value::Bool(literal)) => {
            comparison == Comparison::Equal && value == literal
        }
        // Entra writes `primary eq "True"`.
        (Value::Bool(value), Value::String(literal)) => {
            comparison == Comparison::Equal && literal.eq_ignore_ascii_case(&value.to_string())
        }
        (Value::Number(value), Value::Number(literal)) => value
            .as_f64()
            .zip(literal.as_f64())
            .and_then(|(value, literal)| value.partial_cmp(&literal))
            .is_some_and(|ordering| orders(comparison, ordering)),
        _ => false,
    }
}

fn compares_text(comparison: Comparison, value: &str, literal: &str) -> bool {
    match comparison {
        Comparison::Contains => value.contains(literal),
        Comparison::StartsWith => value.starts_with(literal),
        Comparison::EndsWith => value.ends_with(literal),
        _ => orders(comparison, value.cmp(literal)),
    }
}

fn orders(comparison: Comparison, ordering: Ordering) -> bool {
    match comparison {
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterOrEqual => ordering.is_ge(),
        Comparison::Less => ordering.is_lt(),
        Comparison::LessOrEqual => ordering.is_le(),
        Comparison::Contains | Comparison::StartsWith | Comparison::EndsWith => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn filters_hold_as_the_rfc_says() {
        let user = json!({
            "id": "2819c223", "externalId": "Bjensen", "userName": "bjensen@example.com",
            "active": true, "title": "Tour Guide",
            "name": {"familyName": "O'Malley"},
            "emails": [
                {"type": "work", "value": "bjensen@example.com", "primary": true},
                {"type": "home", "value": "babs@jensen.org"}
            ],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
                {"department": "Tours", "manager": {"value": "26118915"}},
            "meta": {"lastModified": "2011-05-13T04:42:34.000Z"},
            "level": 7
        });
        let user = user.as_object().unwrap();
        let cases = [
            ("userName eq \"BJENSEN@example.com\"", true, "userName has no letter case"),
            ("externalId eq \"bjensen\"", false, "externalId has"),
            ("USERNAME sw \"bj\"", true, "names of attributes have no letter case"),
            ("name.familyName co \"O'Malley\"", true, "a part"),
            ("userName ew \"example.com\" and active eq true", true, "both"),
            ("active eq \"True\"", true, "Entra writes a Boolean as text"),
            ("active ne true", false, "not equal"),
            ("title pr", true, "present"),
            ("nickName pr", false, "absent"),
            ("nickName eq null", true, "absent is null"),
            ("nickName ne \"x\"", true, "absent is not equal"),
            ("not (nickName pr) and (title pr or active eq false)", true, "nesting"),
            ("emails co \"jensen.org\"", true, "a complex value stands for its value"),
            (
                "emails[type eq \"work\" and value co \"@example.com\"]",
                true,
                "one element for both",
            ),
            ("emails[type eq \"home\" and value co \"@example.com\"]", false, "no such element"),
            ("emails[type eq \"work\"].value eq \"bjensen@example.com\"", true, "as Entra asks"),
            ("emails[type eq \"other\"].value eq \"bjensen@example.com\"", false, "another type"),
            ("emails[primary eq \"True\"].value pr", true, "a Boolean as text in brackets"),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"tours\"",
                true,
                "an extension",
            ),
            ("manager eq \"26118915\"", true, "Entra's documentation leaves the URN out"),
            (
                "urn:ietf:params:scim:schemas:core:2.0:User:title eq \"tour guide\"",
                true,
                "core URN",
            ),
            ("meta.lastModified gt \"2011-05-13T04:42:33Z\"", true, "later"),
            ("meta.lastModified le \"2011-05-13T06:42:34+02:00\"", true, "the same moment"),
            ("level ge 7", true, "a number of no schema"),
            ("level gt \"7\"", false, "a number is not text"),
            ("placeholder eq \"x\"", false, "an unknown attribute has no value"),
        ];
        for (text, expected, why) in cases {
            let filter: Filter = text.parse().unwrap();
            assert_eq!(filter.matches(ResourceType::User, user), expected, "{why}: {text}");
        }
    }

    #[test]
    fn resources_are_ordered_by_a_path() {
        let user = |value: Value| match value {
            Value::Object(user) => user,
            _ => Resource::new(),
        };
        let cases = [
            (
                "userName",
                json!({"userName": "B"}),
                json!({"userName": "a"}),
                Ordering::Greater,
                "no case",
            ),
            ("title", json!({}), json!({"title": "a"}), Ordering::Greater, "without a value, last"),
            (
                "emails",
                json!({"emails": [{"value": "z"}, {"value": "a", "primary": true}]}),
                json!({"emails": [{"value": "b"}]}),
                Ordering::Less,
                "the primary value counts",
            ),
        ];
        for (path, left, right, expected, why) in cases {
            let path: Path = path.parse().unwrap();
            let ordering = path.order(ResourceType::User, &user(left), &user(right));
            assert_eq!(ordering, expected, "{why}");
        }
    }
}
