//! The wizard's memory while it runs: the saved progress, and what is never saved beside it
//! (tokens, people, the practice tenant).
//!
//! Deliberately absent: locks, files and dialogs; see `state`.

mod proxy;
mod steps;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use footbridge_connection::ProxyChoice;
use footbridge_directory::{Directory, DirectorySummary};
use footbridge_finding::Language;
use footbridge_mapping::{EntraSchema, Mapping, MappingSet, Scope};
use footbridge_practice::{Fault, PracticeTenant};
use footbridge_token::Token;
use footbridge_vendor::{GuideValues, Profile};
use tauri::ipc::Channel;
use tokio_util::sync::CancellationToken;

use crate::errors::{AppError, Refusal};
use crate::kept_preview::KeptPreview;
use crate::latest::Latest;
use crate::load::file_name;
use crate::progress::{ConnectionResult, Progress, Setup};
use crate::view::{LoadEvent, Practice, PracticeFault, Step, Tick, WizardState};

/// The language of the window. English is the one in which every text exists.
pub(crate) const LANGUAGE: Language = Language::ENGLISH;

/// The loaded export.
pub(crate) struct Users {
    pub(crate) directory: Directory,
    pub(crate) summary: DirectorySummary,
}

/// Entra's schema, as it was opened.
pub(crate) struct OpenedSchema {
    pub(crate) file: String,
    pub(crate) schema: EntraSchema,
}

/// Everything the wizard knows in this run.
#[derive(Default)]
pub(crate) struct Wizard {
    pub(crate) progress: Progress,
    pub(crate) resumed: bool,
    pub(crate) profile: Option<Arc<Profile>>,
    /// The tokens of this run by vendor.
    tokens: BTreeMap<String, Token>,
    /// The mapping tables of this run by vendor, with their undo history.
    tables: BTreeMap<String, MappingSet>,
    /// Entra's schemas of this run by vendor.
    schemas: BTreeMap<String, Arc<OpenedSchema>>,
    pub(crate) users: Option<Arc<Users>>,
    /// The people of `users` whom Entra would provision.
    pub(crate) scope: Scope,
    /// The preview of `users` under the present mappings.
    pub(crate) preview: KeptPreview,
    pub(crate) practice: Option<PracticeTenant>,
    /// The last tests of the practice tenant by vendor: what is practised, above all with a fault
    /// switched on, must not take the place of a real result, and is not saved.
    practice_results: BTreeMap<String, ConnectionResult>,
    /// The proxy of this run, with its password; none until one is set in this run.
    proxy: Option<ProxyChoice>,
    pub(crate) running_test: Option<CancellationToken>,
    /// The reading of an export that is under way.
    pub(crate) loading: Latest,
    /// Who is told of it.
    pub(crate) load_watcher: Option<Channel<LoadEvent>>,
    /// The computation of an edited mapping for everybody.
    pub(crate) running_draft: Latest,
    /// The search for expressions that an edited mapping might take.
    pub(crate) running_proposals: Latest,
    /// The comparison of the table with another state of it.
    pub(crate) running_comparison: Latest,
    pub(crate) dropped: Vec<PathBuf>,
}

impl Wizard {
    /// Goes on from saved progress.
    pub(crate) fn resume(progress: Progress) -> Self {
        let mut wizard = Wizard { resumed: true, progress, ..Wizard::default() };
        wizard.profile = wizard.progress.vendor.clone().and_then(|id| wizard.find_profile(&id));
        if wizard.profile.is_none() {
            wizard.progress.vendor = None;
            wizard.progress.position = Step::Vendor;
        }
        wizard
    }

    /// Forgets everything but the names of what the keyring holds, and the running practice tenant.
    pub(crate) fn start_again(&mut self) {
        self.loading.stop();
        self.preview.forget();
        let mut fresh = Wizard {
            practice: self.practice.take(),
            load_watcher: self.load_watcher.take(),
            preview: std::mem::take(&mut self.preview),
            ..Wizard::default()
        };
        fresh.progress.keyring_accounts = std::mem::take(&mut self.progress.keyring_accounts);
        *self = fresh;
    }

    /// Returns a built-in profile, or one that was opened from a file.
    pub(crate) fn find_profile(&self, id: &str) -> Option<Arc<Profile>> {
        if let Some(file) = self.progress.setups.get(id).and_then(|setup| setup.profile.as_ref()) {
            return Profile::parse(&file.name, &file.text).ok().map(Arc::new);
        }
        footbridge_vendor::find(id).cloned().map(Arc::new)
    }

    /// Makes `profile` the chosen one. What was done for another vendor is kept.
    pub(crate) fn choose(&mut self, profile: Arc<Profile>) {
        self.progress.vendor = Some(profile.id().to_owned());
        self.progress.setups.entry(profile.id().to_owned()).or_insert_with(|| {
            let mut setup = Setup::default();
            setup.situation.groups = profile.takes_groups();
            setup
        });
        self.profile = Some(profile);
        self.preview.outdate();
    }

