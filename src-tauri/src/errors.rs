//! What can go wrong in the shell itself, and the guard that turns a panic into such an error.

use std::sync::LazyLock;

use footbridge_finding::{Explain, Finding, Language, Severity, Texts};
use footbridge_secret::Origin;
use footbridge_token::OtherOrigin;

static TEXTS: LazyLock<Texts> =
    LazyLock::new(|| Texts::built_in(&[("en", include_str!("../texts/en.toml"))]));

/// Returns the shell's own texts: its errors, and what the step list says.
pub(crate) fn texts() -> &'static Texts {
    &TEXTS
}

/// Says what to do about a finding in the window's words, where the crate's are also those of the command
/// line.
pub(crate) fn in_window(finding: Finding) -> Finding {
    let key = format!("window.{}", finding.code);
    if !TEXTS.codes(&Language::ENGLISH).any(|known| known == key) {
        return finding;
    }
    let Finding { causes, fixes, .. } =
        TEXTS.finding(&key, finding.severity, &Language::ENGLISH, &[]);
    Finding { causes, fixes, ..finding }
}

/// A refusal or failure of the shell.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AppError {
    #[error("no vendor is chosen")]
    NoVendor,
    #[error("there is no vendor `{0}`")]
    UnknownVendor(String),
    #[error("no token is made")]
    NoToken,
    #[error("no users are loaded")]
    NoUsers,
    #[error("nothing was dropped")]
    NothingDropped,
    #[error("the file of the last run is gone")]
    UsersFileGone(String),
    #[error("`{0}` may not be opened")]
    LinkRefused(String),
    #[error("the browser did not start: {0}")]
    BrowserFailed(String),
    #[error("the token has no known expiry")]
    NoExpiry,
    #[error("no schema is open")]
    NoSchema,
    #[error("`{0}` is no date")]
    BadDate(String),
    #[error("the practice tenant is not running")]
    NoPractice,
    #[error("there is no fault `{0}`")]
    UnknownFault(String),
    #[error("a test is running")]
    TestRunning,
    #[error("a proof is running")]
    ProofRunning,
    #[error("what a proof left cannot be deleted: {0}")]
    ProofRemains(String),
    #[error("what proofs wrote down cannot be read")]
    NoJournals(#[source] std::io::Error),
    #[error("the tenant URL is not known yet")]
    NoTenantUrl,
    #[error("this is not done in practice")]
    NotInPractice,
    #[error("the guide has no such page")]
    UnknownPage,
    #[error(transparent)]
    OtherOrigin(#[from] OtherOrigin),
    #[error("{vendor} has the tenant URL of {fixed}, not of {typed}")]
    OtherHost { vendor: String, fixed: Origin, typed: Origin },
    #[error("a text of the mapping of {0} has the shape of a secret")]
    SecretInMapping(String),
    #[error("a name holds a secret")]
    SecretInName,
    #[error("a saved file could not be shown: {0}")]
    NotShown(String),
    #[error("no file of this name was saved in this run")]
    NotSaved,
    #[error("a value is too long")]
    TooLong,
    #[error("the page's process ended by itself")]
    PageDied,
    #[error("a command panicked")]
    Internal,
}

impl AppError {
    /// Returns the stable code.
    fn code(&self) -> &'static str {
        match self {
            AppError::NoVendor => "app.no_vendor",
            AppError::UnknownVendor(_) => "app.unknown_vendor",
            AppError::NoToken => "app.no_token",
            AppError::NoUsers => "app.no_users",
            AppError::NothingDropped => "app.nothing_dropped",
            AppError::UsersFileGone(_) => "app.users_file_gone",
            AppError::LinkRefused(_) => "app.link_refused",
            AppError::BrowserFailed(_) => "app.browser_failed",
            AppError::NoExpiry => "app.no_expiry",
            AppError::NoSchema => "app.no_schema",
            AppError::BadDate(_) => "app.bad_date",
            AppError::NoPractice => "app.no_practice",
            AppError::UnknownFault(_) => "app.unknown_fault",
            AppError::TestRunning => "app.test_running",
            AppError::ProofRunning => "app.proof_running",
            AppError::ProofRemains(_) => "app.proof_remains",
            AppError::NoJournals(_) => "app.no_journals",
            AppError::NoTenantUrl => "app.no_tenant_url",
            AppError::NotInPractice => "app.not_in_practice",
            AppError::UnknownPage => "app.unknown_page",
            AppError::OtherOrigin(_) => "token.other_origin",
            AppError::OtherHost { .. } => "app.other_host",
            AppError::SecretInMapping(_) => "app.secret_in_mapping",
            AppError::SecretInName => "app.secret_in_name",
            AppError::NotShown(_) => "app.not_shown",
            AppError::NotSaved => "app.not_saved",
            AppError::TooLong => "app.too_long",
            AppError::PageDied => "app.page_died",
            AppError::Internal => "app.internal",
        }
    }
}

