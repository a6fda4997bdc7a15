//! What is said about a mapping's source: its expression, and the names of attributes in it.

use std::collections::HashMap;

use footbridge_directory::attribute::{ATTRIBUTES, is_directory_extension};
use footbridge_directory::{Directory, exported_name, of_header};
use footbridge_finding::{Language, Severity, nearest};

use crate::expression::bound::{self, Usage};
use crate::expression::diagnostic::{Diagnostic, Fix};
use crate::expression::reference::followed;
use crate::expression::span::{Span, Spans};
use crate::finding::code::{SourceCode, words};
use crate::table::mapping::{Mapping, Source};

/// Returns what is said about a mapping's source.
pub fn diagnostics(
    mapping: &Mapping,
    directory: Option<&Directory>,
    language: &Language,
) -> Vec<Diagnostic> {
    match &mapping.source {
        Source::Constant { .. } => Vec::new(),
        Source::Direct { attribute } => {
            let said = attribute_diagnostic(attribute, directory, language);
            said.or_else(|| roles_direct(attribute, attribute, language)).into_iter().collect()
        }
        Source::Expression { text } => {
            let usage = Usage { matching: mapping.matching.is_some() };
            in_expression(text, bound::check(text, usage), directory, language)
        }
    }
}

/// How many diagnostics of attributes one expression gets; nobody reads so many.
const MOST_ATTRIBUTES: usize = 200;

/// Adds what is said about the attributes of an expression to what was said already.
pub(super) fn in_expression(
    text: &str,
    mut diagnostics: Vec<Diagnostic>,
    directory: Option<&Directory>,
    language: &Language,
) -> Vec<Diagnostic> {
    let spans = Spans::of(text);
    let whole = text.trim();
    let direct = whole.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    diagnostics.extend(direct.and_then(|name| roles_direct(name.trim(), text, language)));
    let mut known: HashMap<String, Option<Diagnostic>> = HashMap::new();
    let most = diagnostics.len() + MOST_ATTRIBUTES;
    for (name, bytes) in bound::attributes(text) {
        let said = known.entry(name);
        let said = said.or_insert_with_key(|name| attribute_diagnostic(name, directory, language));
        let Some(mut said) = said.clone() else { continue };
        said.span = spans.at(&bytes);
        if let Some(fix) = &mut said.fix {
            fix.span = said.span;
            fix.replacement = format!("[{}]", fix.replacement);
        }
        diagnostics.push(said);
        if diagnostics.len() == most {
            break;
        }
    }
    // A direct mapping of what is no attribute would be no better.
    let wrong = diagnostics.iter().find(|it| it.severity == Severity::Error).map(|it| it.span);
    diagnostics.retain(|it| it.code != "expression.direct" || wrong != Some(it.span));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    diagnostics
}

/// Source attributes that a mapping may read and no export has: Entra's guide to custom security
/// attributes names them by set and name, in the second form.
fn is_never_exported(name: &str) -> bool {
    let custom = name.split_once('.').map(|(kind, _)| kind);
    name == "passwordProfile.password"
        || custom.is_some_and(|kind| kind.eq_ignore_ascii_case("customSecurityAttributes"))
}

/// Returns what is said about roles that are the whole source.
fn roles_direct(name: &str, text: &str, language: &Language) -> Option<Diagnostic> {
    (name == "appRoleAssignments").then(|| {
        let code = SourceCode::RolesDirect;
        Diagnostic {
            code: code.as_str().to_owned(),
            severity: code.severity(),
            message: code.finding(language, &[("attribute", name)]).explanation,
            span: Span::of(text, 0..text.len()),
            fix: None,
        }
    })
}

