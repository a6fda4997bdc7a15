//! The proof of the set-up on the screen: with which made-up person, against which server, and what
//! proofs left that were ended in the middle.

use std::collections::HashMap;

use footbridge_connection::{ConnectionTest, tenant_origin};
use footbridge_directory::Directory;
use footbridge_proof::{Dialects, ProofReport, ProofRequest, Subjects};
use jiff::Timestamp;
use uuid::Uuid;

use super::vendor_setup::{ProofResult, VendorSetup};
use super::view::ProofLeftover;
use super::wizard::{SetupKey, Wizard};
use crate::errors::{AppError, Refusal};
use crate::jobs::job_slot::Job;

/// The domain of everybody in practice; it is nobody's (RFC 2606).
const PRACTICE_DOMAIN: &str = "example.com";

/// So many people are looked at for the domain that most of them have.
const LOOKED_AT: u32 = 1_000;

/// A proof that is ready to run.
pub(crate) struct PreparedProof {
    pub(crate) request: ProofRequest,
    pub(crate) connection: ConnectionTest,
    pub(crate) key: SetupKey,
    pub(crate) practice: bool,
    pub(crate) job: Job,
}

impl Wizard {
    /// Returns the domain that the made-up addresses get unless the admin chooses another: that of
    /// most people who are loaded. Nothing when nobody is.
    pub(crate) fn proof_domain(&self) -> String {
        let workspace = self.current();
        match (workspace.practice(), &workspace.users) {
            (Some(_), _) => PRACTICE_DOMAIN.to_owned(),
            (None, Some(users)) => usual_domain(&users.directory).unwrap_or_default(),
            (None, None) => String::new(),
        }
    }

    /// Returns what a proof would do with the made-up person of `domain`.
    pub(crate) fn proof_request(
        &self,
        domain: &str,
        now: Timestamp,
    ) -> Result<ProofRequest, AppError> {
        let setup = self.current().setup()?;
        Ok(ProofRequest {
            table: setup.edits.table().clone(),
            domain: domain.trim().to_owned(),
            dialects: Dialects::OfTenantUrl,
            subjects: subjects(setup),
            guid: setup.proof_guid,
            now,
        })
    }

    /// Prepares the proof of the set-up on the screen. In practice nothing but the practice tenant is
    /// written to.
    pub(crate) fn begin_proof(
        &mut self,
        domain: &str,
        now: Timestamp,
    ) -> Result<PreparedProof, Refusal> {
        if self.current().jobs.proof.is_running() {
            return Err(AppError::ProofRunning.into());
        }
        let key = self.key()?;
        let request = self.proof_request(domain, now)?;
        let tenant_url = self.current().tenant_url();
        let (connection, _) = self.connection_test(&tenant_url, now)?;
        let workspace = self.current_mut();
        let practice = workspace.practice().is_some();
        let job = workspace.jobs.proof.begin();
        Ok(PreparedProof { request, connection, key, practice, job })
    }

    /// Keeps a proof for the set-up that it was made for. The next one is made with other names.
    pub(crate) fn keep_proof(&mut self, key: &SetupKey, report: ProofReport) {
        if let Some(setup) = self.setup_at(key) {
            setup.proof = Some(ProofResult { report, outdated: false });
            setup.proof_guid = Uuid::new_v4();
            setup.report_saved_at = None;
        }
    }

    /// Goes on without a proof.
    pub(crate) fn skip_proof(&mut self) -> Result<(), AppError> {
        let setup = self.current_mut().setup_mut()?;
        setup.proof_skipped = true;
        setup.report_saved_at = None;
        Ok(())
    }

    /// Prepares the deletion of what earlier proofs left at the server of the set-up on the screen.
    pub(crate) fn begin_clean_up(
        &mut self,
        now: Timestamp,
    ) -> Result<(ConnectionTest, Job), Refusal> {
        if self.practice().is_some() {
            return Err(AppError::NotInPractice.into());
        }
        if self.current().jobs.proof.is_running() {
            return Err(AppError::ProofRunning.into());
        }
        let tenant_url = self.current().tenant_url();
        let (connection, _) = self.connection_test(&tenant_url, now)?;
        Ok((connection, self.current_mut().jobs.proof.begin()))
    }

    /// Returns what earlier proofs may have left, as the window shows it. Practice knows of none.
    pub(super) fn shown_leftovers(&self) -> Vec<ProofLeftover> {
        if self.practice().is_some() {
            return Vec::new();
        }
        let here = self.current().origin();
        let shown = self.leftovers.iter().map(|left| {
            let origin = tenant_origin(&left.tenant_url);
            ProofLeftover {
                here: origin.is_some() && origin == here,
                host: origin.map(|it| it.host_and_port().to_owned()).unwrap_or_default(),
                at: left.at.clone(),
                names: left.names.clone(),
            }
        });
        shown.collect()
    }
}

fn subjects(setup: &VendorSetup) -> Subjects {
    if setup.profile.takes_groups() && setup.situation.groups {
        Subjects::UsersAndGroups
    } else {
        Subjects::Users
    }
}

/// Returns the domain that most of the first people sign in with.
fn usual_domain(directory: &Directory) -> Option<String> {
    let names = ["userPrincipalName", "mail"];
    let attribute = names.iter().find_map(|name| directory.attribute(name))?;
    let mut counts: HashMap<String, u32> = HashMap::new();
    for row in 1..=directory.users().min(LOOKED_AT) {
        let domain = directory.text(row, attribute).and_then(|text| text.rsplit_once('@'));
        if let Some((_, domain)) = domain.filter(|(_, domain)| !domain.is_empty()) {
            *counts.entry(domain.to_lowercase()).or_default() += 1;
        }
    }
    // Of two that are as frequent the same one each time.
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(domain, _)| domain)
}
