//! What is written down of a proof: each check, what was found, each target, each request.

use std::cmp::Reverse;
use std::time::Duration;

use footbridge_connection::Answer;
use footbridge_finding::{Finding, Language, Severity};
use footbridge_scim::{WriteRequest, urn};
use footbridge_secret::KnownSecrets;
use tokio::time::Instant;

use crate::code::Code;
use crate::reading;
use crate::report::{
    Check, CheckStatus, Dialect, LeftBehind, ProofEvent, ProofExchange, ProofReport, TargetProof,
};
use crate::texts::{finding, title};

/// As much of a body is shown.
const SHOWN: usize = 8 * 1024;

/// What one check saw, before it is put into words.
#[derive(Debug, Clone)]
pub(crate) struct Observed {
    pub(crate) code: Code,
    severity: Severity,
    target: Option<String>,
    evidence: Option<String>,
}

impl Observed {
    pub(crate) fn new(code: Code) -> Self {
        Observed { code, severity: code.severity(), target: None, evidence: None }
    }

    /// Names the target that it is about.
    #[must_use]
    pub(crate) fn of(mut self, target: &str) -> Self {
        self.target = Some(target.to_owned());
        self
    }

    /// Adds what was seen, in the other side's own words.
    #[must_use]
    pub(crate) fn evidence(mut self, evidence: impl Into<String>) -> Self {
        self.evidence = Some(evidence.into());
        self
    }

    #[must_use]
    pub(crate) fn warning_unless(mut self, is_own: bool) -> Self {
        if !is_own {
            self.severity = self.severity.min(Severity::Warning);
        }
        self
    }

    fn line(&self) -> Option<String> {
        match (&self.target, &self.evidence) {
            (Some(target), Some(evidence)) => Some(format!("{}: {evidence}", short(target))),
            (Some(target), None) => Some(short(target).to_owned()),
            (None, evidence) => evidence.clone(),
        }
    }
}

/// Which check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CheckName {
    pub(crate) dialect: Dialect,
    pub(crate) key: &'static str,
    pub(crate) target: Option<String>,
}

impl CheckName {
    fn name(&self) -> String {
        let dialect = self.dialect.name();
        match &self.target {
            Some(target) => format!("{dialect}/{}:{target}", self.key),
            None => format!("{dialect}/{}", self.key),
        }
    }

    fn title(&self, language: &Language) -> String {
        let target = self.target.as_deref().unwrap_or_default();
        title(&format!("check.{}", self.key), language, &[("target", target)])
    }
}

/// A proof so far.
pub(crate) struct Record<'a> {
    language: Language,
    pub(crate) known: KnownSecrets,
    events: &'a (dyn Fn(ProofEvent) + Send + Sync),
    /// When the proof began, before anybody was asked.
    pub(crate) began: Instant,
    open: Option<(CheckName, Instant)>,
    checks: Vec<Check>,
    observed: Vec<Observed>,
    /// What ended it, in the words of others.
    findings: Vec<Finding>,
    pub(crate) targets: Vec<TargetProof>,
    exchanges: Vec<ProofExchange>,
    /// The requests as they were made.
    pub(crate) requests: Vec<WriteRequest>,
}

impl<'a> Record<'a> {
    pub(crate) fn new(
        language: &Language,
        known: &KnownSecrets,
        events: &'a (dyn Fn(ProofEvent) + Send + Sync),
        began: Instant,
    ) -> Self {
        Record {
            language: language.clone(),
            known: known.clone(),
            events,
            began,
            open: None,
            checks: Vec::new(),
            observed: Vec::new(),
            findings: Vec::new(),
            targets: Vec::new(),
            exchanges: Vec::new(),
            requests: Vec::new(),
        }
    }

    pub(crate) fn tell(&self, event: ProofEvent) {
        (self.events)(event);
    }

    /// Begins a check.
    pub(crate) fn begin(&mut self, dialect: Dialect, key: &'static str, target: Option<&str>) {
        let name = CheckName { dialect, key, target: target.map(str::to_owned) };
        let title = name.title(&self.language);
        self.tell(ProofEvent::Started { name: name.name(), title });
        self.open = Some((name, Instant::now()));
    }

    /// Ends the check that was begun: it passed, unless something was seen.
    pub(crate) fn end(&mut self, observed: Option<Observed>, detail: impl Into<String>) {
        let Some((name, began)) = self.open.take() else { return };
        let status = match observed.as_ref().map(|seen| seen.severity) {
            Some(Severity::Error) => CheckStatus::Failed,
            Some(Severity::Warning) => CheckStatus::Warned,
            Some(Severity::Info) | None => CheckStatus::Passed,
        };
        let code = observed.as_ref().map(|seen| seen.code.as_str().to_owned());
        let detail = match observed.as_ref().and_then(|seen| seen.evidence.clone()) {
            Some(evidence) => evidence,
            None => detail.into(),
        };
        let check = Check {
            name: name.name(),
            title: name.title(&self.language),
            status,
            ms: milliseconds(began.elapsed()),
            detail: self.known.mask(&detail),
            finding: code,
        };
        self.tell(ProofEvent::Finished { check: check.clone() });
        self.checks.push(check);
        self.observed.extend(observed);
    }

    /// Whether something of this code has been seen.
    pub(crate) fn has_seen(&self, code: Code) -> bool {
        self.observed.iter().any(|seen| seen.code == code)
    }

    /// Returns how often something of this code has been seen.
    pub(crate) fn count(&self, code: Code) -> usize {
        self.observed.iter().filter(|seen| seen.code == code).count()
    }

