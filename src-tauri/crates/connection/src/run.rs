//! One run: the stages in their order, their times, and the report.
//!
//! The first error that makes the later stages meaningless ends the run; those are reported as
//! skipped. Deliberately absent: what a stage does.

use std::fmt;
use std::future::Future;
use std::time::Duration;

use footbridge_finding::{Finding, Language, Severity};
use footbridge_scim::Request;
use footbridge_secret::{BoundToken, KnownSecrets};
use jiff::Timestamp;
use jiff::civil::Date;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::Code;
use crate::credential::Credential;
use crate::fault::Fault;
use crate::http::{Sender, milliseconds};
use crate::judge;
use crate::limits::Limits;
use crate::names::Names;
use crate::network::{self, Hop};
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::proxy::{Proxy, ProxyChoice};
use crate::queries::{Patience, Queries};
use crate::report::{
    CertificateFacts, ConnectionEvent, ConnectionReport, Exchange, Stage, StageName, StageStatus,
};
use crate::support;
use crate::tenant::{self, Target};
use crate::tls::{self, TrustAnchors};
use crate::wire::{Opened, Route, Wire};

/// Everything a run needs to know.
pub struct ConnectionTest {
    /// The tenant URL as typed.
    pub tenant_url: String,
    /// The token as Entra will be given it, without `Bearer`, and where it may be sent.
    pub token: BoundToken,
    /// The other secrets of this run, which are masked like the token wherever they come back.
    pub known: KnownSecrets,
    /// The SCIM path of the matching attribute, such as `userName`.
    pub matching_attribute: String,
    /// Whether groups will be provisioned: a failing group query is then an error.
    pub groups_provisioned: bool,
    /// The token's last day, by the vendor's profile or the admin. A JWT states its own.
    pub token_expires_on: Option<Date>,
    /// Which proxy to use.
    pub proxy: ProxyChoice,
    /// Who is asked where a name leads.
    pub names: Names,
    /// Whose certificates are believed.
    pub trust: TrustAnchors,
    /// The language of the findings.
    pub language: Language,
    /// When the run begins.
    pub now: Timestamp,
    /// The limits of time and size.
    pub limits: Limits,
}

impl ConnectionTest {
    /// A test with the usual choices: groups provisioned, `userName` matching, the system's proxy
    /// and this computer's trust, in English.
    pub fn new(tenant_url: impl Into<String>, token: BoundToken, now: Timestamp) -> Self {
        ConnectionTest {
            tenant_url: tenant_url.into(),
            token,
            known: KnownSecrets::default(),
            matching_attribute: "userName".to_owned(),
            groups_provisioned: true,
            token_expires_on: None,
            proxy: ProxyChoice::default(),
            names: Names::default(),
            trust: TrustAnchors::default(),
            language: Language::ENGLISH,
            now,
            limits: Limits::default(),
        }
    }

    /// Returns every secret of this run but the proxy's, which is found on the way.
    fn secrets(&self) -> KnownSecrets {
        let mut known = self.known.clone();
        known.add(self.token.secret());
        known
    }
}

