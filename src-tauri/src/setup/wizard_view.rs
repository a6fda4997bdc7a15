//! What the window is told of the wizard as a whole, derived from it.

use footbridge_file::name_of;
use footbridge_finding::{Explain, Finding};
use jiff::Timestamp;

use super::LANGUAGE;
use super::vendor_setup::VendorSetup;
use super::view::{Practice, PracticeFault, Tick, WizardState};
use super::wizard::Wizard;
use crate::errors::AppError;

impl Wizard {
    /// Returns everything the window needs at the moment `now`. `saved_at` and `notices` are the
    /// progress file's.
    pub(crate) fn view(
        &self,
        now: Timestamp,
        saved_at: Option<String>,
        mut notices: Vec<Finding>,
    ) -> WizardState {
        if self.page_died {
            notices.push(AppError::PageDied.explain(&LANGUAGE));
        }
        let workspace = self.current();
        let setup = workspace.setup().ok();
        let summary = setup.and_then(|setup| setup.token_summary.as_ref());
        let in_memory = setup.and_then(VendorSetup::token).is_some();
        let origin = workspace.origin().filter(|_| workspace.practice().is_none());
        let fits = setup.is_some_and(|setup| setup.token_for(origin.as_ref()).is_ok());
        let made_for = setup
            .and_then(VendorSetup::token)
            .filter(|_| !fits)
            .and_then(|token| token.origin().map(|made_for| made_for.host_and_port().to_owned()));
        let remembered = workspace.users_files.iter().filter(|_| workspace.users.is_none());
        let ticks = setup.map(|setup| setup.ticks.iter()).into_iter().flatten();
        WizardState {
            position: workspace.position,
            vendor: setup.map(|setup| setup.profile.vendor(&LANGUAGE)),
            identity_provider: workspace.identity_provider,
            steps: workspace.step_results(now),
            tenant_url: workspace.tenant_url(),
            token: summary.filter(|_| in_memory && fits).cloned(),
            token_made_for: made_for,
            token_expired: summary.is_some_and(|summary| summary.is_expired(now)),
            token_remembered: summary.filter(|_| !in_memory).cloned(),
            connection: workspace.connection().map(|result| result.report.clone()),
            proof: workspace.proof().map(|proof| proof.report.clone()),
            proof_outdated: workspace.proof().is_some_and(|proof| proof.outdated),
            proof_skipped: setup.is_some_and(|setup| setup.proof_skipped),
            proof_leftovers: self.shown_leftovers(),
            proxy: self.shown_proxy(),
            directory: workspace.users.as_ref().map(|users| users.summary.clone()),
            directory_remembered: remembered.map(|path| name_of(path)).collect(),
            situation: setup.map(|setup| setup.situation).unwrap_or_default(),
            ticks: ticks.map(|(step, at)| Tick { step: step.clone(), at: at.clone() }).collect(),
            practice: workspace.practice().map(|practice| Practice {
                tenant_url: practice.tenant_url(),
                fault: practice.faults().first().map(PracticeFault::of),
            }),
            saved_at,
            profile_file: setup
                .and_then(|setup| setup.profile_file.as_ref())
                .map(|file| file.name.clone()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            // Practice begins anew each time.
            resumed: self.resumed && workspace.practice().is_none(),
            notices,
        }
    }
}
