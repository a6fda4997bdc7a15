//! What can be wrong in a profile file, with its place, and how it is told.

use std::sync::LazyLock;

use footbridge_expression::Message;
use footbridge_finding::{Explain, Finding, Language, Place, Severity, Texts};

/// One problem of a profile file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{}: {problem}", place.line.unwrap_or(1), place.column.unwrap_or(1))]
pub struct ProfileError {
    /// What is wrong.
    pub problem: Problem,
    /// Where: file, line, column and the path of the entry.
    pub place: Place,
}

/// What is wrong in a profile file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// It is not TOML.
    #[error("not TOML: {message}")]
    Syntax {
        /// What the TOML parser says.
        message: String,
    },
    /// It cannot be read for a reason that the other checks did not name.
    #[error("cannot be read: {message}")]
    Unreadable {
        /// What the reader says.
        message: String,
    },
    /// It is written for another version of the format.
    #[error("format {found} is not known")]
    Version {
        /// The version found.
        found: String,
    },
    /// A key that the format does not have here.
    #[error("unknown key `{key}`")]
    UnknownKey {
        /// The key.
        key: String,
        /// The key that was probably meant.
        suggestion: Option<String>,
        /// The keys that would be right here.
        known: Vec<String>,
    },
    /// A condition that the guide does not have.
    #[error("unknown condition `{key}`")]
    UnknownCondition {
        /// The condition.
        key: String,
        /// The condition that was probably meant.
        suggestion: Option<String>,
        /// The conditions there are.
        known: Vec<String>,
    },
    /// A key that must be there.
    #[error("`{key}` is missing")]
    MissingKey {
        /// The key.
        key: String,
    },
    /// A text without English.
    #[error("the English text is missing")]
    MissingEnglish,
    /// A key of a text that is no language tag.
    #[error("`{tag}` is not a language tag")]
    Language {
        /// The key.
        tag: String,
    },
    /// A value of another type.
    #[error("expected {expected}, found {found}")]
    Type {
        /// The type expected, in words.
        expected: String,
        /// The type found, as TOML names it.
        found: String,
    },
    /// A value that is none of the choices.
    #[error("`{value}` is not one of the choices")]
    Choice {
        /// The value.
        value: String,
        /// The choice that was probably meant.
        suggestion: Option<String>,
        /// The choices there are.
        known: Vec<String>,
    },
    /// A text or list that must not be empty.
    #[error("must not be empty")]
    Empty,
    /// A number outside its bounds.
    #[error("{value} is not between {from} and {to}")]
    Range {
        /// The number.
        value: String,
        /// The lowest that is right.
        from: String,
        /// The highest that is right.
        to: String,
    },
    /// A name that may not be written so.
    #[error("`{value}` is not a well-formed name")]
    Name {
        /// The name.
        value: String,
        /// What it may hold, as a pattern.
        pattern: String,
    },
    /// The id of a built-in vendor, or one that looks like it.
    #[error("`{id}` is the id of {owner}")]
    IdTaken {
        /// The id.
        id: String,
        /// The vendor that has it.
        owner: String,
    },
    /// A web address that may not be opened.
    #[error("`{url}` is not an https address")]
    Url {
        /// The address, without credentials.
        url: String,
    },
    /// The address of a page that is on no public server.
    #[error("`{host}` is not a public name")]
    UrlNotPublic {
        /// Its host, in ASCII.
        host: String,
    },
    /// A web address with a name or a password in it.
    #[error("the address holds credentials")]
    UrlCredentials,
    /// An expression that Entra would not accept.
    #[error("expression: {message}")]
    Expression {
        /// What is wrong with it.
        message: Message,
        /// The expression that was probably meant.
        suggestion: Option<String>,
    },
    /// Not the name of a source attribute.
    #[error("`{value}` is not a source attribute")]
    Attribute {
        /// What is written.
        value: String,
    },
    /// A SCIM attribute that Entra does not offer.
    #[error("unknown target `{target}`")]
    UnknownTarget {
        /// The target.
        target: String,
        /// The target that was probably meant.
        suggestion: Option<String>,
    },
    /// A SCIM attribute that must not be mapped.
    #[error("`{target}` cannot be mapped")]
    ForbiddenTarget {
        /// The target.
        target: String,
    },
    /// A portal word whose backtick is not closed.
    #[error("a backtick is not closed")]
    Backtick,
    /// A `{name}` that the guide does not fill in.
    #[error("unknown placeholder `{{{name}}}`")]
    UnknownPlaceholder {
        /// The name.
        name: String,
        /// The placeholder that was probably meant.
        suggestion: Option<String>,
        /// The placeholders there are.
        known: Vec<String>,
    },
    /// A `{name}` that cannot be filled in at this place.
    #[error("`{{{name}}}` has no value here")]
    PlaceholderNotHere {
        /// The name.
        name: String,
    },
    /// A second step of the same name.
    #[error("a second step `{id}`")]
    DuplicateStep {
        /// The name.
        id: String,
    },
    /// A second mapping of the same target.
    #[error("a second mapping of `{target}`")]
    DuplicateTarget {
        /// The target.
        target: String,
    },
    /// A mapping to remove or to replace that the base table does not have.
    #[error("`{target}` is not in the base table")]
    NotInBase {
        /// The target.
        target: String,
        /// The target that was probably meant.
        suggestion: Option<String>,
    },
    /// A mapping without a source, or with more than one.
    #[error("the mapping of `{target}` does not have exactly one source")]
    Source {
        /// The target.
        target: String,
    },
    /// Matching precedences that do not count 1, 2, 3.
    #[error("the matching precedences are not 1, 2, 3 …")]
    Matching,
    /// A mapping table that breaks the profile's own rules.
    #[error("the table breaks the profile's rule for `{target}`")]
    Rule {
        /// The target that the rule is about.
        target: String,
    },
    /// A lower bound above its upper bound.
    #[error("`{low}` is higher than `{high}`")]
    Order {
        /// The lower bound's key.
        low: String,
        /// The upper bound's key.
        high: String,
    },
}

