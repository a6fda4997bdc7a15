//! `footbridge check`

mod print;

use std::io::stdout;

use footbridge_connection::{ConnectionEvent, ConnectionTest, ProxyChoice, TokenHalves};
use footbridge_finding::Explain as _;
use footbridge_mapping::matching_targets;
use footbridge_secret::{BoundToken, KnownSecrets, Origin, secret_in_url, secret_shape};
use footbridge_token::{Keyring, KeyringError};
use footbridge_vendor::Profile;
use tokio_util::sync::CancellationToken;

use crate::arguments::CheckOptions;
use crate::ending::Ending;
use crate::output::{Failure, LANGUAGE, json, line, say};
use crate::runtime::now;
use crate::secrets::{from_variable, line_of_input};
use crate::tenant::Tenant;
use crate::token::KEYRING_PATIENCE;
use crate::vendor;

/// Tests the connection. Only reads.
pub(crate) fn run(options: &CheckOptions) -> Result<Ending, Failure> {
    let profile = options.vendor.as_deref().map(vendor::profile).transpose()?;
    let profile = profile.as_deref();
    let tenant = Tenant::of(profile, options.url.as_deref(), options.confirm_host.as_deref())?;
    let proxy = proxy(options)?;
    // One request after another: a second thread would only cost the time to wake it.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::of_io("the runtime", &error))?;
    let token = runtime.block_on(token(options, profile, &tenant))?;
    let mut test = ConnectionTest::new(tenant.url, token, now());
    test.proxy = proxy;
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

fn proxy(options: &CheckOptions) -> Result<ProxyChoice, Failure> {
    if let Some(variable) = &options.proxy_env {
        return Ok(ProxyChoice::At(from_variable(variable)?));
    }
    let entered = options.proxy.as_deref().unwrap_or_default();
    if entered.contains('@') {
        return Err(Failure::Usage(
            "everybody on this machine can read arguments; name a variable that holds the proxy \
             with its password: --proxy-env VAR"
                .to_owned(),
        ));
    }
    if secret_in_url(entered, &KnownSecrets::default()).is_some() {
        return Err(Failure::secret_in("--proxy"));
    }
    Ok(ProxyChoice::entered(entered))
}

/// Returns the token, bound to the tenant's origin.
async fn token(
    options: &CheckOptions,
    profile: Option<&Profile>,
    tenant: &Tenant,
) -> Result<BoundToken, Failure> {
    let given = match (&options.token_env, options.token_stdin, profile) {
        (Some(variable), _, _) => from_variable(variable)?,
        (None, false, Some(profile)) => return saved(profile, &tenant.usable_origin()?).await,
        (None, _, _) => line_of_input("Token")?,
    };
    // Without an origin nothing is sent: the run ends at the URL, and says why.
    let origin = tenant.origin.clone().map_or_else(|| Origin::parse("https://tenant.invalid"), Ok);
    let origin = origin.map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(BoundToken::new(given, origin))
}

/// Returns the token that was saved for this vendor and origin, and for no other.
async fn saved(profile: &Profile, origin: &Origin) -> Result<BoundToken, Failure> {
    let (keyring, vendor) = (Keyring::new(), profile.saved_tokens());
    let loaded = keyring.load(&vendor, origin, KEYRING_PATIENCE).await;
    let Err(error @ KeyringError::NoEntry) = loaded else { return Ok(loaded?) };
    // A keyring that cannot be searched does not say where else.
    let places = keyring.places(&vendor, KEYRING_PATIENCE).await.unwrap_or_default();
    let elsewhere =
        places.iter().map(|place| format!("One is saved for {place}, and goes nowhere else."));
    let lines: Vec<String> =
        [format!("None is saved for {origin}.")].into_iter().chain(elsewhere).collect();
    let mut finding = error.explain(&LANGUAGE).with_evidence(lines.join("\n"));
    finding.fixes = vec![format!(
        "Give the token for {origin} anew, with --token-env or --token-stdin, or save it with \
         `footbridge token --save`."
    )];
    Err(Failure::Told(Box::new(finding)))
}
