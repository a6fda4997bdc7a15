//! What is known of a function before it is called: its name, its parameters, its dialect.

use std::fmt;
use std::sync::LazyLock;

use footbridge_finding::{Language, Severity, Texts};

use crate::message::Message;
use crate::words::Words;

static SUMMARIES: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../../texts/functions.en.toml"))]));

/// A function of the language.
#[derive(Debug, Clone, Copy)]
pub struct FunctionInfo {
    /// The name in its documented spelling.
    pub name: &'static str,
    /// The call as the reference writes it, with `?` after what may be left out.
    pub signature: &'static str,
    /// A complete expression that shows it.
    pub example: &'static str,
    /// What [`FunctionInfo::example`] gives, where that does not depend on attributes or chance.
    pub example_result: Option<&'static str>,
    /// Which of Microsoft's dialects documents it.
    pub dialect: Dialect,
    /// Its parameters in order.
    pub parameters: &'static [Parameter],
    /// Which parameters may be given again and again.
    pub repetition: Repetition,
    pub(crate) function: Function,
}

/// A parameter of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the reference.
    pub name: &'static str,
    /// Whether it has to be given.
    pub presence: Presence,
}

/// Whether a parameter has to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must be given.
    Required,
    /// Its slot may be empty or, at the end, left out.
    Optional,
}

/// Which parameters of a function may be given again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repetition {
    /// None.
    None,
    /// The last one.
    Last,
    /// The last two, always together.
    LastTwo,
}

/// One of Microsoft's sister languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Provisioning of applications: the reference for attribute mapping expressions.
    AppProvisioning,
    /// Microsoft Entra Cloud Sync.
    CloudSync,
    /// The list that Microsoft Graph gave in 2019 (`schema/functions`).
    Graph2019,
    /// The fixed mappings of cross-tenant synchronization.
    CrossTenant,
    /// It occurs in mappings, and no page of Microsoft's that is known here describes it.
    Undocumented,
}

impl Dialect {
    /// Returns its name, inside a sentence.
    pub(crate) fn words(self) -> Words {
        match self {
            Dialect::AppProvisioning => Words::AppProvisioning,
            Dialect::CloudSync => Words::CloudSync,
            Dialect::Graph2019 => Words::Graph2019,
            Dialect::CrossTenant => Words::CrossTenant,
            Dialect::Undocumented => Words::Undocumented,
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Message::from(self.words()).fmt(f)
    }
}

impl FunctionInfo {
    /// Returns what it does, in one or two sentences.
    pub fn summary(&self, language: &Language) -> String {
        SUMMARIES.finding(self.name, Severity::Info, language, &[]).title
    }

    /// Returns the fewest slots a call can have.
    pub fn minimum(&self) -> usize {
        self.parameters
            .iter()
            .rposition(|parameter| parameter.presence == Presence::Required)
            .map_or(0, |last| last + 1)
    }

    /// Returns the most slots a call can have; `None` for any number.
    pub fn maximum(&self) -> Option<usize> {
        (self.repetition == Repetition::None).then_some(self.parameters.len())
    }

    /// Returns the parameter in a slot, counted from 0.
    pub fn parameter(&self, slot: usize) -> Option<&'static Parameter> {
        let count = self.parameters.len();
        if slot < count {
            return self.parameters.get(slot);
        }
        match self.repetition {
            Repetition::None => None,
            Repetition::Last => self.parameters.last(),
            Repetition::LastTwo => self.parameters.get(count - 2 + (slot - count) % 2),
        }
    }
}

/// The functions as the evaluator knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Function {
    Append,
    AppRoleAssignments,
    BitAnd,
    CBool,
    CDate,
    CRef,
    CStr,
    Coalesce,
    Contains,
    ConvertFromBase64,
    ConvertToBase64,
    ConvertToUtf8Hex,
    Count,
    DateAdd,
    DateDiff,
    DateFromNum,
    DefaultDomain,
    DnComponent,
    Error,
    FormatDateTime,
    Guid,
    IgnoreFlowIfNullOrEmpty,
    Iif,
    InStr,
    IsNull,
    IsNullOrEmpty,
    IsPresent,
    IsString,
    Item,
    Join,
    Left,
    Len,
    Mid,
    NormalizeDiacritics,
    Not,
    Now,
    NumFromDate,
    PCase,
    Prepend,
    RandomString,
    Redact,
    RemoveDuplicates,
    Replace,
    SelectUniqueValue,
    SingleAppRoleAssignment,
    Split,
    StringFromSid,
    StripSpaces,
    Switch,
    ToLower,
    ToUpper,
    Trim,
    /// What it computes is not documented.
    Undocumented,
    Word,
}

impl Function {
    /// Whether the same arguments always give the same result, so that it can be computed once.
    pub(crate) fn is_pure(self) -> bool {
        !matches!(
            self,
            Function::Now
                | Function::Guid
                | Function::RandomString
                | Function::DefaultDomain
                | Function::SelectUniqueValue
                | Function::Error
                | Function::Undocumented
        )
    }
}
