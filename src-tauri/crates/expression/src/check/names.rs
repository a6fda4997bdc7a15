//! Names that are not known, and what was meant by them.

use std::ops::Range;

use super::checker::{Checker, given};
use footbridge_finding::nearest;

use crate::diagnostic::{Diagnostic, Fix};
use crate::functions::{self, Dialect, FUNCTIONS, FunctionInfo};
use crate::message::Message;
use crate::tree::{Call, Expression};
use crate::words::Words;

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
    ("IfElse", "IIF"),
    ("IfThen", "IIF"),
    ("IfThenElse", "IIF"),
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
    ("IsNullOrWhiteSpace", "IsNullOrEmpty"),
    ("Exists", "IsPresent"),
    ("IfNull", "Coalesce"),
    ("FirstNonNull", "Coalesce"),
    ("Nvl", "Coalesce"),
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
const ADVICE: &[(&str, Words)] = &[
    ("Right", Words::AdviceRight),
    ("And", Words::AdviceAnd),
    ("Or", Words::AdviceOr),
    ("Substitute", Words::AdviceSubstitute),
    ("LTrim", Words::AdviceTrimStart),
    ("RTrim", Words::AdviceTrimEnd),
    ("CInt", Words::AdviceNumber),
    ("CLng", Words::AdviceNumber),
    ("CDbl", Words::AdviceNumber),
    ("BeginsWith", Words::AdviceStartsWith),
    ("StartsWith", Words::AdviceStartsWith),
    ("EndsWith", Words::AdviceEndsWith),
    ("In", Words::AdviceIn),
    ("IsIn", Words::AdviceIn),
    ("InList", Words::AdviceIn),
];

/// Returns what a function of other tools is called here.
pub(super) fn renamed(name: &str) -> Option<&'static str> {
    RENAMED.iter().find(|(other, _)| name.eq_ignore_ascii_case(other)).map(|(_, known)| *known)
}

/// The diagnostic for an attribute that is not in the source, with the name that was meant.
pub(crate) fn unknown_attribute(name: &str, span: Range<usize>, schema: &[&str]) -> Diagnostic {
    let write = |known: &str| {
        Fix::new(Words::WriteAttribute.with("known", known), span.clone(), format!("[{known}]"))
    };
    if let Some(known) = schema.iter().find(|known| known.to_lowercase() == name.to_lowercase()) {
        return Diagnostic::error(
            span.clone(),
            Words::AttributeLetterCase.with("known", *known).with("name", name),
        )
        .with_fix(write(known));
    }
    match nearest(name, schema.iter().copied()) {
        Some(known) => Diagnostic::error(
            span.clone(),
            Words::UnknownAttributeNear.with("name", name).with("known", known),
        )
        .with_fix(write(known)),
        None => Diagnostic::error(span.clone(), Words::UnknownAttribute.with("name", name)),
    }
}

