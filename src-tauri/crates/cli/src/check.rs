//! `footbridge check`

mod print;

use std::io::stdout;

use footbridge_connection::{ConnectionEvent, TokenHalves};
use footbridge_mapping::matching_targets;
use footbridge_secret::{KnownSecrets, secret_shape};
use tokio_util::sync::CancellationToken;

use crate::arguments::CheckOptions;
use crate::ending::Ending;
use crate::output::{Failure, LANGUAGE, json, line, say};
use crate::server::Server;

/// Tests the connection. Only reads.
pub(crate) fn run(options: &CheckOptions) -> Result<Ending, Failure> {
    let server = Server::of(&options.server)?;
    let profile = server.profile();
    // One request after another: a second thread would only cost the time to wake it.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::of_io("the runtime", &error))?;
    let mut test = runtime.block_on(server.connection(&options.server))?;
    if let Some(profile) = profile {
        let facts = profile.connection_facts();
        let matching = matching_targets(profile.mappings()).into_iter().map(str::to_owned);
        test.matching_attributes = matching.collect();
        let halves = profile.token_halves(&LANGUAGE);
        test.token_halves = halves.map(|[first, second]| TokenHalves { first, second });
        test.groups_provisioned = facts.groups;
        test.limits.slow = facts.slow_after.unwrap_or(test.limits.slow);
    }
    if !options.matching.is_empty() {
        let token = KnownSecrets::new([test.token.secret()]);
        let is_secret = |it: &String| secret_shape(it).is_some() || token.found_in(it);
        if options.matching.iter().any(is_secret) {
            return Err(Failure::secret_in("--matching"));
        }
        test.matching_attributes.clone_from(&options.matching);
    }
    let cancel = CancellationToken::new();
    let stop = cancel.clone();
    let quiet = options.json;
    let report = runtime.block_on(async {
        tokio::spawn(async move {
            if crate::signals::ctrl_c().await.is_ok() {
                stop.cancel();
            }
        });
        let tell_progress = move |event| {
            if let Some(words) = progress(&event).filter(|_| !quiet) {
                say(words);
            }
        };
        footbridge_connection::test(test, tell_progress, cancel).await
    });
    // A name that is still being looked up must not keep the program from ending.
    runtime.shutdown_background();
    let mut out = stdout().lock();
    match (options.json, options.support) {
        (true, _) => json(&mut out, &report)?,
        (_, true) => line(&mut out, report.support_text.trim_end())?,
        _ => print::report(&mut out, &report)?,
    }
    Ok(if report.ok { Ending::Good } else { Ending::Problems })
}

/// Returns what is told while the test runs.
fn progress(event: &ConnectionEvent) -> Option<String> {
    match event {
        ConnectionEvent::Started { .. } => None,
        ConnectionEvent::Waiting { stage, ms } => Some(format!(
            "Still waiting for {}, {:.0} s so far. Entra waits up to 60 s (Microsoft Q&A 1151866); \
             Ctrl+C stops the test.",
            stage.awaited(),
            ms / 1000.0
        )),
        ConnectionEvent::Finished { stage } => Some(print::stage(stage)),
    }
}
