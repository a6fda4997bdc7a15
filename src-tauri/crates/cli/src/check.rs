//! `footbridge check`

use std::io::stdout;

use footbridge_connection::{
    ConnectionEvent, ConnectionReport, ConnectionTest, ProxyChoice, StageStatus,
};
use footbridge_finding::{Explain as _, Finding};
use footbridge_secret::{BoundToken, KnownSecrets, Origin, secret_in_url, secret_shape};
use footbridge_token::{Keyring, KeyringError};
use footbridge_vendor::{ConnectionFacts, Profile};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::arguments::CheckOptions;
use crate::ending::Ending;
use crate::output::{Failure, LANGUAGE, json, line, say, tell};
use crate::runtime::now;
use crate::secrets::{from_variable, line_of_input};
use crate::tenant::Tenant;
use crate::token::KEYRING_PATIENCE;
use crate::vendor;

/// What `--json` prints.
#[derive(Serialize)]
struct Answer<'a> {
    ok: bool,
    stages: Vec<StageLine<'a>>,
    findings: &'a [Finding],
}

#[derive(Serialize)]
struct StageLine<'a> {
    name: &'a footbridge_connection::StageName,
    status: StageStatus,
    ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<&'a str>,
}

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
        let ConnectionFacts { matching_attribute, groups, slow_after } = profile.connection_facts();
        test.matching_attribute = matching_attribute;
        test.groups_provisioned = groups;
        test.limits.slow = slow_after.unwrap_or(test.limits.slow);
    }
    if let Some(matching) = &options.matching {
        let token = KnownSecrets::new([test.token.secret()]);
        if secret_shape(matching).is_some() || token.found_in(matching) {
            return Err(Failure::secret_in("--matching"));
        }
        test.matching_attribute.clone_from(matching);
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
        let tell_stage = move |event| {
            if let (false, ConnectionEvent::Finished { stage }) = (quiet, event) {
                say(format!(
                    "{:<12} {:<8} {:>7.0} ms  {}",
                    words(&stage.name),
                    status(stage.status),
                    stage.ms,
                    stage.detail
                ));
            }
        };
        footbridge_connection::test(test, tell_stage, cancel).await
    });
    // A name that is still being looked up must not keep the program from ending.
    runtime.shutdown_background();
    if options.json {
        json(&mut stdout().lock(), &answer(&report))?;
    } else {
        if options.support {
            line(&mut stdout().lock(), report.support_text.trim_end())?;
        }
        if let Some(certificate) = &report.certificate {
            say(format!(
                "{:<12} for {}, by {}, until {}",
                "certificate",
                certificate.names.join(", "),
                certificate.issuer,
                certificate.not_after
            ));
        }
        say("");
        for finding in &report.findings {
            tell(finding);
        }
        say(if report.ok {
            "Entra's own test would pass. Nothing was written to the tenant."
        } else if report.cancelled {
            "Cancelled."
        } else {
            "It does not work from here yet. Nothing was written to the tenant."
        });
    }
    Ok(if report.ok { Ending::Good } else { Ending::Problems })
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

fn answer(report: &ConnectionReport) -> Answer<'_> {
    Answer {
        ok: report.ok,
        stages: report
            .stages
            .iter()
            .map(|stage| StageLine {
                name: &stage.name,
                status: stage.status,
                ms: stage.ms,
                finding: stage.finding.as_deref(),
            })
            .collect(),
        findings: &report.findings,
    }
}

/// Returns a stage's name as its JSON form has it, so that both outputs use one vocabulary.
fn words(name: &footbridge_connection::StageName) -> String {
    serde_json::to_value(name)
        .ok()
        .and_then(|name| name.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn status(status: StageStatus) -> &'static str {
    match status {
        StageStatus::Passed => "passed",
        StageStatus::Failed => "failed",
        StageStatus::Warned => "warned",
        StageStatus::Skipped => "skipped",
    }
}