/// Returns what is said about the name of a source attribute.
fn attribute_diagnostic(
    name: &str,
    directory: Option<&Directory>,
    language: &Language,
) -> Option<Diagnostic> {
    let whole = Span::of(name, 0..name.len());
    let say_of = |attribute: &str, code: SourceCode, suggestion: Option<&str>| {
        let reference = followed(name).unwrap_or_default();
        let suggested = suggestion.unwrap_or_default();
        let parameters =
            [("attribute", attribute), ("suggestion", suggested), ("reference", reference)];
        let finding = code.finding(language, &parameters);
        Some(Diagnostic {
            code: code.as_str().to_owned(),
            severity: code.severity(),
            message: finding.explanation,
            span: whole,
            fix: suggestion.map(|suggestion| Fix {
                label: words("fix.attribute", language, &[("attribute", suggestion)]),
                span: whole,
                replacement: suggestion.to_owned(),
            }),
        })
    };
    let say = |code: SourceCode, suggestion: Option<&str>| say_of(name, code, suggestion);
    if name.trim().is_empty() {
        return say(SourceCode::SourceEmpty, None);
    }
    if followed(name).is_some() {
        return say(SourceCode::ReferenceFollowed, None);
    }
    if directory.is_some_and(|directory| directory.attribute(name).is_some()) {
        return None;
    }
    let is_known = ATTRIBUTES.iter().any(|attribute| attribute.name == name);
    if is_known || is_directory_extension(name) || is_never_exported(name) {
        return directory.and_then(|_| say_of(exported_name(name), SourceCode::NotInFile, None));
    }
    let same = ATTRIBUTES.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name));
    if let Some(known) = same {
        return say(SourceCode::AttributeCase, Some(known.name));
    }
    if let Some(known) = of_header(name) {
        return say(SourceCode::OtherName, Some(known.name));
    }
    let known = ATTRIBUTES.iter().map(|attribute| attribute.name);
    say(SourceCode::AttributeUnknown, nearest(name, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attribute_names_are_judged() {
        let english = Language::ENGLISH;
        for (name, code, fix, reason) in [
            ("mail", None, None, "known"),
            ("Mail", Some("source.attribute_case"), Some("mail"), "Entra minds capitals"),
            ("displayname", Some("source.attribute_case"), Some("displayName"), "Entra minds them"),
            (
                "officeLocation",
                Some("source.other_name"),
                Some("physicalDeliveryOfficeName"),
                "Graph's name",
            ),
            ("mobilePhone", Some("source.other_name"), Some("mobile"), "Graph's name"),
            ("id", Some("source.other_name"), Some("objectId"), "Graph's name"),
            (
                "onPremisesExtensionAttributes.extensionAttribute3",
                Some("source.other_name"),
                Some("extensionAttribute3"),
                "Graph's and Cloud Sync's name",
            ),
            ("manager.displayName", Some("source.reference_followed"), None, "of another user"),
            ("Manager.mail", Some("source.reference_followed"), None, "of another user"),
            ("manager", None, None, "the reference itself"),
            ("employeeOrgData.division", None, None, "a dot is a part of a name"),
            ("CustomSecurityAttributes.Engineering_Project", None, None, "in a set"),
            ("departmnet", Some("source.attribute_unknown"), Some("department"), "a slip"),
            ("shoeSize", Some("source.attribute_unknown"), None, "nothing is near"),
            ("", Some("source.empty"), None, "nothing"),
            ("extension_0123456789abcdef0123456789abcdef_unit", None, None, "an extension"),
        ] {
            let said = attribute_diagnostic(name, None, &english);
            assert_eq!(said.as_ref().map(|it| it.code.as_str()), code, "{reason}");
            let replacement = said.and_then(|it| it.fix).map(|fix| fix.replacement);
            assert_eq!(replacement.as_deref(), fix, "{reason}");
        }
    }

    #[test]
    fn roles_as_the_whole_source_need_a_function() {
        let codes = |mapping: &Mapping| -> Vec<String> {
            let said = diagnostics(mapping, None, &Language::ENGLISH);
            said.into_iter().map(|it| it.code).collect()
        };
        let roles = "roles[primary eq \"True\"].value";
        assert_eq!(codes(&Mapping::direct("appRoleAssignments", roles)), ["source.roles_direct"]);
        let whole = Mapping::expression(" [appRoleAssignments]", roles);
        assert_eq!(codes(&whole), ["source.roles_direct", "expression.direct"]);
        let one = Mapping::expression("SingleAppRoleAssignment([appRoleAssignments])", roles);
        assert_eq!(codes(&one), [""; 0], "as the guide has it");
    }
}