    pub(crate) fn profile(&self) -> Result<&Arc<Profile>, AppError> {
        self.profile.as_ref().ok_or(AppError::NoVendor)
    }

    pub(crate) fn setup(&self) -> Result<&Setup, AppError> {
        let id = self.progress.vendor.as_ref().ok_or(AppError::NoVendor)?;
        self.progress.setups.get(id).ok_or(AppError::NoVendor)
    }

    pub(crate) fn setup_mut(&mut self) -> Result<&mut Setup, AppError> {
        let id = self.progress.vendor.as_ref().ok_or(AppError::NoVendor)?;
        self.progress.setups.get_mut(id).ok_or(AppError::NoVendor)
    }

    pub(crate) fn token(&self) -> Result<&Token, AppError> {
        let id = self.progress.vendor.as_ref().ok_or(AppError::NoVendor)?;
        self.tokens.get(id).ok_or(AppError::NoToken)
    }

    /// Keeps `token` for this run, and lets the practice tenant accept it.
    pub(crate) fn keep_token(&mut self, token: Token) -> Result<(), AppError> {
        let id = self.progress.vendor.clone().ok_or(AppError::NoVendor)?;
        if let Some(practice) = &self.practice {
            practice.set_token(token.secret().clone());
        }
        self.tokens.insert(id, token);
        Ok(())
    }

    /// Forgets the token of this run; what is known of it stays.
    pub(crate) fn forget_token(&mut self) {
        if let Some(id) = &self.progress.vendor {
            self.tokens.remove(id);
        }
    }

    /// Returns the mapping table of the chosen vendor.
    pub(crate) fn table(&mut self) -> Result<&mut MappingSet, AppError> {
        let profile = self.profile()?.clone();
        let saved = self.setup()?.mappings.clone();
        Ok(self.tables.entry(profile.id().to_owned()).or_insert_with(|| {
            let set = MappingSet::new(
                profile.mappings().to_vec(),
                profile.rules().clone(),
                profile.name(),
            );
            match saved {
                Some(saved) => set.with_saved(saved),
                None => set,
            }
        }))
    }

    /// Keeps the table as it is now for the next run; what was computed with another one is gone.
    pub(crate) fn keep_table(&mut self) -> Result<(), AppError> {
        let saved = self.table()?.saved();
        self.setup_mut()?.mappings = saved;
        self.preview.outdate();
        Ok(())
    }

    /// Returns Entra's schema that was opened for the chosen vendor.
    pub(crate) fn schema(&self) -> Option<&Arc<OpenedSchema>> {
        self.schemas.get(self.progress.vendor.as_ref()?)
    }

    /// Takes Entra's schema for the chosen vendor, and its mappings into the table.
    pub(crate) fn keep_schema(
        &mut self,
        opened: OpenedSchema,
        path: PathBuf,
    ) -> Result<(), AppError> {
        let mappings = opened.schema.user_mappings();
        self.table()?.open(&opened.file, mappings);
        self.keep_table()?;
        self.setup_mut()?.schema_file = Some(path);
        self.remember_schema(opened)
    }

    /// Takes Entra's schema alone: the table was saved with what came of it.
    pub(crate) fn remember_schema(&mut self, opened: OpenedSchema) -> Result<(), AppError> {
        let id = self.progress.vendor.clone().ok_or(AppError::NoVendor)?;
        self.schemas.insert(id, Arc::new(opened));
        Ok(())
    }

    /// Forgets Entra's schema; the table stays as it is.
    pub(crate) fn forget_schema(&mut self) -> Result<(), AppError> {
        self.setup_mut()?.schema_file = None;
        if let Some(id) = &self.progress.vendor {
            self.schemas.remove(id);
        }
        Ok(())
    }

    /// Returns the mappings as they are now, for the guide and the report.
    fn mappings(&self) -> Option<Vec<Mapping>> {
        let table = self.tables.get(self.progress.vendor.as_ref()?)?;
        Some(table.rows().iter().map(|row| row.mapping.clone()).collect())
    }

    /// Returns the SCIM path by which Entra will ask for users first.
    pub(crate) fn matching_attribute(&mut self) -> Result<String, AppError> {
        let rows = self.table()?.rows().iter();
        let first = rows
            .filter(|row| row.mapping.matching.is_some())
            .min_by_key(|row| row.mapping.matching);
        Ok(first.map_or_else(|| "userName".to_owned(), |row| row.mapping.target.clone()))
    }

    pub(crate) fn users(&self) -> Result<&Arc<Users>, AppError> {
        self.users.as_ref().ok_or(AppError::NoUsers)
    }

    /// Takes a loaded export; what was computed of another one is gone.
    pub(crate) fn keep_users(&mut self, users: Users) {
        self.users = Some(Arc::new(users));
        self.preview.outdate();
    }

