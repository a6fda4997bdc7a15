//! What is written down of a run: each stage with its time, what was found, and the report.

use std::cmp::Reverse;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use footbridge_finding::{Finding, Language, Severity};
use footbridge_secret::KnownSecrets;
use jiff::Timestamp;
use tokio::time::{Instant, interval_at, timeout_at};
use tokio_util::sync::CancellationToken;

use crate::Code;
use crate::http::milliseconds;
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::report::{
    CertificateFacts, ConnectionEvent, ConnectionReport, Exchange, Stage, StageName, StageStatus,
};
use crate::request::ConnectionTest;
use crate::support;
use crate::target::Target;
use crate::tenant;

/// A stage that takes longer is told of as often.
const STILL_WAITING: Duration = Duration::from_secs(5);

fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

/// Why no further stage is tried.
enum Ended {
    After(String),
    Cancelled,
}

/// A run so far.
pub(crate) struct Record<'a> {
    pub(crate) known: KnownSecrets,
    language: Language,
    pub(crate) began: Instant,
    pub(crate) deadline: Instant,
    limit: Duration,
    events: &'a (dyn Fn(ConnectionEvent) + Send + Sync),
    cancel: CancellationToken,
    cancelled: bool,
    ended: Option<Ended>,
    stages: Vec<Stage>,
    findings: Vec<Finding>,
    exchanges: Vec<Exchange>,
    pub(crate) certificate: Option<CertificateFacts>,
    pub(crate) target: Option<Target>,
}

impl<'a> Record<'a> {
    /// Begins a run.
    pub(crate) fn new(
        request: &ConnectionTest,
        events: &'a (dyn Fn(ConnectionEvent) + Send + Sync),
        cancel: CancellationToken,
    ) -> Self {
        let began = Instant::now();
        Record {
            known: request.known_secrets(),
            language: request.language.clone(),
            began,
            deadline: began + request.limits.run,
            limit: request.limits.run,
            events,
            cancel,
            cancelled: false,
            ended: None,
            stages: Vec::new(),
            findings: Vec::new(),
            exchanges: Vec::new(),
            certificate: None,
            target: None,
        }
    }

    /// Runs one stage, within the time that is left, and writes down how it went.
    pub(crate) async fn stage<T>(
        &mut self,
        name: StageName,
        work: impl Future<Output = Outcome<T>>,
    ) -> Option<T> {
        self.skip_until(Some(name));
        (self.events)(ConnectionEvent::Started { stage: name });
        let began = Instant::now();
        let cancel = self.cancel.clone();
        let mut work = pin!(timeout_at(self.deadline, work));
        let mut patience = interval_at(began + STILL_WAITING, STILL_WAITING);
        let outcome = loop {
            tokio::select! {
                biased;
                () = cancel.cancelled() => return self.stop(name, began),
                outcome = work.as_mut() => break outcome,
                _ = patience.tick() => (self.events)(ConnectionEvent::Waiting {
                    stage: name,
                    ms: milliseconds(began.elapsed()),
                }),
            }
        };
        let outcome = outcome.unwrap_or_else(|_| {
            let host = self.target.as_ref().map_or("", |target| target.host.as_str());
            let seen = Observed::new(Code::HttpTimeout)
                .with("host", host)
                .with("seconds", self.limit.as_secs());
            Outcome::fatal(seen, "the time for one run is over")
        });
        let took = began.elapsed();
        let findings: Vec<Finding> =
            outcome.observed.iter().map(|seen| seen.finding(&self.language, &self.known)).collect();
        let weightiest = findings
            .iter()
            .reduce(
                |weightiest, finding| {
                    if finding.severity > weightiest.severity { finding } else { weightiest }
                },
            )
            .cloned();
        let detail = self.known.mask_whole(&outcome.detail);
        let code = weightiest.as_ref().map(|finding| finding.code.clone());
        self.push(name, outcome.status, began, took, code, detail);
        for finding in findings {
            // One finding a cause: the group query meets what the user query met.
            if !self.findings.iter().any(|known| known.code == finding.code) {
                self.findings.push(finding);
            }
        }
        self.exchanges.extend(outcome.exchanges);
        if outcome.value.is_none() {
            let title = weightiest.map(|finding| finding.title).unwrap_or_default();
            self.ended = Some(Ended::After(title));
        }
        outcome.value
    }

