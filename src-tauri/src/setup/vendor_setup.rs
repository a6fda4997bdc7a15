//! One vendor's whole set-up: profile, token with its origin, tenant URL, mapping table, schema,
//! connection test, ticks. Everything that is shown, saved or reported of it is derived from here.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use footbridge_connection::ConnectionReport;
use footbridge_mapping::{EditHistory, EntraSchema, MappingTable, matching_targets};
use footbridge_proof::ProofReport;
use footbridge_secret::{BoundToken, Origin};
use footbridge_token::{MadeFrom, OtherOrigin, Token, TokenSummary};
use footbridge_vendor::{GuideValues, Profile, Situation};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::errors::AppError;

/// A profile that was opened from a file, as text: the file may be gone next time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProfileFile {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// A connection test that was made, and for what it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionResult {
    pub(crate) report: ConnectionReport,
    /// The fingerprint of the token that it was made with.
    pub(crate) fingerprint: String,
}

/// A proof that was made, and whether it still holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProofResult {
    pub(crate) report: ProofReport,
    /// Whether the mappings have changed since.
    pub(crate) outdated: bool,
}

/// Entra's schema, as it was opened.
pub(crate) struct OpenedSchema {
    pub(crate) file: String,
    pub(crate) schema: EntraSchema,
}

/// What was done for one vendor.
pub(crate) struct VendorSetup {
    pub(crate) profile: Arc<Profile>,
    /// The file that the profile came from, when it was one.
    pub(crate) profile_file: Option<ProfileFile>,
    /// The tenant URL as the admin gave it; empty while the vendor's own stands.
    pub(crate) entered_url: String,
    /// The origin that the admin confirmed although the vendor has another.
    pub(crate) confirmed_origin: Option<Origin>,
    /// The token of this run.
    token: Option<Token>,
    /// What is known of the token that was made last, in this run or an earlier one.
    pub(crate) token_summary: Option<TokenSummary>,
    pub(crate) connection: Option<ConnectionResult>,
    pub(crate) proof: Option<ProofResult>,
    /// The admin goes on without a proof.
    pub(crate) proof_skipped: bool,
    /// What the made-up names of the next proof are made of: what was shown is what is written.
    pub(crate) proof_guid: Uuid,
    /// The mapping table as it is now, with its undo history.
    pub(crate) edits: EditHistory,
    /// Where Entra's schema lies that was opened; its contents are read again in the next run.
    pub(crate) schema_path: Option<PathBuf>,
    pub(crate) schema: Option<Arc<OpenedSchema>>,
    pub(crate) situation: Situation,
    /// When each page of the guide was ticked.
    pub(crate) ticks: BTreeMap<String, String>,
    /// When the report was saved that still holds.
    pub(crate) report_saved_at: Option<String>,
}

impl VendorSetup {
    /// Begins a set-up as the profile has it.
    pub(crate) fn new(profile: Arc<Profile>, profile_file: Option<ProfileFile>) -> Self {
        let table =
            MappingTable::new(profile.mappings().to_vec(), profile.rules().clone(), profile.name());
        VendorSetup {
            situation: profile.usual_situation(),
            profile,
            profile_file,
            entered_url: String::new(),
            confirmed_origin: None,
            token: None,
            token_summary: None,
            connection: None,
            proof: None,
            proof_skipped: false,
            proof_guid: Uuid::new_v4(),
            edits: EditHistory::new(table),
            schema_path: None,
            schema: None,
            ticks: BTreeMap::new(),
            report_saved_at: None,
        }
    }

    /// Takes another edition of the profile file; what the admin did is kept where it still holds.
    pub(crate) fn replace_profile(&mut self, profile: Arc<Profile>, file: ProfileFile) {
        let before = std::mem::replace(self, VendorSetup::new(profile, Some(file)));
        if self.tenant_url() == before.tenant_url() || !before.entered_url.is_empty() {
            self.connection = before.connection;
            self.proof = before.proof.map(|proof| ProofResult { outdated: true, ..proof });
        }
        self.proof_skipped = before.proof_skipped;
        self.entered_url = before.entered_url;
        self.confirmed_origin = before.confirmed_origin;
        self.token = before.token;
        self.token_summary = before.token_summary;
        if let Some(rows) = before.edits.table().saved() {
            self.edits = self.edits.clone().with_saved(rows);
        }
        self.schema_path = before.schema_path;
        self.schema = before.schema;
        self.situation = before.situation;
        self.ticks = before.ticks;
    }