impl Problem {
    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Syntax { .. } => "profile.syntax",
            Problem::Unreadable { .. } => "profile.unreadable",
            Problem::Version { .. } => "profile.version",
            Problem::UnknownKey { .. } => "profile.unknown_key",
            Problem::UnknownCondition { .. } => "profile.unknown_condition",
            Problem::MissingKey { .. } => "profile.missing_key",
            Problem::MissingEnglish => "profile.missing_english",
            Problem::Language { .. } => "profile.language",
            Problem::Type { .. } => "profile.type",
            Problem::Choice { .. } => "profile.choice",
            Problem::Empty => "profile.empty",
            Problem::Range { .. } => "profile.range",
            Problem::Name { .. } => "profile.name",
            Problem::IdTaken { .. } => "profile.id_taken",
            Problem::Url { .. } => "profile.url",
            Problem::UrlNotPublic { .. } => "profile.url_not_public",
            Problem::UrlCredentials => "profile.url_credentials",
            Problem::Expression { .. } => "profile.expression",
            Problem::Attribute { .. } => "profile.attribute",
            Problem::UnknownTarget { .. } => "profile.unknown_target",
            Problem::ForbiddenTarget { .. } => "profile.forbidden_target",
            Problem::Backtick => "profile.backtick",
            Problem::UnknownPlaceholder { .. } => "profile.unknown_placeholder",
            Problem::PlaceholderNotHere { .. } => "profile.placeholder_not_here",
            Problem::DuplicateStep { .. } => "profile.duplicate_step",
            Problem::DuplicateTarget { .. } => "profile.duplicate_target",
            Problem::NotInBase { .. } => "profile.not_in_base",
            Problem::Source { .. } => "profile.source",
            Problem::Matching => "profile.matching",
            Problem::Rule { .. } => "profile.rule",
            Problem::Order { .. } => "profile.order",
        }
    }

    /// Returns the name that was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Problem::UnknownKey { suggestion, .. }
            | Problem::UnknownCondition { suggestion, .. }
            | Problem::Choice { suggestion, .. }
            | Problem::UnknownTarget { suggestion, .. }
            | Problem::UnknownPlaceholder { suggestion, .. }
            | Problem::NotInBase { suggestion, .. }
            | Problem::Expression { suggestion, .. } => suggestion.as_deref(),
            _ => None,
        }
    }

    /// Returns the names that would have been right.
    fn known(&self) -> &[String] {
        match self {
            Problem::UnknownKey { known, .. }
            | Problem::UnknownCondition { known, .. }
            | Problem::Choice { known, .. }
            | Problem::UnknownPlaceholder { known, .. } => known,
            _ => &[],
        }
    }

    /// Returns what is said of an expression, which has words of its own.
    fn about_expression(&self, language: &Language) -> Option<String> {
        match self {
            Problem::Expression { message, .. } => Some(message.in_language(language)),
            _ => None,
        }
    }

    /// Returns what else fills the texts.
    fn parameters(&self) -> Vec<(&'static str, &str)> {
        match self {
            Problem::Syntax { message } | Problem::Unreadable { message } => {
                vec![("message", message)]
            }
            Problem::Version { found } => vec![("found", found)],
            Problem::UnknownKey { key, .. }
            | Problem::UnknownCondition { key, .. }
            | Problem::MissingKey { key } => vec![("key", key)],
            Problem::Language { tag } => vec![("tag", tag)],
            Problem::Type { expected, found } => vec![("expected", expected), ("found", found)],
            Problem::Choice { value, .. } | Problem::Attribute { value } => vec![("value", value)],
            Problem::Range { value, from, to } => {
                vec![("value", value), ("from", from), ("to", to)]
            }
            Problem::Name { value, pattern } => vec![("value", value), ("pattern", pattern)],
            Problem::IdTaken { id, owner } => vec![("id", id), ("owner", owner)],
            Problem::Url { url } => vec![("url", url)],
            Problem::UrlNotPublic { host } => vec![("host", host)],
            Problem::UnknownTarget { target, .. }
            | Problem::ForbiddenTarget { target }
            | Problem::DuplicateTarget { target }
            | Problem::NotInBase { target, .. }
            | Problem::Source { target }
            | Problem::Rule { target } => vec![("target", target)],
            Problem::UnknownPlaceholder { name, .. } | Problem::PlaceholderNotHere { name } => {
                vec![("name", name)]
            }
            Problem::DuplicateStep { id } => vec![("id", id)],
            Problem::Order { low, high } => vec![("low", low), ("high", high)],
            Problem::Expression { .. }
            | Problem::MissingEnglish
            | Problem::Empty
            | Problem::UrlCredentials
            | Problem::Backtick
            | Problem::Matching => Vec::new(),
        }
    }
}

