//! What the wizard remembers between runs: position, choices and results, never a secret and never
//! a person's data.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use footbridge_connection::ConnectionReport;
use footbridge_directory::ColumnChoice;
use footbridge_mapping::SavedRows;
use footbridge_token::{Account, TokenSummary};
use footbridge_vendor::{PortalLayout, Situation};
use serde::{Deserialize, Deserializer, Serialize};

use crate::view::{ProxySetting, Step};

/// The saved form's version; a file of another one is set aside, not guessed at.
const VERSION: u32 = 1;

/// Everything that survives closing.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Progress {
    version: u32,
    pub(crate) position: Step,
    pub(crate) vendor: Option<String>,
    pub(crate) identity_provider: String,
    /// What was done for each vendor, so that a wrong choice in the first step loses nothing.
    pub(crate) setups: BTreeMap<String, Setup>,
    /// Where the users' exports lie; their contents are never kept. Earlier there was one at most.
    #[serde(default, alias = "usersFile", deserialize_with = "one_or_several")]
    pub(crate) users_files: Vec<PathBuf>,
    /// What the admin said about its columns.
    #[serde(default)]
    pub(crate) users_columns: Vec<ColumnChoice>,
    /// The accounts under which the keyring holds tokens for us.
    pub(crate) keyring_accounts: Vec<Account>,
    pub(crate) saved_at: Option<String>,
    /// Without user name and password.
    #[serde(default)]
    pub(crate) proxy: ProxySetting,
}

/// What was done for one vendor.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Setup {
    /// The profile that came from a file, as text: the file may be gone next time.
    pub(crate) profile: Option<ProfileFile>,
    pub(crate) tenant_url: String,
    /// Facts of the token that was composed last.
    pub(crate) token: Option<TokenSummary>,
    /// The last test of the vendor's own tenant; never one of the practice tenant.
    pub(crate) connection: Option<ConnectionResult>,
    /// The mappings, once they differ from the profile's.
    pub(crate) mappings: Option<SavedRows>,
    /// Where Entra's schema lies that was opened; its contents are read again.
    pub(crate) schema_file: Option<PathBuf>,
    pub(crate) situation: Situation,
    /// When each step of the guide was ticked.
    pub(crate) ticks: BTreeMap<String, String>,
    pub(crate) report_saved_at: Option<String>,
}

/// A connection test that was made, and for what it holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConnectionResult {
    /// Without exchanges once saved: a server that ignores filters answers with people.
    pub(crate) report: ConnectionReport,
    /// The fingerprint of the token that it was made with.
    pub(crate) fingerprint: String,
}

/// A profile that was opened from a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProfileFile {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Default for Progress {
    fn default() -> Self {
        Progress {
            version: VERSION,
            position: Step::Vendor,
            vendor: None,
            identity_provider: "entra".into(),
            setups: BTreeMap::new(),
            users_files: Vec::new(),
            users_columns: Vec::new(),
            keyring_accounts: Vec::new(),
            saved_at: None,
            proxy: ProxySetting::default(),
        }
    }
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            profile: None,
            tenant_url: String::new(),
            token: None,
            connection: None,
            mappings: None,
            schema_file: None,
            situation: Situation {
                sso_application: false,
                second_application: false,
                groups: false,
                portal: PortalLayout::Connectivity,
            },
            ticks: BTreeMap::new(),
            report_saved_at: None,
        }
    }
}

/// Reads paths, or what was written when there was one or none.
fn one_or_several<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<PathBuf>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Paths {
        Several(Vec<PathBuf>),
        One(Option<PathBuf>),
    }
    Ok(match Paths::deserialize(from)? {
        Paths::Several(paths) => paths,
        Paths::One(path) => path.into_iter().collect(),
    })
}

/// Returns the folder in which the wizard keeps its progress.
pub(crate) fn folder() -> PathBuf {
    dirs::data_dir().unwrap_or_else(std::env::temp_dir).join("dev.footbridge.wizard")
}

/// Reads the progress of the last run. A file that cannot be understood is kept beside, under
/// another name, and the wizard starts anew.
pub(crate) fn load(folder: &Path) -> Option<Progress> {
    let path = path(folder);
    let bytes = std::fs::read(&path).ok()?;
    match serde_json::from_slice::<Progress>(&bytes) {
        Ok(progress) if progress.version == VERSION => Some(progress),
        _ => {
            drop(std::fs::rename(&path, path.with_extension("not-understood.json")));
            None
        }
    }
}

/// Writes the progress, whole or not at all, readable by this user alone.
///
/// # Errors
/// When the folder or the file cannot be written.
pub(crate) fn save(folder: &Path, progress: &Progress) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut progress = progress.clone();
    for setup in progress.setups.values_mut() {
        if let Some(connection) = &mut setup.connection {
            connection.report.exchanges.clear();
        }
    }
    let bytes = serde_json::to_vec_pretty(&progress)?;
    footbridge_handover::write_atomically(&path(folder), &bytes)
}

fn path(folder: &Path) -> PathBuf {
    folder.join("progress.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_of_earlier_versions_is_read() {
        let now = serde_json::to_value(Progress::default()).unwrap();
        for (key, written, expected) in [
            ("usersFile", serde_json::json!(null), &[][..]),
            ("usersFile", serde_json::json!("/a/users.csv"), &["/a/users.csv"]),
            ("usersFiles", serde_json::json!(["/a.csv", "/b.csv"]), &["/a.csv", "/b.csv"]),
            ("somethingElse", serde_json::json!(1), &[]),
        ] {
            let mut saved = now.as_object().unwrap().clone();
            saved.remove("usersFiles");
            saved.insert(key.to_owned(), written);
            let read: Progress = serde_json::from_value(saved.into()).unwrap();
            let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
            assert_eq!(read.users_files, expected, "{key}");
        }
    }
}