    /// Returns the tenant URL that the connection step shows.
    pub(crate) fn tenant_url(&self) -> String {
        if let Some(practice) = &self.practice {
            return practice.tenant_url();
        }
        let entered = self.setup().map(|setup| setup.tenant_url.clone()).unwrap_or_default();
        if entered.is_empty() {
            self.profile
                .as_ref()
                .and_then(|profile| profile.fixed_tenant_url())
                .unwrap_or_default()
                .to_owned()
        } else {
            entered
        }
    }

    /// Returns what the guide fills into its texts.
    pub(crate) fn guide_values(&self) -> GuideValues {
        GuideValues {
            tenant_url: self.tenant_url(),
            users: self.users.as_ref().map(|users| users.summary.users),
            mappings: self.mappings(),
        }
    }

    /// Returns the last connection test of the tenant that stands in the window: the vendor's own,
    /// or the practice tenant.
    pub(crate) fn connection(&self) -> Option<&ConnectionResult> {
        if self.practice.is_some() {
            return self.practice_results.get(self.progress.vendor.as_ref()?);
        }
        self.setup().ok()?.connection.as_ref()
    }

    /// Keeps a connection test for the vendor and the tenant that it was made for, which need not be
    /// the present ones: a test takes its time. One of a practice tenant that is gone is dropped.
    pub(crate) fn keep_connection(
        &mut self,
        vendor: &str,
        practice: bool,
        result: ConnectionResult,
    ) {
        if practice {
            if self.practice.is_some() {
                self.practice_results.insert(vendor.to_owned(), result);
            }
        } else if let Some(setup) = self.progress.setups.get_mut(vendor) {
            setup.connection = Some(result);
        }
    }

    /// Breaks the practice tenant in this way, or makes it healthy. What was found of it before is
    /// forgotten: it is another tenant now.
    pub(crate) fn set_practice_fault(&mut self, name: Option<&str>) -> Result<(), Refusal> {
        let practice = self.practice.as_ref().ok_or(AppError::NoPractice)?;
        if self.running_test.is_some() {
            return Err(AppError::TestRunning.into());
        }
        let known =
            |name| Fault::named(name).ok_or_else(|| AppError::UnknownFault(name.to_owned()));
        practice.set_faults(name.map(known).transpose()?.into_iter().collect())?;
        self.forget_practice_results();
        Ok(())
    }

    /// Forgets what was found of a practice tenant that is no longer as it was.
    pub(crate) fn forget_practice_results(&mut self) {
        self.practice_results.clear();
    }

    /// Whether the last connection test passed, with this token, for this tenant.
    pub(crate) fn connection_proven(&self) -> bool {
        let token = self.setup().ok().and_then(|setup| setup.token.as_ref());
        self.connection().is_some_and(|result| {
            result.report.ok && token.is_some_and(|token| token.fingerprint == result.fingerprint)
        })
    }

    /// Returns the ids of the guide's pages under the present situation.
    pub(crate) fn pages(&self) -> Vec<String> {
        match (self.profile(), self.setup()) {
            (Ok(profile), Ok(setup)) => profile
                .guide(&setup.situation, &self.guide_values(), &LANGUAGE)
                .steps
                .into_iter()
                .map(|step| step.id)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Returns everything the window needs.
    pub(crate) fn view(&self) -> WizardState {
        let setup = self.setup().ok();
        let in_memory = self.token().is_ok();
        let token = setup.and_then(|setup| setup.token.clone());
        let remembered = self.progress.users_files.iter().filter(|_| self.users.is_none());
        WizardState {
            position: self.progress.position,
            vendor: self.profile.as_ref().map(|profile| profile.vendor(&LANGUAGE)),
            identity_provider: self.progress.identity_provider.clone(),
            steps: self.step_results(),
            tenant_url: self.tenant_url(),
            token: token.clone().filter(|_| in_memory),
            token_remembered: token.filter(|_| !in_memory),
            connection: self.connection().map(|result| result.report.clone()),
            proxy: self.proxy_setting(),
            directory: self.users.as_ref().map(|users| users.summary.clone()),
            directory_remembered: remembered.map(|path| file_name(path)).collect(),
            situation: setup.map_or_else(|| Setup::default().situation, |setup| setup.situation),
            ticks: setup
                .map(|setup| {
                    let tick = |(step, at): (&String, &String)| Tick {
                        step: step.clone(),
                        at: at.clone(),
                    };
                    setup.ticks.iter().map(tick).collect()
                })
                .unwrap_or_default(),
            practice: self.practice.as_ref().map(|practice| Practice {
                tenant_url: practice.tenant_url(),
                fault: practice.faults().first().map(PracticeFault::of),
            }),
            saved_at: self.progress.saved_at.clone(),
            profile_file: setup
                .and_then(|setup| setup.profile.as_ref())
                .map(|file| file.name.clone()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            resumed: self.resumed,
        }
    }
}