    /// Leaves the check that was begun: others come before it.
    pub(crate) fn leave(&mut self) {
        self.open = None;
    }

    /// Adds something that was seen outside any check.
    pub(crate) fn see(&mut self, observed: Observed) {
        self.observed.push(observed);
    }

    /// Adds a finding in the words of others.
    pub(crate) fn found(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Returns the row of a target.
    pub(crate) fn target(&mut self, dialect: Dialect, target: &str) -> Option<&mut TargetProof> {
        self.targets.iter_mut().find(|row| row.dialect == dialect && row.target == target)
    }

    /// Writes a request down, with its answer if there was one.
    pub(crate) fn exchange(
        &mut self,
        request: &WriteRequest,
        answer: Option<&Answer>,
        took: Duration,
    ) {
        // Others whom a server shows are not the proof's to repeat.
        let shown = answer.filter(|answer| reading::shows_nobody_else(answer));
        let body = shown.map_or(&[][..], |answer| answer.body.as_slice());
        let shown = String::from_utf8_lossy(body.get(..SHOWN).unwrap_or(body));
        let shown: String =
            shown.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        self.exchanges.push(ProofExchange {
            method: request.method.to_owned(),
            url: self.known.mask_whole(&request.url),
            sent: request.body.as_ref().map(|body| self.known.mask_whole(&body.to_string())),
            status: answer.map(|answer| answer.status),
            body: self.known.mask(&shown),
            ms: milliseconds(took),
        });
        self.requests.push(request.clone());
    }

    /// Returns the checks that were made, by name and title.
    pub(crate) fn checks(&self) -> impl Iterator<Item = (&str, &str)> {
        self.checks.iter().map(|check| (check.name.as_str(), check.title.as_str()))
    }

    /// Returns the report. What was `planned` and not checked was skipped.
    pub(crate) fn finish(
        mut self,
        tenant_url: &str,
        at: &str,
        planned: &[(String, String)],
        left_behind: Vec<LeftBehind>,
        cancelled: bool,
    ) -> ProofReport {
        if let Some((name, _)) = self.open.take() {
            self.skip(name.name(), name.title(&self.language), cancelled);
        }
        let mut findings = self.told();
        findings.sort_by_key(|finding| Reverse(finding.severity));
        let why = match findings.first() {
            _ if cancelled => "Not tried: you stopped the proof.".to_owned(),
            Some(first) => format!("Not tried: {}.", first.title),
            None => "Not tried.".to_owned(),
        };
        for (at, (name, title)) in planned.iter().enumerate() {
            if !self.checks.iter().any(|check| check.name == *name) {
                let check = skipped(name.clone(), title.clone(), why.clone());
                self.checks.insert(at.min(self.checks.len()), check);
            }
        }
        let has_error = findings.iter().any(|finding| finding.severity == Severity::Error);
        let targets = self.targets.iter().map(|row| TargetProof {
            stored: row.stored.as_ref().map(|text| self.known.mask(text)),
            after_change: row.after_change.as_ref().map(|text| self.known.mask(text)),
            ..row.clone()
        });
        ProofReport {
            ok: !has_error && !cancelled && left_behind.is_empty(),
            tenant_url: self.known.mask_whole(tenant_url),
            at: at.to_owned(),
            total_ms: milliseconds(self.began.elapsed()),
            targets: targets.collect(),
            checks: self.checks,
            findings,
            left_behind: left_behind.into_iter().map(|left| masked(left, &self.known)).collect(),
            exchanges: self.exchanges,
            cancelled,
        }
    }

    fn skip(&mut self, name: String, title: String, cancelled: bool) {
        let why = if cancelled { "Stopped by you." } else { "It was not answered." };
        self.checks.push(skipped(name, title, why.to_owned()));
    }

    /// Puts what was seen into words: one finding a code, with everything that was seen of it.
    fn told(&self) -> Vec<Finding> {
        let mut told = self.findings.clone();
        for code in Code::ALL {
            let seen: Vec<&Observed> = self.observed.iter().filter(|it| it.code == *code).collect();
            let Some(severity) = seen.iter().map(|it| it.severity).max() else { continue };
            let mut targets: Vec<&str> =
                seen.iter().filter_map(|it| it.target.as_deref()).map(short).collect();
            targets.sort_unstable();
            targets.dedup();
            let targets = targets.join(", ");
            let finding = finding(*code, severity, &self.language, &[("targets", &targets)]);
            let mut lines: Vec<String> = Vec::new();
            for line in seen.iter().filter_map(|it| it.line()) {
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
            told.push(match lines.as_slice() {
                [] => finding,
                lines => finding.with_evidence(self.known.mask(&lines.join("\n"))),
            });
        }
        told
    }
}

/// A target as people call it: one of the extension without the extension's own name.
fn short(target: &str) -> &str {
    let rest = target.strip_prefix(urn::ENTERPRISE_USER);
    rest.and_then(|rest| rest.strip_prefix(':')).unwrap_or(target)
}

fn skipped(name: String, title: String, detail: String) -> Check {
    Check { name, title, status: CheckStatus::Skipped, ms: 0.0, detail, finding: None }
}

fn masked(left: LeftBehind, known: &KnownSecrets) -> LeftBehind {
    LeftBehind {
        id: left.id.map(|id| known.mask(&id)),
        url: left.url.map(|url| known.mask_whole(&url)),
        ..left
    }
}

/// A duration as the report has it: to a tenth of a millisecond.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}