    /// Gives the vendor of a profile for every other one the admin's name. Texts of the mapping table
    /// that were written before keep the one they had.
    pub(crate) fn name_vendor(&mut self, name: &str) {
        self.profile = Arc::new(self.profile.named(name));
        self.report_saved_at = None;
    }

    /// Returns the tenant URL: the admin's, else the vendor's own, else nothing.
    pub(crate) fn tenant_url(&self) -> &str {
        if self.entered_url.is_empty() {
            self.profile.fixed_tenant_url().unwrap_or_default()
        } else {
            &self.entered_url
        }
    }

    /// Returns the token of this run, whatever it was made for.
    pub(crate) fn token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    /// Returns the token of this run, unless it was made for another server than `origin`.
    pub(crate) fn token_for(&self, origin: Option<&Origin>) -> Result<&Token, AppError> {
        let token = self.token.as_ref().ok_or(AppError::NoToken)?;
        match (token.origin(), origin) {
            (Some(bound), Some(asked)) if bound != asked => {
                Err(OtherOrigin { bound: bound.clone(), asked: asked.clone() }.into())
            }
            _ => Ok(token),
        }
    }

    /// Binds the token of this run to `origin` for good, and returns it as it may be saved or sent.
    pub(crate) fn bind_token(&mut self, origin: &Origin) -> Result<BoundToken, AppError> {
        let bound = self.token.as_mut().ok_or(AppError::NoToken)?.bind(origin)?;
        if let Some(summary) = &mut self.token_summary {
            summary.origin = Some(origin.clone());
        }
        Ok(bound)
    }

    /// Keeps `token` for this run, and what is known of it.
    pub(crate) fn keep_token(&mut self, token: Token, made_from: MadeFrom, now: Timestamp) {
        self.token_summary = Some(TokenSummary::of_token(
            &token,
            self.profile.recipe(),
            made_from,
            self.profile.expires_after_days(),
            self.token_summary.as_ref(),
            now,
        ));
        self.token = Some(token);
        self.report_saved_at = None;
    }

    /// Forgets the token of this run. Facts of a token that is nowhere any more go with it.
    pub(crate) fn forget_token(&mut self) {
        self.token = None;
        if self.token_summary.as_ref().is_some_and(|summary| !summary.saved) {
            self.token_summary = None;
        }
    }

    /// Says whether the token of this summary is saved in the keyring; one that was made since is not
    /// touched.
    pub(crate) fn mark_saved(&mut self, fingerprint: Option<&str>, saved: bool) {
        if let Some(summary) = &mut self.token_summary
            && fingerprint.is_none_or(|one| one == summary.fingerprint)
        {
            summary.saved = saved;
        }
    }

    /// Remembers the day on which the token ends, as the admin entered it; `None` takes it back.
    pub(crate) fn set_expiry(&mut self, entered: Option<Date>) -> Result<(), AppError> {
        let summary = self.token_summary.take().ok_or(AppError::NoToken)?;
        let days = self.profile.expires_after_days();
        self.token_summary = Some(summary.with_expiry(entered, self.token.as_ref(), days));
        self.report_saved_at = None;
        Ok(())
    }

    /// Takes Entra's schema, to write the table's mappings into it; with `into_table` its mappings take
    /// the table's place.
    pub(crate) fn open_schema(&mut self, opened: OpenedSchema, path: PathBuf, into_table: bool) {
        if into_table {
            self.edits.open(&opened.file, opened.schema.user_mappings());
        }
        self.schema_path = Some(path);
        self.schema = Some(Arc::new(opened));
        self.report_saved_at = None;
    }

    /// Forgets Entra's schema; the table stays as it is.
    pub(crate) fn close_schema(&mut self) {
        self.schema_path = None;
        self.schema = None;
    }

    /// Returns the targets by which Entra finds users; by its default where the table names none.
    pub(crate) fn matching_attributes(&self) -> Vec<String> {
        let mappings = self.edits.table().mappings();
        let matching: Vec<String> =
            matching_targets(&mappings).into_iter().map(str::to_owned).collect();
        if matching.is_empty() { vec!["userName".to_owned()] } else { matching }
    }

    /// Returns what the guide fills into its texts.
    pub(crate) fn guide_values(&self, tenant_url: &str, users: Option<u32>) -> GuideValues {
        GuideValues {
            tenant_url: tenant_url.to_owned(),
            users,
            mappings: Some(self.edits.table().mappings()),
        }
    }
}
