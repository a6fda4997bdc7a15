//! What each step came to, in a few words, or what is missing in it.

use footbridge_finding::Severity;
use footbridge_token::TokenSummary;
use jiff::Timestamp;

use super::LANGUAGE;
use super::view::{Step, StepResult};
use super::workspace::Workspace;
use crate::errors::texts;

impl Workspace {
    /// Returns what every step came to.
    /// A step is done while what it promises holds: `now` ends tokens.
    pub(super) fn step_results(&self, now: Timestamp) -> Vec<StepResult> {
        Step::ALL.into_iter().map(|step| self.step_result(step, now)).collect()
    }

    /// Returns the token's summary, if the token is in memory, was made for the present tenant URL's
    /// server, and has not ended.
    pub(super) fn usable_token(&self, now: Timestamp) -> Option<&TokenSummary> {
        let setup = self.setup().ok()?;
        let origin = self.origin();
        setup.token_for(origin.as_ref().filter(|_| self.practice().is_none())).ok()?;
        setup.token_summary.as_ref().filter(|summary| !summary.is_expired(now))
    }

    /// Whether the last connection test passed, with this token, for this tenant.
    fn connection_proven(&self, now: Timestamp) -> bool {
        let token = self.setup().ok().and_then(|setup| setup.token_summary.as_ref());
        self.connection().is_some_and(|result| {
            result.report.ok
                && token.is_some_and(|token| {
                    token.fingerprint == result.fingerprint && !token.is_expired(now)
                })
        })
    }

    fn step_result(&self, step: Step, now: Timestamp) -> StepResult {
        let words = |code: &str, done: bool, parameters: &[(&str, &str)]| {
            let words = texts().finding(code, Severity::Info, &LANGUAGE, parameters);
            StepResult {
                step,
                done,
                part: if done { 100 } else { 0 },
                result: if done { words.title } else { String::new() },
                missing: if done { String::new() } else { words.explanation },
            }
        };
        let setup = self.setup().ok();
        match step {
            Step::Vendor => {
                let name = setup.map(|setup| setup.profile.name().to_owned());
                words("step.vendor", name.is_some(), &[("vendor", &name.unwrap_or_default())])
            }
            Step::Token => {
                let last_four = self.usable_token(now).map(|token| token.last_four.clone());
                let expired = setup
                    .and_then(|setup| setup.token_summary.as_ref())
                    .is_some_and(|summary| summary.is_expired(now));
                let code = if expired { "step.token.expired" } else { "step.token" };
                words(code, last_four.is_some(), &[("lastFour", &last_four.unwrap_or_default())])
            }
            Step::Connection => {
                let last = self.connection().map(|result| &result.report);
                match last.filter(|report| !report.ok) {
                    Some(stopped) if stopped.cancelled => {
                        words("step.connection.stopped", false, &[])
                    }
                    Some(_) => words("step.connection.failed", false, &[]),
                    None => words("step.connection", self.connection_proven(now), &[]),
                }
            }
            Step::Mapping => {
                let people = self.users.as_ref().map(|users| users.summary.users);
                let code = if people == Some(1) { "step.mapping.one" } else { "step.mapping" };
                let number = LANGUAGE.number(people.unwrap_or_default().into());
                words(code, people.is_some_and(|people| people > 0), &[("people", &number)])
            }
            Step::Proof => {
                let proof = setup.and_then(|setup| setup.proof.as_ref());
                let code = match proof {
                    Some(proof) if proof.outdated => "step.proof.outdated",
                    Some(proof) if proof.report.ok => "step.proof",
                    Some(_) => "step.proof.failed",
                    None => "step.proof.skipped",
                };
                let done = proof.is_some() || setup.is_some_and(|setup| setup.proof_skipped);
                // Nobody has to make one: nothing is missing without.
                let result = words(code, done, &[]);
                StepResult { missing: String::new(), ..result }
            }
            Step::Activation => {
                let pages: Vec<String> = self
                    .guide()
                    .map(|guide| guide.steps.into_iter().map(|step| step.id).collect())
                    .unwrap_or_default();
                let done = setup.map_or(0, |setup| {
                    pages.iter().filter(|page| setup.ticks.contains_key(page.as_str())).count()
                });
                let result = words(
                    "step.activation",
                    !pages.is_empty() && done == pages.len(),
                    &[("done", &done.to_string()), ("count", &pages.len().to_string())],
                );
                let part = (done * 100).checked_div(pages.len()).unwrap_or_default();
                StepResult { part: u32::try_from(part).unwrap_or(100), ..result }
            }
            Step::Handover => {
                let saved = setup.is_some_and(|setup| setup.report_saved_at.is_some());
                words("step.handover", saved, &[])
            }
        }
    }
}