impl Explain for AppError {
    fn explain(&self, language: &Language) -> Finding {
        let finding = |parameters: &[(&str, &str)]| {
            TEXTS.finding(self.code(), Severity::Error, language, parameters)
        };
        match self {
            AppError::UnknownVendor(name)
            | AppError::UnknownFault(name)
            | AppError::UsersFileGone(name)
            | AppError::BadDate(name)
            | AppError::ProofRemains(name)
            | AppError::SecretInMapping(name) => finding(&[("name", name)]),
            AppError::OtherOrigin(other) => other.explain(language),
            AppError::OtherHost { vendor, fixed, typed } => finding(&[
                ("vendor", vendor),
                ("fixed", fixed.host_and_port()),
                ("typed", typed.host_and_port()),
            ])
            .in_field("tenantUrl"),
            AppError::LinkRefused(url) => finding(&[("url", url)]),
            AppError::BrowserFailed(reason) | AppError::NotShown(reason) => {
                finding(&[]).with_evidence(reason)
            }
            AppError::NoJournals(error) => finding(&[]).with_evidence(error.to_string()),
            _ => finding(&[]),
        }
    }
}

/// Lets `?` turn any error that can be told to a person into the finding that a command answers.
/// Boxed, so that the good results that pass through the same `?` stay small.
pub(crate) struct Refusal(Box<Finding>);

impl Refusal {
    /// Takes a finding that has its words already.
    pub(crate) fn new(finding: Finding) -> Self {
        Refusal(Box::new(finding))
    }
}

impl<E: Explain> From<E> for Refusal {
    fn from(error: E) -> Self {
        Refusal::new(in_window(error.explain(&Language::ENGLISH)))
    }
}

impl From<Refusal> for Finding {
    fn from(refusal: Refusal) -> Self {
        *refusal.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_words() {
        let origin = |url| Origin::parse(url).unwrap();
        let (one, other) = (origin("https://a.example"), origin("https://b.example"));
        let errors = [
            AppError::NoVendor,
            AppError::UnknownVendor("x".into()),
            AppError::NoToken,
            AppError::NoUsers,
            AppError::NothingDropped,
            AppError::UsersFileGone("x".into()),
            AppError::LinkRefused("x".into()),
            AppError::BrowserFailed("x".into()),
            AppError::NotShown("x".into()),
            AppError::NotSaved,
            AppError::SecretInName,
            AppError::NoExpiry,
            AppError::NoSchema,
            AppError::BadDate("x".into()),
            AppError::NoPractice,
            AppError::UnknownFault("x".into()),
            AppError::TestRunning,
            AppError::ProofRunning,
            AppError::ProofRemains("x".into()),
            AppError::NoJournals(std::io::Error::other("x")),
            AppError::NoTenantUrl,
            AppError::NotInPractice,
            AppError::UnknownPage,
            AppError::OtherOrigin(OtherOrigin { bound: one.clone(), asked: other.clone() }),
            AppError::OtherHost { vendor: "x".into(), fixed: one, typed: other },
            AppError::SecretInMapping("x".into()),
            AppError::TooLong,
            AppError::PageDied,
            AppError::Internal,
        ];
        for error in errors {
            let finding = error.explain(&Language::ENGLISH);
            assert!(!finding.explanation.is_empty(), "{} has no sentence", finding.code);
            assert!(!finding.fixes.is_empty(), "{} does not say what to do", finding.code);
            assert!(!finding.explanation.contains('{'), "{} has a hole", finding.code);
        }
    }
}
