//! One run: the stages in their order, their times, and the report.
//!
//! The first error that makes the later stages meaningless ends the run; those are reported as
//! skipped.

use tokio_util::sync::CancellationToken;

use crate::credential::Credential;
use crate::http::Sender;
use crate::judge;
use crate::queries::{Patience, Queries};
use crate::record::Record;
use crate::report::{ConnectionEvent, ConnectionReport, StageName};
use crate::request::ConnectionTest;
use crate::way;

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
    let wire = way::open(run, request).await?;
    let (limits, known) = (&request.limits, run.known.clone());
    let (token, began, deadline) = (request.token.secret(), run.began, run.deadline);
    let sender = Sender { wire: &wire, token, limits, known: &known, began, deadline };
    let target = wire.target();
    let attributes = request.attributes();
    let queries = Queries {
        sender: &sender,
        target,
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
    run.stage(StageName::Timing, async { judge::time(verdict.took, groups, target, limits) }).await
}
