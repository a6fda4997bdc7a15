//! One proof from its beginning to its end: the script, the clean-up, the report; and the same against
//! a model of a right tenant, which is the plan.

use footbridge_connection::{ConnectionTest, Session, check_url};
use footbridge_finding::Language;
use footbridge_scim::TenantUrl;
use footbridge_secret::{KnownSecrets, secret_in_url};
use jiff::Timestamp;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::code::Code;
use crate::deletion::clean_up;
use crate::error::ProofError;
use crate::journal::Journals;
use crate::limits::Limits;
use crate::model::Model;
use crate::plan::ProofPlan;
use crate::record::{Observed, Record};
use crate::report::{LeftBehind, ProofEvent, ProofReport};
use crate::request::ProofRequest;
use crate::run::{Run, Stop};
use crate::script::{Script, tag};

impl ProofRequest {
    /// Returns what a proof would do: every request that a right server is sent, in order. Nothing is
    /// sent.
    ///
    /// # Errors
    /// When the domain is none, or no matching attribute tells the made-up person from others.
    pub async fn plan(
        &self,
        tenant_url: &str,
        language: &Language,
    ) -> Result<ProofPlan, ProofError> {
        // As it will be asked: without what was pasted after it, and never one that holds a secret.
        let checked = check_url(tenant_url, &KnownSecrets::default(), language).normalised;
        let tenant = checked.and_then(|url| TenantUrl::parse(&url).ok());
        let tenant = tenant.unwrap_or_else(|| TenantUrl::placeholder("{Tenant URL}"));
        let script = Script::new(self, &tenant)?;
        let (model, limits, nobody) = (Model::default(), Limits::default(), |_: ProofEvent| {});
        let record = Record::new(language, &KnownSecrets::default(), &nobody, Instant::now());
        let mut run = Run::new(&model, &limits, None, record, CancellationToken::new());
        // A right server stops nothing, and lets everything be deleted.
        drop(script.play(&mut run).await);
        drop(clean_up(&mut run, &tenant).await);
        Ok(ProofPlan::of(&run.finish(true), language, &script.people(), script.groups()))
    }

    /// Proves that a tenant keeps what Entra writes. What is created is deleted before this returns,
    /// also after a Cancel; what cannot be is in the report, and stays in the journal. A tenant that
    /// cannot be asked, because of its URL, the token, its address or its certificate, is told in the
    /// report as the connection test tells it.
    ///
    /// # Errors
    /// When the proof cannot be planned or its journal cannot be begun: nothing has been sent then.
    pub async fn prove(
        &self,
        connection: &ConnectionTest,
        journals: &Journals,
        limits: &Limits,
        events: impl Fn(ProofEvent) + Send + Sync,
        cancel: CancellationToken,
    ) -> Result<ProofReport, ProofError> {
        let language = &connection.language;
        let (began, at) = (Instant::now(), whole_seconds(self.now));
        let planned = self.plan(&connection.tenant_url, language).await?.check_names();
        let session = match Session::open(connection, cancel.clone()).await {
            Ok(session) => session,
            Err(finding) => {
                let known = connection.known_secrets();
                let is_safe = secret_in_url(&connection.tenant_url, &known).is_none();
                let url = if is_safe { connection.tenant_url.as_str() } else { "" };
                let mut record = Record::new(language, &known, &events, began);
                let cancelled = cancel.is_cancelled();
                if !cancelled {
                    record.found(*finding);
                }
                return Ok(record.finish(url, &at, &planned, Vec::new(), cancelled));
            }
        };
        let script = Script::new(self, session.tenant())?;
        let url = session.tenant().to_string();
        let journal = journals.begin(&tag(self.guid, 0), &url, &at, session.known())?;
        let record = Record::new(language, session.known(), &events, began);
        let mut run = Run::new(&session, limits, Some(journal), record, cancel);
        let played = script.play(&mut run).await;
        let cancelled = matches!(played, Err(Stop::Cancelled));
        if let Err(stop) = played {
            tell(&mut run, stop);
        }
        run.record.tell(ProofEvent::CleaningUp);
        let left = clean(&mut run, session.tenant()).await;
        let record = run.finish(left.is_empty());
        Ok(record.finish(&url, &at, &planned, left, cancelled))
    }
}

/// Deletes what is left, and says what cannot be.
async fn clean(run: &mut Run<'_>, tenant: &TenantUrl) -> Vec<LeftBehind> {
    run.clean_up_from_now();
    let left = clean_up(run, tenant).await;
    for left in &left {
        let place = left.url.as_ref().map_or_else(String::new, |url| format!(", DELETE {url}"));
        let words = format!("{} {}{place}", left.resource, left.name);
        run.record.see(Observed::new(Code::LeftBehind).evidence(words));
    }
    left
}

/// Writes down what ended a proof.
fn tell(run: &mut Run<'_>, stop: Stop) {
    match stop {
        Stop::Cancelled | Stop::Ended => {}
        Stop::OutOfTime => run.record.see(Observed::new(Code::OutOfTime)),
        Stop::RateLimited(pause) => {
            let words = format!("it asks to wait for {} seconds", pause.as_secs());
            run.record.see(Observed::new(Code::RateLimited).evidence(words));
        }
        Stop::Unanswered(finding) => run.record.found(*finding),
        Stop::NoJournal(error) => {
            run.record.see(Observed::new(Code::NoJournal).evidence(error.to_string()));
        }
    }
}

fn whole_seconds(time: Timestamp) -> String {
    Timestamp::from_second(time.as_second()).unwrap_or(time).to_string()
}

#[cfg(test)]
mod tests;
