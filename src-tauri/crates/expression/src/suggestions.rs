//! Expressions that sample values of an attribute ask for.
//!
//! Everything proposed here is valid in the dialect of application provisioning (so no `Trim`), is
//! never an error for any value (so no `Item`), and keeps names of several words together (so no
//! `Word`, which separates at each single character). What is left is `Replace` with one regular
//! expression per level; its second alternative matches everything else, so that a value with fewer
//! levels gives an empty text.
//!
//! How to use it: [`suggest`] with an attribute and its value for each person (`""` for none) gives
//! the proposals, and [`Tried::on`] what one of them gives for the same people, with counts and
//! examples to show before it is taken. [`delimiters`], [`level`] and the others are its parts, for
//! whoever asks in another order.
//!
//! Which level belongs into which SCIM attribute is the mapping's business.

mod countries;
mod tried;

pub use tried::{Example, Tried};

use std::collections::{BTreeMap, BTreeSet};

use countries::{Country, coded, named};

use crate::path_level::{End, PathLevel};
use crate::tree::quoted;

/// The delimiters that are looked for, in order of preference. Blanks at both ends mean that the
/// delimiter only counts with blanks around it: a hyphen within a name parts nothing.
const DELIMITERS: &[&str] =
    &[">", "»", "→", "::", "/", "\\", "|", ";", ":", " - ", " – ", " — ", ","];

/// The most levels that are proposed.
pub const MAX_LEVELS: usize = 4;

/// From this share of the filled values on, a delimiter is proposed. Our choice.
const MINIMUM_SHARE: f64 = 0.2;

/// From this share of the filled values on, an attribute holds countries. Our choice.
const COUNTRY_SHARE: f64 = 0.8;

/// A delimiter that sample values have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Delimiter {
    /// The delimiter, for [`level`] and [`level_from_end`].
    pub text: String,
    /// How many levels the values have at most, from 2 to [`MAX_LEVELS`]; levels that hardly any
    /// value has do not count.
    pub levels: usize,
    /// The share of the filled values that contain it, from 0 to 1.
    pub share: f64,
}

/// What a proposed expression does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Gives one level of a path, counted from 1 at the left end.
    Level {
        /// Which level.
        level: usize,
        /// Of how many.
        of: usize,
    },
    /// Gives one level of a path, counted from 1 at the right end.
    LevelFromEnd {
        /// Which level.
        level: usize,
        /// Of how many.
        of: usize,
    },
    /// Takes away blanks at both ends.
    Trim,
    /// Uses the user principal name where there is no mail address.
    Fallback,
    /// Takes away the domain after the `@`.
    StripDomain,
    /// Turns names of countries into codes of two letters.
    CountryCode,
    /// Turns codes of countries into English names.
    CountryName,
}

/// A proposed expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it does.
    pub kind: Kind,
    /// The expression.
    pub expression: String,
}

/// Returns the expression for one level of a path such as `Sales > Field Sales > North`, counted
/// from 1 at the left end. Blanks around the delimiter are cut off; a value with fewer levels gives
/// an empty text.
///
/// A delimiter with blanks at both ends, such as `" - "`, only counts with blanks around it. Any
/// other counts with and without.
///
/// ```
/// use footbridge_expression::suggestions::level;
///
/// assert_eq!(
///     level("department", ">", 2),
///     r#"Replace([department], , "(?s)^(?:(?:[^>]*>){1}\\s*(?<level>[^>]*?)\\s*(?:>.*)?|.*)$", , "${level}", , )"#,
/// );
/// ```
pub fn level(attribute: &str, delimiter: &str, level: usize) -> String {
    extraction(attribute, &PathLevel::new(delimiter, level, End::Left))
}

/// Returns the expression for one level counted from 1 at the right end: 1 gives the last level,
/// which for a value without the delimiter is the value itself.
pub fn level_from_end(attribute: &str, delimiter: &str, level: usize) -> String {
    extraction(attribute, &PathLevel::new(delimiter, level, End::Right))
}

/// Returns the expression that takes away blanks at both ends.
pub fn trim(attribute: &str) -> String {
    format!("Replace([{attribute}], , {}, , \"\", , )", quoted(r"^\s+|\s+$"))
}

/// Returns the expression that takes another attribute where the first has no value.
pub fn fallback(attribute: &str, other: &str) -> String {
    format!("Coalesce([{attribute}], [{other}])")
}

/// Returns the expression that takes away one domain (`@contoso.com`), or with `None` any domain.
pub fn strip_domain(attribute: &str, domain: Option<&str>) -> String {
    match domain {
        Some(domain) => format!(
            "Replace([{attribute}], {}, , , \"\", , )",
            quoted(&format!("@{}", domain.trim_start_matches('@')))
        ),
        None => format!("Replace([{attribute}], , \"@.*$\", , \"\", , )"),
    }
}

/// Returns the expression that turns the names of countries that are among the values into their
/// codes of two letters (ISO 3166-1 alpha-2), which SCIM asks for (RFC 7643 §4.1.2). Any other value
/// stays as it is. `None` when no value is a country's name.
///
/// Keys of `Switch` are compared letter case included, so each spelling among the values is a key of
/// its own.
///
/// ```
/// use footbridge_expression::suggestions::country_code;
///
/// assert_eq!(
///     country_code("country", &["Norge", "SE", "Norge"]).unwrap(),
///     r#"Switch([country], [country], "Norge", "NO")"#,
/// );
/// ```
pub fn country_code(attribute: &str, values: &[&str]) -> Option<String> {
    translated(attribute, values, |value| named(value).map(|country| country.code))
}

