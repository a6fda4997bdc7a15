//! What one stage saw, before it is put into words.

use footbridge_finding::{Finding, Language, Severity};
use footbridge_secret::KnownSecrets;

use crate::Code;
use crate::texts::texts;

/// The parameters that are ours rather than the server's: only the whole token is masked in them.
const OURS: &[&str] = &["host", "port", "url", "attribute", "proxy", "asked", "bound"];

/// A code with the facts that its words need.
#[derive(Debug, Clone)]
pub(crate) struct Observed {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    parameters: Vec<(&'static str, String)>,
    evidence: Option<String>,
}

impl Observed {
    pub(crate) fn new(code: Code) -> Self {
        Observed { code, severity: code.severity(), parameters: Vec::new(), evidence: None }
    }

    /// Fills `{name}` in the texts. The first value given for a name stays.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }

    #[must_use]
    pub(crate) fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Gives the same facts another code.
    #[must_use]
    pub(crate) fn named(self, code: Code) -> Self {
        Observed { code, severity: code.severity(), ..self }
    }

    /// Adds what was seen, in the other side's own words.
    #[must_use]
    pub(crate) fn evidence(mut self, evidence: impl Into<String>) -> Self {
        self.evidence = Some(evidence.into()).filter(|text| !text.trim().is_empty());
        self
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Puts it into words, with every secret masked.
    pub(crate) fn finding(&self, language: &Language, known: &KnownSecrets) -> Finding {
        let values: Vec<(&str, String)> = self
            .parameters
            .iter()
            .map(|(name, value)| {
                let ours = OURS.contains(name);
                (*name, if ours { known.mask_whole(value) } else { known.mask(value) })
            })
            .collect();
        let parameters: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let finding = texts().finding(self.code.as_str(), self.severity, language, &parameters);
        match &self.evidence {
            Some(evidence) => finding.with_evidence(known.mask(evidence)),
            None => finding,
        }
    }
}
