//! One desk: the set-ups, one a vendor, the people that are looked at, and the work on them.
//!
//! There are two: the real one, and the one for practice, which has a tenant of its own, is never
//! saved, and is thrown away whole.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use footbridge_connection::tenant_origin;
use footbridge_directory::{Column, ColumnChoice, Directory, DirectorySummary};
use footbridge_mapping::Scope;
use footbridge_practice::PracticeTenant;
use footbridge_secret::Origin;
use footbridge_vendor::{Guide, GuideValues, Profile};
use serde_json::Value;

use super::LANGUAGE;
use super::columns::with_choice;
use super::vendor_setup::{ConnectionResult, ProfileFile, ProofResult, VendorSetup};
use super::view::{IdentityProvider, NamesQuestion, Step};
use crate::errors::AppError;
use crate::jobs::Jobs;
use crate::jobs::preview_cache::PreviewCache;

/// The loaded export.
pub(crate) struct Users {
    pub(crate) directory: Directory,
    pub(crate) summary: DirectorySummary,
}

/// Files that are read once it is known which column names their people.
pub(crate) struct Nameless {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) question: NamesQuestion,
}

/// Names a workspace: a new one is another one, even if it stands in the old one's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WorkspaceId(u64);

impl WorkspaceId {
    fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        WorkspaceId(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// See the module.
pub(crate) struct Workspace {
    pub(crate) id: WorkspaceId,
    /// The practice tenant, which makes this the workspace for practice.
    practice: Option<PracticeTenant>,
    pub(crate) position: Step,
    pub(crate) identity_provider: IdentityProvider,
    vendor: Option<String>,
    pub(crate) setups: BTreeMap<String, VendorSetup>,
    /// Set-ups of an earlier run whose profile this version cannot read, as they were saved.
    pub(crate) unread: BTreeMap<String, Value>,
    pub(crate) users: Option<Arc<Users>>,
    /// Where the users' exports lie; their contents are never kept.
    pub(crate) users_files: Vec<PathBuf>,
    /// What the admin said about their columns.
    pub(crate) users_columns: Vec<ColumnChoice>,
    /// Files in which no column names the people, until the admin says which one does.
    pub(crate) nameless: Option<Nameless>,
    /// The people of `users` whom Entra would provision.
    pub(crate) scope: Scope,
    pub(crate) preview: PreviewCache,
    /// Where what was saved in this run lies, by the file's name: only these are opened for the page.
    pub(crate) saved_files: BTreeMap<String, PathBuf>,
    pub(crate) jobs: Jobs,
}

impl Default for Workspace {
    fn default() -> Self {
        Workspace {
            id: WorkspaceId::next(),
            practice: None,
            position: Step::Vendor,
            identity_provider: IdentityProvider::Entra,
            vendor: None,
            setups: BTreeMap::new(),
            unread: BTreeMap::new(),
            users: None,
            users_files: Vec::new(),
            users_columns: Vec::new(),
            nameless: None,
            scope: Scope::default(),
            preview: PreviewCache::default(),
            saved_files: BTreeMap::new(),
            jobs: Jobs::default(),
        }
    }
}

impl Workspace {
    /// Begins practice with `tenant`.
    pub(crate) fn for_practice(tenant: PracticeTenant) -> Self {
        Workspace { practice: Some(tenant), ..Workspace::default() }
    }

    /// Returns the practice tenant, when this is the workspace for practice.
    pub(crate) fn practice(&self) -> Option<&PracticeTenant> {
        self.practice.as_ref()
    }

    /// Ends the workspace and returns its practice tenant, which is still to be stopped.
    pub(crate) fn into_practice_tenant(mut self) -> Option<PracticeTenant> {
        self.practice.take()
    }

    /// Returns a built-in profile, or one that was opened from a file here.
    pub(crate) fn find_profile(&self, id: &str) -> Option<Arc<Profile>> {
        match self.setups.get(id) {
            Some(setup) => Some(Arc::clone(&setup.profile)),
            None => footbridge_vendor::find(id).cloned().map(Arc::new),
        }
    }

    /// Makes the vendor of `profile` the chosen one. What was done for another vendor is kept.
    pub(crate) fn choose(&mut self, profile: Arc<Profile>) {
        let id = profile.id().to_owned();
        self.setups.entry(id.clone()).or_insert_with(|| VendorSetup::new(profile, None));
        self.vendor = Some(id);
        self.preview.outdate();
        self.jobs.preview.stop();
    }

    /// Chooses the vendor of a profile file. What was done with an earlier edition of it is kept.
    pub(crate) fn choose_file(&mut self, profile: Arc<Profile>, file: ProfileFile) {
        if let Some(setup) = self.setups.get_mut(profile.id()) {
            setup.replace_profile(Arc::clone(&profile), file);
        } else {
            let setup = VendorSetup::new(Arc::clone(&profile), Some(file));
            self.setups.insert(profile.id().to_owned(), setup);
        }
        self.choose(profile);
    }

    /// Returns the id of the chosen vendor.
    pub(crate) fn vendor(&self) -> Option<&str> {
        self.vendor.as_deref()
    }

    /// Returns the set-up of the chosen vendor.
    pub(crate) fn setup(&self) -> Result<&VendorSetup, AppError> {
        self.vendor.as_ref().and_then(|id| self.setups.get(id)).ok_or(AppError::NoVendor)
    }

    /// Returns the set-up of the chosen vendor, to be changed.
    pub(crate) fn setup_mut(&mut self) -> Result<&mut VendorSetup, AppError> {
        self.vendor.as_ref().and_then(|id| self.setups.get_mut(id)).ok_or(AppError::NoVendor)
    }

    /// Returns the tenant URL of the chosen vendor's set-up; in practice that of the practice tenant.
    pub(crate) fn tenant_url(&self) -> String {
        match (&self.practice, self.setup()) {
            (Some(practice), _) => practice.tenant_url(),
            (None, Ok(setup)) => setup.tenant_url().to_owned(),
            (None, Err(_)) => String::new(),
        }
    }

    /// Returns the origin to which a token may be sent here, once the tenant URL is known.
    pub(crate) fn origin(&self) -> Option<Origin> {
        tenant_origin(&self.tenant_url())
    }

    /// Returns the last connection test, if it was made of the tenant that stands in the window now.
    pub(crate) fn connection(&self) -> Option<&ConnectionResult> {
        self.setup().ok()?.connection.as_ref()
    }

    /// Returns the last proof of this vendor.
    pub(crate) fn proof(&self) -> Option<&ProofResult> {
        self.setup().ok()?.proof.as_ref()
    }

    /// Takes what follows from an edit of the table: the preview is not true any more, and a saved
    /// report not the last word.
    pub(crate) fn table_changed(&mut self) {
        self.preview.outdate();
        self.jobs.preview.stop();
        if let Ok(setup) = self.setup_mut() {
            setup.report_saved_at = None;
            if let Some(proof) = &mut setup.proof {
                proof.outdated = true;
            }
        }
    }

    /// Returns the loaded users.
    pub(crate) fn users(&self) -> Result<&Arc<Users>, AppError> {
        self.users.as_ref().ok_or(AppError::NoUsers)
    }

    /// Takes loaded users; what was computed of others is gone.
    pub(crate) fn keep_users(&mut self, users: Users) {
        self.users = Some(Arc::new(users));
        self.preview.outdate();
        self.jobs.preview.stop();
    }

    /// Returns what is said of columns after one choice more, of a file that has these.
    pub(crate) fn columns_with(
        &self,
        columns: &[Column],
        choice: ColumnChoice,
    ) -> Vec<ColumnChoice> {
        with_choice(self.users_columns.clone(), columns, choice)
    }

    /// Returns the attributes by which the mappings match people.
    pub(crate) fn matched_by(&self) -> Vec<String> {
        let rows = self.setup().map(|setup| setup.edits.table().rows()).unwrap_or_default();
        let matching = rows.iter().filter(|row| row.mapping.matching.is_some());
        matching.flat_map(|row| row.mapping.source.attributes()).collect()
    }

    /// Forgets the loaded users.
    pub(crate) fn close_users(&mut self) {
        self.jobs.load.stop();
        self.jobs.preview.stop();
        self.users = None;
        self.preview.forget();
        self.scope = Scope::Everybody;
        self.users_files.clear();
        self.users_columns.clear();
        self.nameless = None;
    }

    /// Takes another scope.
    pub(crate) fn set_scope(&mut self, change: impl FnOnce(&mut Scope)) {
        change(&mut self.scope);
        self.scope_changed();
    }

    /// Takes what follows from another scope: the preview is not true any more.
    pub(crate) fn scope_changed(&mut self) {
        self.preview.outdate();
        self.jobs.preview.stop();
    }

    /// Returns the guide of the chosen vendor under the present situation.
    pub(crate) fn guide(&self) -> Result<Guide, AppError> {
        let setup = self.setup()?;
        Ok(setup.profile.guide(&setup.situation, &self.guide_values(setup), &LANGUAGE))
    }

    fn guide_values(&self, setup: &VendorSetup) -> GuideValues {
        let users = self.users.as_ref().map(|users| users.summary.users);
        setup.guide_values(&self.tenant_url(), users)
    }
}
