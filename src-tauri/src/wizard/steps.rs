//! What each step came to, in a few words, or what is missing in it.

use footbridge_finding::Severity;

use super::{LANGUAGE, Wizard};
use crate::errors::texts;
use crate::view::{Step, StepResult};

impl Wizard {
    /// Returns what every step came to.
    pub(crate) fn step_results(&self) -> Vec<StepResult> {
        Step::ALL.into_iter().map(|step| self.step_result(step)).collect()
    }

    fn step_result(&self, step: Step) -> StepResult {
        let words = |code: &str, done: bool, parameters: &[(&str, &str)]| {
            let words = texts().finding(code, Severity::Info, &LANGUAGE, parameters);
            StepResult {
                step,
                done,
                result: if done { words.title } else { String::new() },
                missing: if done { String::new() } else { words.explanation },
            }
        };
        let setup = self.setup().ok();
        match step {
            Step::Vendor => {
                let name = self.profile.as_ref().map(|profile| profile.name().to_owned());
                words("step.vendor", name.is_some(), &[("vendor", &name.unwrap_or_default())])
            }
            Step::Token => {
                let last_four =
                    setup.and_then(|setup| Some(setup.token.as_ref()?.last_four.clone()));
                words(
                    "step.token",
                    last_four.is_some(),
                    &[("lastFour", &last_four.unwrap_or_default())],
                )
            }
            Step::Connection => {
                let failed = self.connection().is_some_and(|result| !result.report.ok);
                if failed {
                    words("step.connection.failed", false, &[])
                } else {
                    words("step.connection", self.connection_proven(), &[])
                }
            }
            Step::Mapping => {
                let people = self.users.as_ref().map(|users| users.summary.users);
                let code = if people == Some(1) { "step.mapping.one" } else { "step.mapping" };
                let number = LANGUAGE.number(people.unwrap_or_default().into());
                words(code, people.is_some(), &[("people", &number)])
            }
            Step::Activation => {
                let pages = self.pages();
                let done = setup.map_or(0, |setup| {
                    pages.iter().filter(|page| setup.ticks.contains_key(*page)).count()
                });
                words(
                    "step.activation",
                    !pages.is_empty() && done == pages.len(),
                    &[("done", &done.to_string()), ("count", &pages.len().to_string())],
                )
            }
            Step::Handover => {
                let saved = setup.is_some_and(|setup| setup.report_saved_at.is_some());
                words("step.handover", saved, &[])
            }
        }
    }
}
