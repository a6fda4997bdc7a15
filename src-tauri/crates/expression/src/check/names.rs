//! Names that are not known, and what was meant by them.

use std::ops::Range;

use super::checker::Checker;
use crate::diagnostic::{Diagnostic, Fix};
use crate::functions::{self, Dialect, FUNCTIONS, FunctionInfo};
use crate::tree::{Call, Expression};

/// The bare words of the language (Entra's reference and guides, Cloud Sync's reference).
const WORDS: &[&str] = &[
    "vbTextCompare",
    "vbBinaryCompare",
    "IgnoreAttributeFlow",
    "IgnoreObjectFlow",
    "Unicode",
    "ASCII",
    "UTF8",
];

/// Functions of other tools that have another name here and the same arguments.
const RENAMED: &[(&str, &str)] = &[
    ("If", "IIF"),
    ("Iff", "IIF"),
    ("Length", "Len"),
    ("Lower", "ToLower"),
    ("LCase", "ToLower"),
    ("ToLowerCase", "ToLower"),
    ("Upper", "ToUpper"),
    ("UCase", "ToUpper"),
    ("ToUpperCase", "ToUpper"),
    ("Proper", "PCase"),
    ("TitleCase", "PCase"),
    ("ToTitleCase", "PCase"),
    ("IsEmpty", "IsNullOrEmpty"),
    ("IsBlank", "IsNullOrEmpty"),
    ("Exists", "IsPresent"),
    ("IfNull", "Coalesce"),
    ("FirstNonNull", "Coalesce"),
    ("ToString", "CStr"),
    ("NewGuid", "Guid"),
    ("Today", "Now"),
    ("UtcNow", "Now"),
    ("RemoveSpaces", "StripSpaces"),
    ("RemoveDiacritics", "NormalizeDiacritics"),
    ("IndexOf", "InStr"),
    ("TextJoin", "Join"),
    ("Substr", "Mid"),
    ("Substring", "Mid"),
    ("SubstringFrom", "Mid"),
    ("Case", "Switch"),
];

/// Functions of other tools that take more than another name.
const ADVICE: &[(&str, &str)] = &[
    (
        "Right",
        "There is no function `Right`. The last characters are what `Replace` leaves of \
         `Replace([attribute], , \"^.*(?=.{3}$)\", , \"\", , )`, here the last three.",
    ),
    ("And", "There is no `And`. Put one `IIF` into the other's second slot instead."),
    ("Or", "There is no `Or`. Put one `IIF` into the other's third slot instead."),
    (
        "Substitute",
        "Here it is `Replace`, with the new text in the fifth slot: \
         `Replace([attribute], \"old\", , , \"new\", , )`.",
    ),
    (
        "LTrim",
        "Blanks at the start go away with `Replace([attribute], , \"^\\\\s+\", , \"\", , )`.",
    ),
    ("RTrim", "Blanks at the end go away with `Replace([attribute], , \"\\\\s+$\", , \"\", , )`."),
    ("CInt", "Numbers need no conversion here; a text of digits counts as a number."),
    ("CLng", "Numbers need no conversion here; a text of digits counts as a number."),
    ("CDbl", "Numbers need no conversion here; a text of digits counts as a number."),
];

/// Returns the candidate that `name` is probably a slip for.
fn nearest<'n>(name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = name.to_lowercase();
    let allowed = match wanted.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    // Each letter too many or too few is a difference of its own.
    let near = |candidate: &&str| candidate.len().abs_diff(wanted.len()) <= 4 * allowed;
    let (distance, _, candidate) = candidates
        .filter(near)
        .map(|candidate| {
            let known = candidate.to_lowercase();
            let distance = strsim::damerau_levenshtein(&wanted, &known);
            (distance, known.len().abs_diff(wanted.len()), candidate)
        })
        .min_by_key(|(distance, length, _)| (*distance, *length))?;
    (distance <= allowed).then_some(candidate)
}

/// The diagnostic for an attribute that is not in the source, with the name that was meant.
pub(crate) fn unknown_attribute(name: &str, span: Range<usize>, schema: &[&str]) -> Diagnostic {
    let write =
        |known: &str| Fix::new(format!("Write `[{known}]`"), span.clone(), format!("[{known}]"));
    if let Some(known) = schema.iter().find(|known| known.to_lowercase() == name.to_lowercase()) {
        return Diagnostic::error(
            "expression.letter_case",
            span.clone(),
            format!(
                "Letter case counts in attributes: the source has `{known}`, not `{name}`. Entra \
                 refuses the mapping with `SchemaInvalid`."
            ),
        )
        .with_fix(write(known));
    }
    match nearest(name, schema.iter().copied()) {
        Some(known) => Diagnostic::error(
            "expression.unknown_attribute",
            span.clone(),
            format!("There is no attribute `{name}` in the source. Did you mean `{known}`?"),
        )
        .with_fix(write(known)),
        None => Diagnostic::error(
            "expression.unknown_attribute",
            span.clone(),
            format!("There is no attribute `{name}` in the source."),
        ),
    }
}

