//! The progress file: what the wizard remembers between runs. Position, choices and results; never a
//! secret, never a person's data, never a server's words, and nothing of practice.
//!
//! It is read field by field: what this version cannot read of it costs that field alone.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use footbridge_directory::ColumnChoice;
use footbridge_mapping::SavedRows;
use footbridge_secret::{KnownSecrets, MASK, Origin};
use footbridge_token::{Account, TokenSummary};
use footbridge_vendor::{Profile, Situation};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::vendor_setup::{ConnectionResult, ProfileFile, ProofResult, VendorSetup};
use super::view::{IdentityProvider, ProxySetting, Step};
use super::wizard::Wizard;
use super::workspace::Workspace;

/// The saved form's version; a file of another one is set aside, not guessed at.
const VERSION: u64 = 1;

/// Everything that survives closing.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SavedProgress {
    version: u64,
    position: Step,
    vendor: Option<String>,
    identity_provider: IdentityProvider,
    /// What was done for each vendor, so that a wrong choice in the first step loses nothing.
    setups: BTreeMap<String, Value>,
    users_files: Vec<PathBuf>,
    users_columns: Vec<ColumnChoice>,
    /// The accounts under which the keyring holds tokens for us.
    keyring_accounts: Vec<Account>,
    proxy: ProxySetting,
}

/// What was done for one vendor.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct SavedSetup {
    profile: Option<ProfileFile>,
    /// What the admin calls a vendor without a profile of its own.
    given_name: String,
    tenant_url: String,
    confirmed_origin: Option<Origin>,
    /// Facts of the token that was composed last.
    token: Option<TokenSummary>,
    /// The last test, in our own words.
    connection: Option<ConnectionResult>,
    /// The last proof, in our own words.
    proof: Option<ProofResult>,
    proof_skipped: bool,
    /// The mappings, once they differ from the profile's.
    mappings: Option<SavedRows>,
    /// Where Entra's schema lies that was opened; its contents are read again.
    schema_file: Option<PathBuf>,
    situation: Option<Situation>,
    ticks: BTreeMap<String, String>,
    report_saved_at: Option<String>,
}

/// Returns what is saved of `wizard`, as JSON without the time of saving. Whatever holds a known
/// secret by then, although every field refuses one, is masked.
pub(crate) fn saved(wizard: &Wizard) -> Map<String, Value> {
    let real = &wizard.real;
    let mut setups = real.unread.clone();
    for (id, setup) in &real.setups {
        setups.insert(id.clone(), json(&SavedSetup::of(setup)));
    }
    let progress = SavedProgress {
        version: VERSION,
        position: real.position,
        vendor: real.vendor().map(str::to_owned),
        identity_provider: real.identity_provider,
        setups,
        users_files: real.users_files.clone(),
        users_columns: real.users_columns.clone(),
        keyring_accounts: wizard.keyring_accounts.clone(),
        proxy: wizard.proxy_setting.clone(),
    };
    let mut value = json(&progress);
    mask_secrets(&mut value, wizard.known());
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Every key of our own types is text, so this does not fail.
fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn mask_secrets(value: &mut Value, known: &KnownSecrets) {
    match value {
        Value::String(text) if known.found_in(text) => MASK.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|item| mask_secrets(item, known)),
        Value::Object(fields) => {
            fields.retain(|name, _| !known.found_in(name));
            fields.values_mut().for_each(|field| mask_secrets(field, known));
        }
        _ => {}
    }
}

impl SavedSetup {
    fn of(setup: &VendorSetup) -> Self {
        SavedSetup {
            profile: setup.profile_file.clone(),
            given_name: setup.profile.given_name().to_owned(),
            tenant_url: setup.entered_url.clone(),
            confirmed_origin: setup.confirmed_origin.clone(),
            token: setup.token_summary.clone(),
            connection: setup.connection.as_ref().map(|result| ConnectionResult {
                report: result.report.for_saving(),
                fingerprint: result.fingerprint.clone(),
            }),
            proof: setup.proof.as_ref().map(|proof| ProofResult {
                report: proof.report.for_saving(),
                outdated: proof.outdated,
            }),
            proof_skipped: setup.proof_skipped,
            mappings: setup.edits.table().saved(),
            schema_file: setup.schema_path.clone(),
            situation: Some(setup.situation),
            ticks: setup.ticks.clone(),
            report_saved_at: setup.report_saved_at.clone(),
        }
    }

    fn read(mut fields: Fields<'_>) -> Self {
        SavedSetup {
            profile: fields.take("profile"),
            tenant_url: fields.take("tenantUrl"),
            confirmed_origin: fields.take("confirmedOrigin"),
            token: fields.take("token"),
            connection: fields.take("connection"),
            proof: fields.take("proof"),
            proof_skipped: fields.take("proofSkipped"),
            given_name: fields.take("givenName"),
            mappings: fields.take("mappings"),
            schema_file: fields.take("schemaFile"),
            situation: fields.take("situation"),
            ticks: fields.take("ticks"),
            report_saved_at: fields.take("reportSavedAt"),
        }
    }