    /// Ends the run because the person wants it, and says what was waited for.
    fn stop<T>(&mut self, name: StageName, began: Instant) -> Option<T> {
        self.cancelled = true;
        self.ended = Some(Ended::Cancelled);
        let waited = began.elapsed();
        let seconds = milliseconds(waited) / 1000.0;
        let detail =
            format!("Stopped by you after {seconds:.1} s of waiting for {}.", name.awaited());
        self.push(name, StageStatus::Skipped, began, waited, None, detail);
        None
    }

    /// Lets the stages that are left out from now on name this as the reason.
    pub(crate) fn ends_for(&mut self, seen: &Observed) {
        self.ended = Some(Ended::After(seen.finding(&self.language, &self.known).title));
    }

    fn push(
        &mut self,
        name: StageName,
        status: StageStatus,
        began: Instant,
        took: Duration,
        finding: Option<String>,
        detail: String,
    ) {
        let stage = Stage {
            name,
            status,
            started_ms: milliseconds(began.duration_since(self.began)),
            ms: milliseconds(took),
            finding,
            detail,
        };
        (self.events)(ConnectionEvent::Finished { stage: stage.clone() });
        self.stages.push(stage);
    }

    /// Writes the stages before `next`, or all that are left, as skipped.
    fn skip_until(&mut self, next: Option<StageName>) {
        let left = StageName::ALL.into_iter().skip(self.stages.len());
        for skipped in left.take_while(|stage| Some(*stage) != next) {
            let why = match &self.ended {
                Some(Ended::Cancelled) => "Not tried: you stopped the test.".to_owned(),
                Some(Ended::After(title)) => format!("Not tried: {title}."),
                None => "Not tried.".to_owned(),
            };
            self.push(skipped, StageStatus::Skipped, Instant::now(), Duration::ZERO, None, why);
        }
    }

    /// A server that wants no token cannot check one: that is one cause and one finding.
    pub(crate) fn open_to_everybody(&mut self) {
        let (cause, effect) = (Code::AuthAnonymous.as_str(), Code::AuthNotChecked.as_str());
        self.findings.retain(|finding| finding.code != effect);
        for stage in &mut self.stages {
            if stage.finding.as_deref() == Some(effect) {
                stage.finding = Some(cause.to_owned());
            }
        }
    }

    /// Returns the report.
    pub(crate) fn finish(mut self, request: &ConnectionTest) -> ConnectionReport {
        self.skip_until(None);
        let found_error = self.findings.iter().any(|finding| finding.severity == Severity::Error);
        let tenant_url = match &self.target {
            Some(target) => target.tenant.to_string(),
            None => tenant::shown(&request.tenant_url, &self.known),
        };
        let host = self.target.as_ref().map_or("", |target| target.host.as_str());
        // What ends the run comes first, and otherwise the order of the stages.
        self.findings.sort_by_key(|finding| Reverse(finding.severity));
        let attributes = request.attributes();
        let mut report = ConnectionReport {
            ok: self.ended.is_none() && !found_error,
            tenant_url: self.known.mask_whole(&tenant_url),
            host: self.known.mask_whole(host),
            at: whole_seconds(request.now).to_string(),
            matching_attributes: attributes.iter().map(|it| self.known.mask_whole(it)).collect(),
            total_ms: milliseconds(self.began.elapsed()),
            stages: self.stages,
            findings: self.findings,
            exchanges: self.exchanges,
            certificate: self.certificate,
            cancelled: self.cancelled,
            support_text: String::new(),
        };
        let text = support::text(&report);
        // What stands in several places may be one secret when it is written one below the other.
        let joined = self.known.found_in(&text);
        report.support_text = if joined { self.known.mask(&text) } else { text };
        report
    }
}