impl Checker<'_> {
    pub(super) fn unknown_function(&mut self, part: &Expression, call: &Call) {
        let name = &call.name;
        let diagnostic = |message: String| {
            Diagnostic::error("expression.unknown_function", call.name_span.clone(), message)
        };
        // `String.toLowerCase` and the like: the last part is what was meant.
        let bare = name.rsplit('.').next().unwrap_or(name);
        let is = |other: &str| bare.eq_ignore_ascii_case(other);
        if let Some((_, advice)) = ADVICE.iter().find(|(other, _)| is(other)) {
            self.report(diagnostic((*advice).to_owned()));
            return;
        }
        if is("Concat") || is("Concatenate") {
            let start = call.arguments.first().map_or(part.span.end, |first| first.span.start);
            self.report(
                diagnostic(format!("There is no function `{name}`. `Join` puts texts together."))
                    .with_fix(Fix::new(
                        "Write `Join(\"\", …)`",
                        call.name_span.start..start,
                        "Join(\"\", ",
                    )),
            );
            return;
        }
        let renamed = RENAMED.iter().find(|(other, _)| is(other)).map(|(_, known)| *known);
        let same = functions::find_any_case(bare).map(|info| info.name);
        let near = || match self.is_brief() {
            true => None,
            false => nearest(bare, FUNCTIONS.iter().map(|info| info.name)),
        };
        let known = renamed.or(same).or_else(near);
        self.report(match known {
            Some(known) => {
                diagnostic(format!("There is no function `{name}`. Did you mean `{known}`?"))
                    .with_fix(Fix::new(format!("Write `{known}`"), call.name_span.clone(), known))
            }
            None => diagnostic(format!("There is no function `{name}`.")),
        });
    }

    /// Letter case and dialect of a function that is known.
    pub(super) fn function_name(&mut self, part: &Expression, call: &Call, info: &FunctionInfo) {
        if call.name != info.name {
            self.report(
                Diagnostic::warning(
                    "expression.letter_case",
                    call.name_span.clone(),
                    format!(
                        "The function is written `{}`. Entra calls its syntax case-sensitive.",
                        info.name
                    ),
                )
                .with_fix(Fix::new(
                    format!("Write `{}`", info.name),
                    call.name_span.clone(),
                    info.name,
                )),
            );
        }
        if info.dialect == Dialect::AppProvisioning {
            return;
        }
        let diagnostic = Diagnostic::warning(
            "expression.dialect",
            call.name_span.clone(),
            format!(
                "`{}` belongs to {}; the reference for application provisioning does not have it.",
                info.name, info.dialect
            ),
        );
        let argument = call.arguments.first().map_or("", |first| self.source(&first.span));
        let fix = match info.name {
            "Trim" => Some(Fix::new(
                "Use `Replace` instead",
                part.span.clone(),
                format!("Replace({argument}, , \"^\\\\s+|\\\\s+$\", , \"\", , )"),
            )),
            "Prepend" => Some(Fix::new("Write `Append`", call.name_span.clone(), "Append")),
            "IsNothing" => Some(Fix::new("Write `IsNull`", call.name_span.clone(), "IsNull")),
            "AppRoleAssignments" => Some(Fix::new(
                "Write `AssertiveAppRoleAssignmentsComplex`",
                call.name_span.clone(),
                "AssertiveAppRoleAssignmentsComplex",
            )),
            _ => None,
        };
        self.report(match fix {
            Some(fix) => diagnostic.with_fix(fix),
            None => diagnostic,
        });
    }

    pub(super) fn word(&mut self, word: &str, span: &Range<usize>) {
        if WORDS.contains(&word) {
            return;
        }
        let error =
            |message: String| Diagnostic::error("expression.unknown_word", span.clone(), message);
        let fix = |label: String, text: String| Fix::new(label, span.clone(), text);
        let lower = word.to_ascii_lowercase();
        let diagnostic = if let Some(known) = WORDS.iter().find(|w| w.eq_ignore_ascii_case(word)) {
            error(format!("This word is written `{known}`."))
                .with_fix(fix(format!("Write `{known}`"), (*known).to_owned()))
        } else if lower == "true" || lower == "false" {
            let text = if lower == "true" { "\"True\"" } else { "\"False\"" };
            error("True and False are texts here.".to_owned())
                .with_fix(fix(format!("Write {text}"), text.to_owned()))
        } else if matches!(lower.as_str(), "null" | "nothing" | "nil") {
            error(
                "There is no word for null here; the key \"\" of `Switch` stands for it."
                    .to_owned(),
            )
            .with_fix(fix("Write \"\"".to_owned(), "\"\"".to_owned()))
        } else if let Some(info) = functions::find_any_case(word)
            && self.schema.is_none_or(|schema| !schema.contains(&word))
        {
            error(format!("A function needs brackets after its name: `{}`.", info.signature))
                .with_fix(fix("Add the brackets".to_owned(), format!("{}()", info.name)))
        } else {
            // `user.mail` and `source.mail` are what other tools call the attribute.
            let name = word
                .split_once('.')
                .filter(|(head, _)| {
                    ["user", "source", "idpuser"].contains(&head.to_ascii_lowercase().as_str())
                })
                .map_or(word, |(_, name)| name);
            error("Attributes stand in square brackets, texts in quotation marks.".to_owned())
                .with_fix(fix(format!("Write `[{name}]`"), format!("[{name}]")))
        };
        self.report(diagnostic);
    }

    pub(super) fn parameter(&mut self, name: &str, span: &Range<usize>) {
        if name == "DomainFQDN" {
            self.report(Diagnostic::warning(
                "expression.dialect",
                span.clone(),
                "`%DomainFQDN%` belongs to Cloud Sync; application provisioning does not have it.",
            ));
            return;
        }
        self.report(Diagnostic::error(
            "expression.unknown_parameter",
            span.clone(),
            format!("There is no parameter `%{name}%`."),
        ));
    }
}
