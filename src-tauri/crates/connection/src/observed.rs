//! What one stage saw, before it is put into words.

use footbridge_finding::{Cause, Finding, Language, Severity};
use footbridge_secret::KnownSecrets;

use crate::Code;
use crate::template::{begun, names};
use crate::texts::texts;

/// The parameters that are ours rather than the server's: only the whole token is masked in them.
const OURS: &[&str] = &[
    "host",
    "port",
    "url",
    "attribute",
    "other",
    "proxy",
    "asked",
    "bound",
    "part",
    "letter",
    "first_half",
    "second_half",
];

/// A code with the facts that its words need.
#[derive(Debug, Clone)]
pub(crate) struct Observed {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    /// Which of the code's texts fits what was seen.
    variant: Option<&'static str>,
    parameters: Vec<(&'static str, String)>,
    /// A sentence that follows the explanation.
    remark: Option<String>,
    evidence: Option<String>,
}

impl Observed {
    pub(crate) fn new(code: Code) -> Self {
        Observed {
            code,
            severity: code.severity(),
            variant: None,
            parameters: Vec::new(),
            remark: None,
            evidence: None,
        }
    }

    /// Chooses the text of this name, `code#variant`, whose causes are in the order that fits.
    #[must_use]
    pub(crate) fn variant(mut self, variant: &'static str) -> Self {
        self.variant = Some(variant);
        self
    }

    /// Fills `{name}` in the texts. The first value given for a name stays. A cause that names a
    /// fact which is not known is left out.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }

    /// Fills `{name}` when the fact is known.
    #[must_use]
    pub(crate) fn with_some(self, name: &'static str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    #[must_use]
    pub(crate) fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Gives the same facts another code.
    #[must_use]
    pub(crate) fn named(self, code: Code) -> Self {
        Observed { code, severity: code.severity(), variant: None, ..self }
    }

    /// Adds a sentence of ours to the explanation.
    #[must_use]
    pub(crate) fn remark(mut self, sentence: Option<String>) -> Self {
        self.remark = sentence.or(self.remark);
        self
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
        let mut finding = worded(self.code, self.variant, self.severity, language, &parameters);
        if let Some(remark) = &self.remark {
            finding.explanation = format!("{} {remark}", finding.explanation);
        }
        match &self.evidence {
            Some(evidence) => finding.with_evidence(known.mask(evidence)),
            None => finding,
        }
    }
}

/// Returns the words of a code, or of one of its variants, with these facts; without the causes
/// that name another.
pub(crate) fn worded(
    code: Code,
    variant: Option<&str>,
    severity: Severity,
    language: &Language,
    parameters: &[(&str, &str)],
) -> Finding {
    let key = match variant {
        Some(variant) => format!("{}#{variant}", code.as_str()),
        None => code.as_str().to_owned(),
    };
    let template = texts().finding(&key, severity, language, &[]);
    let is_known =
        |text: &str| names(text).all(|name| parameters.iter().any(|(known, _)| *known == name));
    let mut finding = texts().finding(&key, severity, language, parameters);
    finding.code = code.as_str().to_owned();
    finding.title = begun(finding.title);
    finding.explanation = begun(finding.explanation);
    finding.causes = template
        .causes
        .iter()
        .zip(finding.causes)
        .filter(|(template, _)| is_known(&template.cause) && is_known(&template.fix))
        .map(|(_, cause)| Cause { cause: begun(cause.cause), fix: begun(cause.fix) })
        .collect();
    finding.fixes = finding.causes.iter().map(|cause| cause.fix.clone()).collect();
    finding
}