impl Checker<'_> {
    pub(super) fn unknown_function(&mut self, part: &Expression, call: &Call) {
        let name = &call.name;
        let diagnostic = |message: Message| Diagnostic::error(call.name_span.clone(), message);
        // `String.toLowerCase` and the like: the last part is what was meant.
        let bare = name.rsplit('.').next().unwrap_or(name);
        let is = |other: &str| bare.eq_ignore_ascii_case(other);
        if let Some((_, advice)) = ADVICE.iter().find(|(other, _)| is(other)) {
            let diagnostic = diagnostic(advice.with("name", name));
            let fix = (*advice == Words::AdviceStartsWith).then(|| self.beginning(part, call));
            self.report(match fix.flatten() {
                Some(fix) => diagnostic.with_fix(fix),
                None => diagnostic,
            });
            return;
        }
        if is("Concat") || is("Concatenate") {
            let start = call.arguments.first().map_or(part.span.end, |first| first.span.start);
            self.report(
                diagnostic(Words::UnknownFunctionConcat.with("name", name)).with_fix(Fix::new(
                    Words::WriteJoin,
                    call.name_span.start..start,
                    "Join(\"\", ",
                )),
            );
            return;
        }
        let renamed = renamed(bare);
        let same = functions::find_any_case(bare).map(|info| info.name);
        let near = || match self.is_brief() {
            true => None,
            false => nearest(bare, FUNCTIONS.iter().map(|info| info.name)),
        };
        let known = renamed.or(same).or_else(near);
        let words = match is("LCase") || is("UCase") {
            true => Words::OfConnectSync,
            false => Words::UnknownFunctionNear,
        };
        self.report(match known {
            Some(known) => diagnostic(words.with("name", name).with("known", known)).with_fix(
                Fix::new(Words::Write.with("known", known), call.name_span.clone(), known),
            ),
            None => diagnostic(Words::UnknownFunction.with("name", name)),
        });
    }

    /// `StartsWith([a], "abc")` is `Left([a], 3) = "abc"`.
    fn beginning(&self, part: &Expression, call: &Call) -> Option<Fix> {
        let (source, start) = given(call, 0).zip(given(call, 1))?;
        let length = start.as_text()?.encode_utf16().count();
        let (source, start) = (self.written(source), self.written(start));
        let replacement = format!("Left({source}, {length}) = {start}");
        Some(Fix::new(Words::WriteLeft, part.span.clone(), replacement))
    }

    /// Letter case and dialect of a function that is known.
    pub(super) fn function_name(&mut self, part: &Expression, call: &Call, info: &FunctionInfo) {
        if call.name != info.name {
            self.report(
                Diagnostic::warning(
                    call.name_span.clone(),
                    Words::FunctionLetterCase.with("known", info.name),
                )
                .with_fix(Fix::new(
                    Words::Write.with("known", info.name),
                    call.name_span.clone(),
                    info.name,
                )),
            );
        }
        match info.dialect {
            Dialect::AppProvisioning => return,
            Dialect::Undocumented => {
                self.report(Diagnostic::warning(
                    call.name_span.clone(),
                    Words::FunctionUndocumented.with("name", info.name),
                ));
                return;
            }
            Dialect::CloudSync | Dialect::Graph2019 | Dialect::CrossTenant => {}
        }
        let diagnostic = Diagnostic::warning(
            call.name_span.clone(),
            Words::FunctionDialect.with("name", info.name).with("dialect", info.dialect.words()),
        );
        let argument = call.arguments.first().map_or("", |first| self.source(&first.span));
        let fix = match info.name {
            "Trim" => Some(Fix::new(
                Words::UseReplace,
                part.span.clone(),
                format!("Replace({argument}, , \"^\\\\s+|\\\\s+$\", , \"\", , )"),
            )),
            "Prepend" => Some(Fix::new(
                Words::Write.with("known", "Append"),
                call.name_span.clone(),
                "Append",
            )),
            "IsNothing" => Some(Fix::new(
                Words::Write.with("known", "IsNull"),
                call.name_span.clone(),
                "IsNull",
            )),
            "AppRoleAssignments" => Some(Fix::new(
                Words::Write.with("known", "AssertiveAppRoleAssignmentsComplex"),
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
        let error = |message: Message| Diagnostic::error(span.clone(), message);
        let fix = |label: Message, text: String| Fix::new(label, span.clone(), text);
        let lower = word.to_ascii_lowercase();
        let diagnostic = if let Some(known) = WORDS.iter().find(|w| w.eq_ignore_ascii_case(word)) {
            error(Words::WordLetterCase.with("known", *known))
                .with_fix(fix(Words::Write.with("known", *known), (*known).to_owned()))
        } else if lower == "true" || lower == "false" {
            let text = if lower == "true" { "True" } else { "False" };
            error(Words::WordBoolean.into())
                .with_fix(fix(Words::WriteText.with("text", text), format!("\"{text}\"")))
        } else if matches!(lower.as_str(), "null" | "nothing" | "nil") {
            error(Words::WordNull.into())
                .with_fix(fix(Words::WriteText.with("text", ""), "\"\"".to_owned()))
        } else if let Some(info) = functions::find_any_case(word)
            && self.schema.is_none_or(|schema| !schema.contains(&word))
        {
            error(Words::WordFunction.with("signature", info.signature))
                .with_fix(fix(Words::AddBrackets.into(), format!("{}()", info.name)))
        } else {
            // `user.mail` and `source.mail` are what other tools call the attribute.
            let name = word
                .split_once('.')
                .filter(|(head, _)| {
                    ["user", "source", "idpuser"].contains(&head.to_ascii_lowercase().as_str())
                })
                .map_or(word, |(_, name)| name);
            error(Words::UnknownWord.into())
                .with_fix(fix(Words::WriteAttribute.with("known", name), format!("[{name}]")))
        };
        self.report(diagnostic);
    }

    pub(super) fn parameter(&mut self, name: &str, span: &Range<usize>) {
        if name == "DomainFQDN" {
            self.report(Diagnostic::warning(span.clone(), Words::DomainFqdnDialect));
            return;
        }
        self.report(Diagnostic::error(span.clone(), Words::UnknownParameter.with("name", name)));
    }
}
