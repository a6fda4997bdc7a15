//! The way to a tenant: its URL and the token judged as text, the name, the connection, the proxy, TLS.
//!
//! Deliberately absent: any request. What goes over the way is others' affair.

use crate::fault::Fault;
use crate::judge;
use crate::network::{self, Hop};
use crate::observed::Observed;
use crate::outcome::Outcome;
use crate::proxy::Proxy;
use crate::record::Record;
use crate::report::StageName;
use crate::request::ConnectionTest;
use crate::stream::Opened;
use crate::tls;
use crate::wire::{Route, Wire};

/// Opens the way, stage by stage; without one, the reason is in `run`.
pub(crate) async fn open(run: &mut Record<'_>, request: &ConnectionTest) -> Option<Wire> {
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

    let limits = limits.clone();
    Some(Wire::new(Route { target, proxy, address, tls, limits }, opened))
}
