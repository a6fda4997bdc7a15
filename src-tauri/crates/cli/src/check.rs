//! `footbridge check`

use std::io::stdout;

use footbridge_connection::{
    ConnectionEvent, ConnectionReport, ConnectionTest, ProxyChoice, StageStatus,
};
use footbridge_finding::Finding;
use footbridge_secret::{BoundToken, Origin};
use footbridge_token::Keyring;
use footbridge_vendor::ConnectionFacts;
use jiff::Timestamp;
use secrecy::SecretString;
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::Ending;
use crate::arguments::CheckOptions;
use crate::output::{Failure, json, line, say, tell};
use crate::secrets::{from_variable, line_of_input};
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
    let fixed = profile.as_ref().and_then(|profile| profile.fixed_tenant_url().map(str::to_owned));
    let Some(url) = options.url.clone().or(fixed) else {
        return Err(Failure::Usage(
            "this vendor has a tenant URL per customer; give the one that it shows you with --url"
                .to_owned(),
        ));
    };
    // One request after another: a second thread would only cost the time to wake it.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::of_io("the runtime", &error))?;
    let token = runtime.block_on(token(options, &url))?;
    // Without an origin nothing is sent anyway: the run ends at the URL, and says why.
    let origin = footbridge_connection::tenant_origin(&url);
    let origin = origin.map_or_else(|| Origin::parse("https://tenant.invalid"), Ok);
    let origin = origin.map_err(|error| Failure::Usage(error.to_string()))?;
    let mut test = ConnectionTest::new(url, BoundToken::new(token, origin), now());
    test.proxy = proxy(options)?;
    if let Some(profile) = &profile {
        let ConnectionFacts { matching_attribute, groups, slow_after } = profile.connection_facts();
        test.matching_attribute = matching_attribute;
        test.groups_provisioned = groups;
        test.limits.slow = slow_after.unwrap_or(test.limits.slow);
    }
    if let Some(matching) = &options.matching {
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
    Ok(ProxyChoice::entered(entered))
}

async fn token(options: &CheckOptions, url: &str) -> Result<SecretString, Failure> {
    if let Some(variable) = &options.token_env {
        return from_variable(variable);
    }
    if options.token_stdin {
        return line_of_input("Token");
    }
    let name = options.vendor.as_deref().unwrap_or_default();
    let profile = vendor::profile(name)?;
    let origin = origin(url)?;
    let token = Keyring::new().load(&profile.saved_tokens(), &origin, KEYRING_PATIENCE).await?;
    Ok(token.secret().clone())
}

/// Returns the origin that a token for this tenant URL belongs to.
pub(crate) fn origin(url: &str) -> Result<Origin, Failure> {
    Origin::parse(url)
        .map_err(|error| Failure::Usage(format!("the tenant URL cannot be used: {error}")))
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

/// Returns the present moment.
#[expect(clippy::disallowed_methods, reason = "a shell is where the clock is read")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Returns the runtime for the tasks that wait for something.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::of_io("the runtime", &error))
}