/// Returns the expression that turns the codes of two letters that are among the values into the
/// countries' English names. Any other value stays as it is. `None` when no value is a code.
pub fn country_name(attribute: &str, values: &[&str]) -> Option<String> {
    translated(attribute, values, |value| coded(value).map(Country::name))
}

/// Returns the delimiters that the values have in common, the most frequent first. Empty values are
/// left out of the count.
pub fn delimiters(values: &[&str]) -> Vec<Delimiter> {
    let filled: Vec<&str> = values.iter().copied().filter(|v| !v.trim().is_empty()).collect();
    let mut found: Vec<Delimiter> = DELIMITERS
        .iter()
        .filter_map(|delimiter| {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for pieces in filled.iter().map(|value| pieces(value, delimiter)).filter(|n| *n > 1) {
                *counts.entry(pieces.min(MAX_LEVELS)).or_default() += 1;
            }
            let with: usize = counts.values().sum();
            let share = share_of(with, filled.len());
            if share < MINIMUM_SHARE {
                return None;
            }
            // The deepest level that at least one value in twenty reaches.
            let mut deeper = 0;
            let levels = counts.iter().rev().find_map(|(levels, count)| {
                deeper += count;
                (share_of(deeper, with) >= 0.05).then_some(*levels)
            })?;
            Some(Delimiter { text: (*delimiter).to_owned(), levels, share })
        })
        .collect();
    // The sort is stable: of two that are equally frequent the preferred one stays first.
    found.sort_by(|a, b| b.share.total_cmp(&a.share));
    found
}

/// Proposes expressions for an attribute from sample values; `""` stands for no value. Expressions
/// that would change none of the samples are not proposed.
pub fn suggest(attribute: &str, values: &[&str]) -> Vec<Suggestion> {
    let mut suggestions = Vec::new();
    let mut add = |kind, expression| suggestions.push(Suggestion { kind, expression });
    let filled: Vec<&str> = values.iter().copied().filter(|value| !value.is_empty()).collect();

    if attribute == "mail" && filled.len() < values.len() {
        add(Kind::Fallback, fallback(attribute, "userPrincipalName"));
    }
    if filled.iter().any(|value| value.trim() != *value) {
        add(Kind::Trim, trim(attribute));
    }
    if let Some(domain) = common_domain(&filled) {
        add(Kind::StripDomain, strip_domain(attribute, domain));
        return suggestions;
    }
    let share = |of: fn(&str) -> Option<&'static Country>| {
        share_of(filled.iter().filter(|value| of(value).is_some()).count(), filled.len())
    };
    if share(|value| named(value).or(coded(value))) >= COUNTRY_SHARE {
        if let Some(expression) = country_code(attribute, &filled) {
            add(Kind::CountryCode, expression);
        }
        if let Some(expression) = country_name(attribute, &filled) {
            add(Kind::CountryName, expression);
        }
        return suggestions;
    }
    if let Some(delimiter) = delimiters(&filled).first() {
        let of = delimiter.levels;
        for number in 1..=of {
            let kind = Kind::Level { level: number, of };
            add(kind, level(attribute, &delimiter.text, number));
        }
        for number in 1..=of {
            let kind = Kind::LevelFromEnd { level: number, of };
            add(kind, level_from_end(attribute, &delimiter.text, number));
        }
    }
    suggestions
}

/// Returns `Some(Some(domain))` when nearly all values end in the same domain, `Some(None)` when
/// nearly all are addresses of several domains, and else `None`.
fn common_domain<'v>(values: &[&'v str]) -> Option<Option<&'v str>> {
    let mut domains: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, domain) in values.iter().filter_map(|value| value.split_once('@')) {
        *domains.entry(domain).or_default() += 1;
    }
    let addresses: usize = domains.values().sum();
    if share_of(addresses, values.len()) < 0.9 {
        return None;
    }
    Some(if domains.len() == 1 { domains.into_keys().next() } else { None })
}

/// Returns the `Switch` with a key for each different value that has a translation.
fn translated(
    attribute: &str,
    values: &[&str],
    translation: impl Fn(&str) -> Option<&'static str>,
) -> Option<String> {
    let different: BTreeSet<&str> = values.iter().copied().collect();
    let pairs: String = different
        .into_iter()
        .filter_map(|value| Some((value, translation(value)?)))
        .filter(|(value, translated)| value != translated)
        .map(|(value, translated)| format!(", {}, {}", quoted(value), quoted(translated)))
        .collect();
    (!pairs.is_empty()).then(|| format!("Switch([{attribute}], [{attribute}]{pairs})"))
}

/// How many levels a value has; 1 when a level would be empty, as in a leading slash.
fn pieces(value: &str, delimiter: &str) -> usize {
    let pieces: Vec<&str> = value.split(delimiter).collect();
    if pieces.iter().any(|piece| piece.trim().is_empty()) { 1 } else { pieces.len() }
}

#[allow(clippy::cast_precision_loss, reason = "counts of sample values are small")]
fn share_of(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn extraction(attribute: &str, level: &PathLevel) -> String {
    let (pattern, replacement) = (quoted(&level.pattern()), quoted(PathLevel::replacement()));
    format!("Replace([{attribute}], , {pattern}, , {replacement}, , )")
}
