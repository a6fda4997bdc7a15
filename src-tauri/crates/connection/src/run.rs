//! One run: the stages in their order, their times, and the report.
//!
//! The first error that makes the later stages meaningless ends the run; those are reported as
//! skipped.

use tokio_util::sync::CancellationToken;

use crate::credential::Credential;
use crate::fault::Fault;
use crate::http::Sender;
use crate::judge;
use crate::network::{self, Hop};
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::proxy::Proxy;
use crate::queries::{Patience, Queries};
use crate::record::Record;
use crate::report::{ConnectionEvent, ConnectionReport, StageName};
use crate::request::ConnectionTest;
use crate::stream::Opened;
use crate::tls;
use crate::wire::{Route, Wire};

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
    let mut run = Record::new(&request, &events, cancel);
    // Each stage that ends the run leaves its reason in `run`.
    let _: Option<()> = stages(&mut run, &request).await;
    run.finish(&request)
}

async fn stages(run: &mut Record<'_>, request: &ConnectionTest) -> Option<()> {
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
    let (token, began, deadline) = (request.token.secret(), run.began, run.deadline);
    let sender = Sender { wire, token, limits, known: &known, began, deadline };
    let attributes = request.attributes();
    let queries = Queries {
        sender: &sender,
        target: &target,
        attributes: &attributes,
        halves: request.token_halves.as_ref(),
        now: request.now,
        limits,
    };
    let mut patience = Patience::default();

    let verdict = run.stage(StageName::Http, queries.users(&mut patience)).await?;
    for stage in [StageName::Auth, StageName::Users] {
        run.stage(stage, async { verdict.at(stage) }).await?;
    }
    if let Some(seen) = verdict.filter_error() {
        run.ends_for(seen);
        return run.stage(StageName::Filter, async { verdict.at(StageName::Filter) }).await;
    }
    let groups = queries.groups(request.groups_provisioned, &mut patience);
    let groups = run.stage(StageName::Groups, groups).await?;
    run.stage(StageName::Filter, async { verdict.at(StageName::Filter) }).await?;
    let wrong = queries.control(StageName::WrongToken, Credential::Wrong);
    let wrong = run.stage(StageName::WrongToken, wrong).await?;
    let none = queries.control(StageName::NoToken, Credential::None);
    let none = run.stage(StageName::NoToken, none).await?;
    if wrong && none {
        run.open_to_everybody();
    }
    run.stage(StageName::Timing, async { judge::time(verdict.took, groups, &target, limits) }).await
}
