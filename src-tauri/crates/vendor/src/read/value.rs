//! Checks of single values: addresses, expressions, attributes, texts.
//!
//! Each returns the problems of one value; the caller knows where it stands.

use std::ops::Range;

use footbridge_expression::Usage;
use footbridge_finding::nearest;
use footbridge_mapping::targets::{self, TargetCheck};
use serde_json::Value;

use super::error::Problem;
use crate::address::{self, Refusal};
use crate::format::fields;
use crate::guide::PLACEHOLDERS;

/// Checks an address: https, complete, without credentials.
pub(crate) fn url(text: &str) -> Option<Problem> {
    address::https(text).err().map(|refusal| refused(text, refusal))
}

/// Checks the address of a page: one on a public name.
pub(crate) fn page(text: &str) -> Option<Problem> {
    address::page(text).err().map(|refusal| refused(text, refusal))
}

fn refused(text: &str, refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Malformed => Problem::Url { url: text.to_owned() },
        Refusal::Credentials => Problem::UrlCredentials,
        Refusal::NotPublic(host) => Problem::UrlNotPublic { host },
    }
}

/// Checks an expression as Entra would; each problem with its bytes in `text`.
///
/// Which attributes a tenant has cannot be known here, so their names are not checked.
pub(crate) fn expression(text: &str) -> Vec<(Problem, Range<usize>)> {
    let parsed = footbridge_expression::parse(text);
    footbridge_expression::check(&parsed, None, Usage::default())
        .into_iter()
        .filter(footbridge_expression::Diagnostic::is_error)
        .map(|diagnostic| {
            let suggestion = diagnostic.fix.as_ref().and_then(|fix| fix.apply(text));
            (Problem::Expression { message: diagnostic.message, suggestion }, diagnostic.span)
        })
        .collect()
}

/// Checks the name of a SCIM attribute.
pub(crate) fn target(name: &str) -> Option<Problem> {
    match targets::check(name) {
        TargetCheck::Known(_) | TargetCheck::Extension => None,
        TargetCheck::ReadOnly | TargetCheck::Unsupported => {
            Some(Problem::ForbiddenTarget { target: name.to_owned() })
        }
        TargetCheck::MalformedExtension => {
            Some(Problem::UnknownTarget { target: name.to_owned(), suggestion: None })
        }
        TargetCheck::Unknown { suggestion } => Some(Problem::UnknownTarget {
            target: name.to_owned(),
            suggestion: suggestion.map(str::to_owned),
        }),
    }
}

/// Checks the name of a source attribute: letters, digits, `_` and `.`, starting with a letter.
///
/// Which names a tenant has cannot be known here; the form is our choice after those that Entra's
/// documentation lists.
pub(crate) fn attribute(name: &str) -> Option<Problem> {
    let mut characters = name.chars();
    let fits = characters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    (!fits).then(|| Problem::Attribute { value: name.to_owned() })
}

/// Checks a stable name against the pattern of its schema; the pattern itself is for editors.
pub(crate) fn name(schema: &Value, text: &str) -> Option<Problem> {
    let fits = if schema.get("format").is_some_and(|format| format == fields::VENDOR_ID) {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        text.split('-').all(|part| !part.is_empty() && part.chars().all(allowed))
    } else {
        text.chars().next().is_some_and(|first| first.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let pattern = schema.get("pattern").and_then(Value::as_str).unwrap_or_default().to_owned();
    (!fits).then(|| Problem::Name { value: text.to_owned(), pattern })
}

/// Checks a text of the guide: closed backticks, known placeholders.
pub(crate) fn guide_text(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if text.matches('`').count() % 2 == 1 {
        problems.push(Problem::Backtick);
    }
    for name in placeholders(text) {
        if !PLACEHOLDERS.contains(&name) {
            problems.push(Problem::UnknownPlaceholder {
                name: name.to_owned(),
                suggestion: nearest(name, PLACEHOLDERS).map(str::to_owned),
                known: PLACEHOLDERS.iter().map(|&known| known.to_owned()).collect(),
            });
        }
    }
    problems
}

/// Returns the names of the placeholders in a text: `{name}`, with letters and `_`.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|after| after.split_once('}')).map(|(name, _)| name).filter(
        |name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '_'),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_close_their_backticks_and_know_their_placeholders() {
        let cases = [
            ("Choose `Save`, then `{app_name}`.", vec![], "a good text"),
            ("Choose `Save.", vec!["profile.backtick"], "an open backtick"),
            ("See {app}.", vec!["profile.unknown_placeholder"], "an unknown name"),
            ("Braces { alone } and {}", vec![], "not placeholders"),
        ];
        for (text, expected, reason) in cases {
            let codes: Vec<_> = guide_text(text).iter().map(Problem::code).collect();
            assert_eq!(codes, expected, "{reason}");
        }
    }

    #[test]
    fn expressions_are_read_as_entra_reads_them() {
        let cases = [
            (r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#, true, "Entra's own"),
            (r#"Join(" ", [givenName], [surname])"#, true, "Entra's own"),
            ("Frobnicate([mail])", false, "there is no such function"),
            ("ToLower([mail]", false, "a bracket is open"),
        ];
        for (text, accepted, reason) in cases {
            assert_eq!(expression(text).is_empty(), accepted, "{reason}");
        }
    }

    #[test]
    fn source_attributes_are_bare_names() {
        let cases = [
            ("mail", true, "a usual one"),
            ("extensionAttribute1", true, "a numbered one"),
            ("extension_0a1b_costCentre", true, "a directory extension"),
            ("passwordProfile.password", true, "a nested one"),
            ("[mail]", false, "brackets belong to expressions"),
            ("", false, "nothing"),
            ("given name", false, "a space"),
        ];
        for (name, fits, reason) in cases {
            assert_eq!(attribute(name).is_none(), fits, "{reason}");
        }
    }
}
