//! What a proof reports: to the window, to `--json`, and while it goes on.
//!
//! None of these types can hold a token: what a server said has passed
//! [`KnownSecrets`](footbridge_secret::KnownSecrets).

use footbridge_finding::Finding;
use footbridge_scim::PatchDialect;
use serde::{Deserialize, Serialize};

/// The form in which Entra writes its changes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum Dialect {
    /// For a tenant URL as it is.
    Plain,
    /// For a tenant URL with `aadOptscim062020`.
    Flag,
}

impl Dialect {
    /// Returns the name in the contract of the command line.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Plain => "plain",
            Dialect::Flag => "flag",
        }
    }

    pub(crate) fn patch(self) -> PatchDialect {
        match self {
            Dialect::Plain => PatchDialect::Default,
            Dialect::Flag => PatchDialect::Optscim,
        }
    }

    pub(crate) fn of(dialect: PatchDialect) -> Self {
        match dialect {
            PatchDialect::Default => Dialect::Plain,
            PatchDialect::Optscim => Dialect::Flag,
        }
    }
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum CheckStatus {
    /// Nothing is wrong.
    Passed,
    /// It found an error.
    Failed,
    /// It found something that will be noticed later.
    Warned,
    /// It was not tried.
    Skipped,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Stable: the dialect, what is checked and, where there is one, the target:
    /// `plain/users.kept:userName`.
    pub name: String,
    /// The same for people.
    pub title: String,
    /// How it ended.
    pub status: CheckStatus,
    /// How long it took, in milliseconds.
    // TypeScript has one kind of number; specta would allow null for what is not finite.
    #[specta(type = u32)]
    pub ms: f64,
    /// One short line of what was seen; for a skipped check, why.
    pub detail: String,
    /// The code of what it found.
    pub finding: Option<String>,
}

/// What became of a target's value, at worst.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type,
)]
#[serde(rename_all = "camelCase")]
pub enum TargetStatus {
    /// It was kept as it was sent.
    Kept,
    /// It could not be looked at.
    Unreadable,
    /// It was kept in another form.
    Altered,
    /// It was not kept.
    Lost,
}

/// How a stored value differs from the one that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Alteration {
    /// In the case of letters.
    Case,
    /// Without the spaces around it.
    Trimmed,
    /// Only its beginning.
    Cut,
    /// In another type, such as a text for a Boolean.
    Type,
    /// Letters outside ASCII became others.
    Letters,
    /// In another way.
    Other,
}

/// What a target was sent, and what was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetProof {
    /// In which form Entra's changes were written.
    pub dialect: Dialect,
    /// The target.
    pub target: String,
    /// What was sent on creation; nothing for a value that was added afterwards.
    pub sent: Option<String>,
    /// What was read back; nothing when there was no value.
    pub stored: Option<String>,
    /// What was sent as a change; nothing when there was none.
    pub changed_to: Option<String>,
    /// What was read back after the change.
    pub after_change: Option<String>,
    /// What became of it, at worst.
    pub status: TargetStatus,
    /// How it was altered, if it was.
    pub alteration: Option<Alteration>,
}

/// Something that was created and could not be deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LeftBehind {
    /// `User` or `Group`.
    pub resource: String,
    /// Its id, where that is known.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// The address to which a `DELETE` is sent by hand, where the id is known.
    pub url: Option<String>,
}

/// One request and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProofExchange {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The body that was sent.
    pub sent: Option<String>,
    /// The status, unless there was no answer.
    pub status: Option<u16>,
    /// The beginning of the answer's body; empty where it shows others than the proof's own.
    pub body: String,
    /// From sending to the last byte, in milliseconds.
    #[specta(type = u32)]
    pub ms: f64,
}

/// A whole proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProofReport {
    /// Whether the proof went to its end and found no error.
    pub ok: bool,
    /// The tenant URL.
    pub tenant_url: String,
    /// When it began, RFC 3339 in UTC.
    pub at: String,
    /// How long it took, in milliseconds.
    #[specta(type = u32)]
    pub total_ms: f64,
    /// Every check, in order, also those that were skipped.
    pub checks: Vec<Check>,
    /// Every target of each person that was proved, the organisation's levels first.
    pub targets: Vec<TargetProof>,
    /// What was found, errors first; one finding a code.
    pub findings: Vec<Finding>,
    /// What was created and could not be deleted.
    pub left_behind: Vec<LeftBehind>,
    /// The requests, in the order in which they were made.
    pub exchanges: Vec<ProofExchange>,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

/// What happens during a proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ProofEvent {
    /// A check begins.
    Started {
        /// Its name.
        name: String,
        /// The same for people.
        title: String,
    },
    /// A check has ended.
    Finished {
        /// How it went.
        check: Check,
    },
    /// The server asks to wait.
    Waiting {
        /// For how long, in milliseconds.
        #[specta(type = u32)]
        ms: f64,
    },
    /// What was created is being deleted.
    CleaningUp,
}
