//! The mappings that are configured in Entra against those that are wanted, each difference with what
//! to do in the portal.

use footbridge_finding::{Finding, Language, Severity};
use serde::{Deserialize, Serialize};

use crate::finding::code::{DifferenceCode, words};
use crate::table::mapping::{Apply, Mapping, Source, by_target};
use crate::table::rules::Rules;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingDifference {
    /// The target.
    pub target: String,
    /// What is configured, in a few words; `None` when the target is not mapped.
    pub configured: Option<String>,
    /// What is wanted, in a few words; `None` when the target is not wanted.
    pub wanted: Option<String>,
    /// The difference as a sentence, and what to do about it in the portal.
    pub finding: Finding,
}

/// Returns the differences, target by target: in the order of what is wanted, then what is too much.
///
/// A target that differs in several ways is there once for each. Of two mappings to one target the
/// first counts.
pub fn differences(
    configured: &[Mapping],
    wanted: &[Mapping],
    rules: &Rules,
    vendor: &str,
    language: &Language,
) -> Vec<MappingDifference> {
    let (all_configured, all_wanted) = (by_target(configured), by_target(wanted));
    let mut found = Vec::new();
    let mut add =
        |code: DifferenceCode, target: &str, have: Option<String>, want: Option<String>| {
            let parameters = [
                ("target", target),
                ("vendor", vendor),
                ("configured", have.as_deref().unwrap_or_default()),
                ("wanted", want.as_deref().unwrap_or_default()),
            ];
            let mut finding = code.finding(language, &parameters);
            // An error is what the vendor's own rules forbid; the rest is how the profile has it.
            let is_rule = match code {
                DifferenceCode::Missing => rules.demands(target),
                DifferenceCode::Matching => rules.matching_only.is_some(),
                _ => true,
            };
            if !is_rule {
                finding.severity = Severity::Info;
            }
            let target = target.to_owned();
            found.push(MappingDifference { target, configured: have, wanted: want, finding });
        };
    for want in wanted {
        let target = want.target.as_str();
        let Some((_, have)) = all_configured.get(target) else {
            add(DifferenceCode::Missing, target, None, Some(source_text(&want.source)));
            continue;
        };
        let text = |of: fn(&Mapping, &Language) -> String| (of(have, language), of(want, language));
        let mut differs = |code: DifferenceCode, (have, want): (String, String)| {
            if have != want {
                add(code, target, Some(have), Some(want));
            }
        };
        if !same_source(&have.source, &want.source) {
            let texts = (source_text(&have.source), source_text(&want.source));
            differs(DifferenceCode::Source, texts);
        }
        differs(DifferenceCode::Matching, text(matching_text));
        differs(DifferenceCode::Default, text(default_text));
        differs(DifferenceCode::Apply, text(apply_text));
    }
    for have in configured {
        let target = have.target.as_str();
        if !all_wanted.contains_key(target) {
            let accepted = rules.accepts(target);
            let code = if accepted { DifferenceCode::Extra } else { DifferenceCode::Unwanted };
            add(code, target, Some(source_text(&have.source)), None);
        }
    }
    found
}

/// Returns whether two sources mean the same: `[mail]` is `mail`, `"x"` is the constant `x`, and
/// blanks between the parts of an expression do not count.
pub(crate) fn same_source(a: &Source, b: &Source) -> bool {
    plain(a) == plain(b)
}

fn plain(source: &Source) -> String {
    match source {
        Source::Direct { attribute } => format!("[{attribute}]"),
        Source::Constant { value } => {
            format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
        }
        Source::Expression { text } => without_blanks(text),
    }
}

/// Drops blanks outside of texts; a backslash keeps the next letter within one.
fn without_blanks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for letter in text.chars() {
        if quoted || !letter.is_whitespace() {
            plain.push(letter);
        }
        if letter == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && letter == '\\' && !escaped;
    }
    plain
}

fn source_text(source: &Source) -> String {
    match source {
        Source::Constant { value } => format!("\"{value}\""),
        other => other.text().to_owned(),
    }
}