pub(crate) static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../../texts/en.toml"))]));

impl Explain for ProfileError {
    fn explain(&self, language: &Language) -> Finding {
        let mut parameters = self.problem.parameters();
        let known = self.problem.known().join("`, `");
        let field = self.place.field.clone().unwrap_or_default();
        let message = self.problem.about_expression(language);
        parameters.extend([("known", known.as_str()), ("field", field.as_str())]);
        parameters.extend(message.as_deref().map(|message| ("message", message)));
        let code = self.problem.code();
        let mut finding = TEXTS.finding(code, Severity::Error, language, &parameters);
        if let Some(suggestion) = self.problem.suggestion() {
            let meant = TEXTS.finding(
                "profile.suggestion",
                Severity::Error,
                language,
                &[("suggestion", suggestion)],
            );
            finding.fixes.insert(0, meant.title);
        }
        finding.at(self.place.clone())
    }
}

/// Returns one finding for a file that was refused: how many problems, and each in a line of the
/// evidence, as `line:column title: what to do`.
pub fn explain_all(file_name: &str, errors: &[ProfileError], language: &Language) -> Finding {
    let count = errors.len().to_string();
    let lines: Vec<String> = errors
        .iter()
        .map(|error| {
            let finding = error.explain(language);
            let (line, column) = (error.place.line.unwrap_or(1), error.place.column.unwrap_or(1));
            let fix = finding.fixes.first().map(|fix| format!(" {fix}")).unwrap_or_default();
            format!("{line}:{column} {}{fix}", finding.explanation)
        })
        .collect();
    let code = if errors.len() == 1 { "profile.refused_one" } else { "profile.refused" };
    let mut finding =
        TEXTS.finding(code, Severity::Error, language, &[("file", file_name), ("count", &count)]);
    finding.code = "profile.refused".to_owned();
    let place = errors.first().map(|error| error.place.clone()).unwrap_or_default();
    finding.with_evidence(lines.join("\n")).at(place)
}