impl fmt::Debug for ConnectionTest {
    /// Leaves out the token, also where it was typed into the tenant URL.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionTest")
            .field("tenant_url", &tenant::shown(&self.tenant_url, &self.secrets()))
            .field("matching_attribute", &self.matching_attribute)
            .field("groups_provisioned", &self.groups_provisioned)
            .field("token_expires_on", &self.token_expires_on)
            .field("proxy", &self.proxy)
            .field("language", &self.language)
            .field("now", &self.now)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// Tests whether Entra could provision into this tenant, and names the cause when it could not.
///
/// Only reads: nothing but `GET` is sent, and the token only to the tenant URL's own origin. Ends
/// within [`Limits::run`], and at once when `cancel` is cancelled; either way the report holds what
/// was found so far. `events` is called as each stage begins and ends. An event shows a stage as it
/// looked then: when a server turns out to be open to everybody, the final report names that cause
/// for the wrong token too.
pub async fn test(
    request: ConnectionTest,
    events: impl Fn(ConnectionEvent) + Send + Sync,
    cancel: CancellationToken,
) -> ConnectionReport {
    let began = Instant::now();
    let mut run = Run {
        known: request.secrets(),
        language: request.language.clone(),
        began,
        deadline: began + request.limits.run,
        limit: request.limits.run,
        events: &events,
        cancel,
        cancelled: false,
        ended: None,
        stages: Vec::new(),
        findings: Vec::new(),
        exchanges: Vec::new(),
        certificate: None,
        target: None,
    };
    // Each stage that ends the run leaves its reason in `run`.
    let _: Option<()> = stages(&mut run, &request).await;
    run.finish(&request)
}

async fn stages(run: &mut Run<'_>, request: &ConnectionTest) -> Option<()> {
    let limits = &request.limits;
    let known = run.known.clone();
    let target =
        run.stage(StageName::Url, async { judge::url(&request.tenant_url, &known) }).await?;
    run.target = Some(target.clone());
    run.stage(StageName::Token, async { judge::token(request, &target) }).await?;

    let choice = Proxy::find(&request.proxy, &target);
    let hop = match &choice {
        Ok(Some(proxy)) => proxy.hop.clone(),
        Ok(None) | Err(_) => Hop::server(&target),
    };
    let proxy = match choice {
        Ok(proxy) => proxy,
        Err(seen) => {
            let outcome = Outcome::fatal(seen, "not usable");
            return run.stage(StageName::Proxy, async { outcome }).await;
        }
    };
    if let Some(sign_in) = proxy.as_ref().and_then(Proxy::sign_in) {
        run.known.add(&sign_in);
    }
    let addresses =
        run.stage(StageName::Dns, network::resolve(&hop, &request.names, limits)).await?;
    let (stream, address) =
        run.stage(StageName::Tcp, network::connect(&hop, &addresses, limits)).await?;

    let stream = run
        .stage(StageName::Proxy, async {
            match &proxy {
                Some(proxy) => proxy.tunnel(stream, &target, limits).await,
                None => Outcome::skipped(stream, "No proxy is set for this address."),
            }
        })
        .await?;

    let mut facts = None;
    let opened = run
        .stage(StageName::Tls, async {
            if !target.https {
                let refused = |fault: Fault| Observed::new(fault.code()).with("host", &target.host);
                return Opened::plain(stream, proxy.as_ref()).map_or_else(
                    |fault| Outcome::fatal(refused(fault), address.to_string()),
                    |opened| Outcome::skipped((opened, None), "The tenant URL begins with http."),
                );
            }
            let direct = proxy.is_none().then_some(address);
            let trust = &request.trust;
            let handshake =
                tls::handshake(stream, &target, trust, request.now, direct, limits).await;
            facts = handshake.facts;
            handshake.outcome.map(|secured| (secured.opened, Some(secured.config)))
        })
        .await;
    run.certificate = facts.map(|facts| facts.shown.masked(&run.known));
    let (opened, tls) = opened?;

    let known = run.known.clone();
    let route = Route { target: &target, proxy: proxy.as_ref(), address, tls, limits };
    let wire = Wire::new(route, opened);
    let (token, began) = (request.token.secret(), run.began);
    let sender = Sender { wire, token, limits, known: &known, began };
    let queries = Queries {
        sender: &sender,
        target: &target,
        attribute: &request.matching_attribute,
        now: request.now,
        limits,
    };
    let probe = Request::user_probe(&target.tenant, &request.matching_attribute, Uuid::new_v4());
    let group_probe = Request::group_probe(&target.tenant, Uuid::new_v4());
    let mut patience = Patience::default();

    let verdict = run.stage(StageName::Http, queries.users(&probe, &mut patience)).await?;
    for stage in [StageName::Auth, StageName::Users] {
        run.stage(stage, async { verdict.at(stage) }).await?;
    }
    if let Some(seen) = verdict.filter_error() {
        run.ends_for(seen);
        return run.stage(StageName::Filter, async { verdict.at(StageName::Filter) }).await;
    }
    let groups = queries.groups(&group_probe, request.groups_provisioned, &mut patience);
    let groups = run.stage(StageName::Groups, groups).await?;
    run.stage(StageName::Filter, async { verdict.at(StageName::Filter) }).await?;
    let wrong = queries.control(StageName::WrongToken, &probe, Credential::Wrong);
    let wrong = run.stage(StageName::WrongToken, wrong).await?;
    let none = queries.control(StageName::NoToken, &probe, Credential::None);
    let none = run.stage(StageName::NoToken, none).await?;
    if wrong && none {
        run.open_to_everybody();
    }
    run.stage(StageName::Timing, async { judge::time(verdict.took, groups, &target, limits) }).await
}

fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

/// Why no further stage is tried.
enum Ended {
    After(String),
    Cancelled,
}

struct Run<'a> {
    known: KnownSecrets,
    language: Language,
    began: Instant,
    deadline: Instant,
    limit: Duration,
    events: &'a (dyn Fn(ConnectionEvent) + Send + Sync),
    cancel: CancellationToken,
    cancelled: bool,
    ended: Option<Ended>,
    stages: Vec<Stage>,
    findings: Vec<Finding>,
    exchanges: Vec<Exchange>,
    certificate: Option<CertificateFacts>,
    target: Option<Target>,
}