fn matching_text(mapping: &Mapping, language: &Language) -> String {
    match mapping.matching {
        None => words("portal.matching.no", language, &[]),
        Some(precedence) => {
            words("portal.matching.yes", language, &[("precedence", &precedence.to_string())])
        }
    }
}

fn default_text(mapping: &Mapping, language: &Language) -> String {
    let default = mapping.default_if_null.as_deref().filter(|default| !default.is_empty());
    match default {
        None => words("portal.default.empty", language, &[]),
        Some(default) => words("portal.default", language, &[("default", default)]),
    }
}

fn apply_text(mapping: &Mapping, language: &Language) -> String {
    let key = match mapping.apply {
        Apply::Always => "portal.apply.always",
        Apply::OnCreation => "portal.apply.on_creation",
    };
    words(key, language, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_that_mean_the_same_are_the_same() {
        let expression = |text: &str| Source::Expression { text: text.to_owned() };
        let direct = Source::Direct { attribute: "mail".to_owned() };
        let constant = Source::Constant { value: "a \"b\"".to_owned() };
        for (a, b, same, why) in [
            (&direct, &expression(" [mail] "), true, "an attribute alone"),
            (&direct, &expression("[Mail]"), false, "case counts"),
            (&constant, &expression(r#""a \"b\"""#), true, "a text alone"),
            (
                &expression("Join(\" \", [a],[b])"),
                &expression("Join(\" \",[a],\n [b])"),
                true,
                "blanks between parts",
            ),
            (
                &expression("Join(\" \", [a])"),
                &expression("Join(\"\", [a])"),
                false,
                "blanks in texts",
            ),
        ] {
            assert_eq!(same_source(a, b), same, "{why}");
        }
    }

    #[test]
    fn differences_of_two_tables_are_listed_in_order() {
        let wanted = [
            Mapping::direct("userPrincipalName", "userName"),
            Mapping::direct("mail", "emails[type eq \"work\"].value").matched(1),
            Mapping::direct("jobTitle", "title"),
            Mapping::direct("displayName", "displayName"),
        ];
        let mut name = Mapping::direct("givenName", "displayName");
        name.default_if_null = Some("x".to_owned());
        name.apply = Apply::OnCreation;
        let configured = [
            Mapping::direct("userPrincipalName", "userName").matched(1),
            Mapping::expression("[mail]", "emails[type eq \"work\"].value"),
            name,
            Mapping::direct("mailNickname", "externalId"),
            Mapping::direct("x", "urn:ietf:params:scim:schemas:extension:A:2.0:User:b"),
        ];
        let exact = wanted.iter().map(|mapping| mapping.target.clone()).collect();
        let rules = Rules { exact: Some(exact), ..Rules::default() };
        let codes = |configured: &[Mapping], rules: &Rules| -> Vec<(String, String)> {
            differences(configured, &wanted, rules, "Nordwind", &Language::ENGLISH)
                .into_iter()
                .map(|it| (it.target, it.finding.code))
                .collect()
        };
        let pair = |target: &str, code: &str| (target.to_owned(), code.to_owned());
        assert_eq!(
            codes(&configured, &rules),
            [
                pair("userName", "difference.matching"),
                pair("emails[type eq \"work\"].value", "difference.matching"),
                pair("title", "difference.missing"),
                pair("displayName", "difference.source"),
                pair("displayName", "difference.default"),
                pair("displayName", "difference.apply"),
                pair("externalId", "difference.unwanted"),
                pair("urn:ietf:params:scim:schemas:extension:A:2.0:User:b", "difference.extra"),
            ],
            "in order"
        );
        assert_eq!(codes(&wanted, &rules), [], "what is wanted");
        let all =
            differences(&configured, &wanted, &Rules::default(), "Nordwind", &Language::ENGLISH);
        let extra = all.iter().find(|it| it.target == "externalId").unwrap();
        assert_eq!(extra.finding.code, "difference.extra", "without rules nothing is unwanted");
        assert!(
            all.iter()
                .all(|it| !it.finding.fixes.is_empty() && !it.finding.explanation.contains('{')),
            "each says what to do: {all:?}"
        );
    }
}