    /// Goes on with the set-up of `profile`.
    fn restore(self, profile: Arc<Profile>) -> VendorSetup {
        let profile = match self.given_name.is_empty() {
            true => profile,
            false => Arc::new(profile.named(&self.given_name)),
        };
        let mut setup = VendorSetup::new(profile, self.profile);
        setup.entered_url = self.tenant_url;
        setup.confirmed_origin = self.confirmed_origin;
        setup.token_summary = self.token;
        // Earlier versions saved what the server said, too.
        setup.connection = self
            .connection
            .map(|result| ConnectionResult { report: result.report.for_saving(), ..result });
        setup.proof = self.proof;
        setup.proof_skipped = self.proof_skipped;
        if let Some(rows) = self.mappings {
            setup.edits = setup.edits.with_saved(rows);
        }
        setup.schema_path = self.schema_file;
        setup.situation = self.situation.unwrap_or(setup.situation);
        // Ticks are those of the guide's pages; other names come from nowhere.
        let pages = setup.profile.page_ids();
        setup.ticks =
            self.ticks.into_iter().filter(|(id, _)| pages.contains(id.as_str())).collect();
        setup.report_saved_at = self.report_saved_at;
        setup
    }
}

/// What came of reading a progress file.
pub(crate) struct Restored {
    pub(crate) wizard: Wizard,
    /// When it was saved, RFC 3339 in UTC.
    pub(crate) saved_at: Option<String>,
    /// The names of the fields that could not be read, such as `setups.safe.connection`.
    pub(crate) unread: Vec<String>,
}

/// Goes on from a progress file; nothing when it is none of this version.
pub(crate) fn restore(text: &str) -> Option<Restored> {
    let Ok(Value::Object(object)) = serde_json::from_str::<Value>(text) else { return None };
    if object.get("version").and_then(Value::as_u64) != Some(VERSION) {
        return None;
    }
    let mut unread = Vec::new();
    let mut fields = Fields { path: String::new(), object, unread: &mut unread };
    let position: Option<Step> = fields.take("position");
    let vendor: Option<String> = fields.take("vendor");
    let identity_provider: Option<IdentityProvider> = fields.take("identityProvider");
    let saved_at = fields.take("savedAt");
    let users_files: Paths = fields.take_either(&["usersFiles", "usersFile"]);
    let mut wizard = Wizard::default();
    wizard.resumed = true;
    wizard.keyring_accounts = fields.take("keyringAccounts");
    wizard.proxy_setting = fields.take("proxy");
    let workspace = &mut wizard.real;
    workspace.users_files = users_files.0;
    workspace.users_columns = fields.take("usersColumns");
    workspace.identity_provider = identity_provider.unwrap_or(workspace.identity_provider);
    let setups: Map<String, Value> = fields.take("setups");
    for (id, value) in setups {
        restore_setup(workspace, &id, value, &mut unread);
    }
    // Without its profile there is no step but the first.
    if let Some(profile) = vendor.and_then(|id| workspace.find_profile(&id)) {
        workspace.choose(profile);
        workspace.position = position.unwrap_or(Step::Vendor);
    }
    Some(Restored { wizard, saved_at, unread })
}

/// Restores one set-up. One whose profile this version does not know is kept as it is, for the
/// version that does; one that came from a file under a built-in vendor's id is not taken over, since
/// its tenant URL is not the vendor's.
fn restore_setup(workspace: &mut Workspace, id: &str, value: Value, unread: &mut Vec<String>) {
    let path = format!("setups.{id}");
    let Value::Object(object) = value.clone() else {
        unread.push(path);
        return;
    };
    let saved = SavedSetup::read(Fields { path: format!("{path}."), object, unread });
    let built_in = footbridge_vendor::find(id);
    let profile = match (&saved.profile, built_in) {
        (Some(_), Some(_)) => {
            unread.push(path);
            return;
        }
        (Some(file), None) => Profile::parse(&file.name, &file.text).ok().filter(|p| p.id() == id),
        (None, built_in) => built_in.cloned(),
    };
    match profile {
        Some(profile) => {
            workspace.setups.insert(id.to_owned(), saved.restore(Arc::new(profile)));
        }
        None => {
            workspace.unread.insert(id.to_owned(), value);
            unread.push(path);
        }
    }
}

/// The fields of one object, read one by one.
struct Fields<'a> {
    path: String,
    object: Map<String, Value>,
    unread: &'a mut Vec<String>,
}

impl Fields<'_> {
    /// Returns a field; its default when it is not there, or cannot be read, which is noted.
    fn take<T: DeserializeOwned + Default>(&mut self, name: &str) -> T {
        let Some(value) = self.object.remove(name) else { return T::default() };
        serde_json::from_value(value).unwrap_or_else(|_| {
            self.unread.push(format!("{}{name}", self.path));
            T::default()
        })
    }

    /// Returns the first of these fields that is there.
    fn take_either<T: DeserializeOwned + Default>(&mut self, names: &[&str]) -> T {
        let there = names.iter().find(|name| self.object.contains_key(**name));
        there.map_or_else(T::default, |name| self.take(name))
    }
}

/// Paths; earlier there was one or none.
#[derive(Default)]
struct Paths(Vec<PathBuf>);

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Several(Vec<PathBuf>),
            One(Option<PathBuf>),
        }
        Ok(Paths(match Form::deserialize(from)? {
            Form::Several(paths) => paths,
            Form::One(path) => path.into_iter().collect(),
        }))
    }
}

#[cfg(test)]
mod tests;