impl Run<'_> {
    /// Runs one stage, within the time that is left, and writes down how it went.
    async fn stage<T>(
        &mut self,
        name: StageName,
        work: impl Future<Output = Outcome<T>>,
    ) -> Option<T> {
        self.skip_until(Some(name));
        (self.events)(ConnectionEvent::Started { stage: name });
        let began = Instant::now();
        let cancel = self.cancel.clone();
        let outcome = tokio::select! {
            biased;
            () = cancel.cancelled() => {
                self.cancelled = true;
                self.ended = Some(Ended::Cancelled);
                let ms = began.elapsed();
                self.push(name, StageStatus::Skipped, began, ms, None, "Cancelled.".to_owned());
                return None;
            }
            outcome = timeout_at(self.deadline, work) => outcome.unwrap_or_else(|_| {
                let host = self.target.as_ref().map_or("", |target| target.host.as_str());
                let seen = Observed::new(Code::HttpTimeout)
                    .with("host", host)
                    .with("seconds", self.limit.as_secs());
                Outcome::fatal(seen, "the time for one run is over")
            }),
        };
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

    /// Lets the stages that are left out from now on name this as the reason.
    fn ends_for(&mut self, seen: &Observed) {
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
                Some(Ended::Cancelled) => "Not tried: the test was cancelled.".to_owned(),
                Some(Ended::After(title)) => format!("Not tried: {title}."),
                None => "Not tried.".to_owned(),
            };
            self.push(skipped, StageStatus::Skipped, Instant::now(), Duration::ZERO, None, why);
        }
    }

    /// A server that wants no token cannot check one: that is one cause and one finding.
    fn open_to_everybody(&mut self) {
        let (cause, effect) = (Code::AuthAnonymous.as_str(), Code::AuthNotChecked.as_str());
        self.findings.retain(|finding| finding.code != effect);
        for stage in &mut self.stages {
            if stage.finding.as_deref() == Some(effect) {
                stage.finding = Some(cause.to_owned());
            }
        }
    }

    fn finish(mut self, request: &ConnectionTest) -> ConnectionReport {
        self.skip_until(None);
        let found_error = self.findings.iter().any(|finding| finding.severity == Severity::Error);
        let tenant_url = match &self.target {
            Some(target) => target.tenant.to_string(),
            None => tenant::shown(&request.tenant_url, &self.known),
        };
        let host = self.target.as_ref().map_or("", |target| target.host.as_str());
        let mut report = ConnectionReport {
            ok: self.ended.is_none() && !found_error,
            tenant_url: self.known.mask_whole(&tenant_url),
            host: self.known.mask_whole(host),
            at: whole_seconds(request.now).to_string(),
            matching_attribute: self.known.mask_whole(&request.matching_attribute),
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
