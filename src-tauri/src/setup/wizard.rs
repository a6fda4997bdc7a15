//! The wizard's memory while it runs: two workspaces, the real one and the one for practice, and what
//! belongs to neither.

use std::path::PathBuf;
use std::sync::Arc;

use footbridge_connection::{
    ConnectionTest, ProxyChoice, TokenHalves, TrustAnchors, UrlCheck, check_url, tenant_origin,
};
use footbridge_finding::{Explain, Severity};
use footbridge_practice::{Fault, PracticeTenant};
use footbridge_secret::{BoundToken, KnownSecrets, Origin};
use footbridge_token::{Account, Composed, MadeFrom, SavedTokens, Token, TokenInput};
use footbridge_vendor::Profile;
use jiff::Timestamp;
use secrecy::SecretString;
use tauri::ipc::Channel;

use super::LANGUAGE;
use super::proof_remains::ProofRemains;
use super::vendor_setup::{ConnectionResult, ProfileFile, VendorSetup};
use super::view::{LoadEvent, ProxySetting, Step};
use super::workspace::{Workspace, WorkspaceId};
use crate::errors::{AppError, Refusal};
use crate::jobs::job_slot::Job;

/// Names one vendor's set-up, for work that waits: what comes of it is filed there and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SetupKey {
    workspace: WorkspaceId,
    vendor: String,
}

/// A profile file that resembles a built-in vendor and is not confirmed yet.
pub(crate) struct PendingProfile {
    pub(crate) profile: Arc<Profile>,
    pub(crate) file: ProfileFile,
}

/// Everything the wizard knows in this run.
#[derive(Default)]
pub(crate) struct Wizard {
    pub(crate) real: Workspace,
    practice: Option<Workspace>,
    /// Whether this run goes on from an earlier one.
    pub(crate) resumed: bool,
    /// The accounts under which the keyring holds tokens for us.
    pub(crate) keyring_accounts: Vec<Account>,
    /// The proxy as it is saved, without user name and password.
    pub(crate) proxy_setting: ProxySetting,
    /// The proxy of this run, with its password; none until one is set in this run.
    pub(super) proxy: Option<ProxyChoice>,
    /// Every secret that this run has seen.
    known: KnownSecrets,
    pub(crate) pending_profile: Option<PendingProfile>,
    /// Whether the page's process has ended by itself in this run.
    pub(crate) page_died: bool,
    /// Who is told of the reading of an export.
    pub(crate) load_watcher: Option<Channel<LoadEvent>>,
    pub(crate) dropped: Vec<PathBuf>,
    /// What proofs may have left that were ended in the middle.
    pub(crate) leftovers: Vec<ProofRemains>,
}

impl Wizard {
    /// Returns the workspace on the screen.
    pub(crate) fn current(&self) -> &Workspace {
        self.practice.as_ref().unwrap_or(&self.real)
    }

    /// Returns the workspace on the screen, to be changed.
    pub(crate) fn current_mut(&mut self) -> &mut Workspace {
        self.practice.as_mut().unwrap_or(&mut self.real)
    }

    /// Returns the workspace that work was begun for; nothing when it is gone.
    pub(crate) fn workspace_mut(&mut self, id: WorkspaceId) -> Option<&mut Workspace> {
        let practice = self.practice.as_mut().filter(|workspace| workspace.id == id);
        practice.or(Some(&mut self.real).filter(|workspace| workspace.id == id))
    }

    /// Names the set-up on the screen.
    pub(crate) fn key(&self) -> Result<SetupKey, AppError> {
        let workspace = self.current();
        let vendor = workspace.vendor().ok_or(AppError::NoVendor)?.to_owned();
        Ok(SetupKey { workspace: workspace.id, vendor })
    }

    /// Returns the set-up that work was begun for; nothing when it is gone.
    pub(crate) fn setup_at(&mut self, key: &SetupKey) -> Option<&mut VendorSetup> {
        self.workspace_mut(key.workspace)?.setups.get_mut(&key.vendor)
    }

    /// Returns the running practice tenant.
    pub(crate) fn practice(&self) -> Option<&PracticeTenant> {
        self.current().practice()
    }

    /// Begins practice: a workspace of its own with the vendor that is chosen. Past the token step a
    /// made-up token is there, so that a test can be practised at once.
    pub(crate) fn enter_practice(&mut self, tenant: PracticeTenant, now: Timestamp) {
        self.real.jobs.stop_all();
        let mut practice = Workspace::for_practice(tenant);
        practice.identity_provider = self.real.identity_provider;
        if let Ok(setup) = self.real.setup() {
            let (profile, file) = (Arc::clone(&setup.profile), setup.profile_file.clone());
            match file {
                Some(file) => practice.choose_file(profile, file),
                None => practice.choose(profile),
            }
            practice.position = self.real.position;
        }
        self.practice = Some(practice);
        if !matches!(self.current().position, Step::Vendor | Step::Token) {
            let token = Token::new(SecretString::from(made_up("practice-token")));
            // The vendor was chosen above; without one the position is the first step.
            drop(self.keep_token(token, MadeFrom::Ready, now));
        }
    }

    /// Ends practice: its workspace is thrown away, and the real one is back as it was. Returns the
    /// tenant, which is still to be stopped.
    pub(crate) fn leave_practice(&mut self) -> Option<PracticeTenant> {
        self.practice.take().and_then(Workspace::into_practice_tenant)
    }

    /// Lets the practice tenant accept the token of the set-up on the screen and no other: follows
    /// from every change.
    pub(crate) fn settle(&mut self) {
        let Some(practice) = self.practice.as_ref() else { return };
        let Some(tenant) = practice.practice() else { return };
        let token = practice.setup().ok().and_then(VendorSetup::token);
        tenant.set_token(match token {
            Some(token) => token.secret().clone(),
            None => SecretString::from(made_up("nobody")),
        });
    }

    /// Forgets everything in the workspace on the screen. What the keyring holds stays, and in
    /// practice the real set-up does.
    pub(crate) fn start_again(&mut self) -> Result<(), Refusal> {
        match self.leave_practice() {
            Some(tenant) => {
                tenant.set_faults(Vec::new())?;
                self.practice = Some(Workspace::for_practice(tenant));
            }
            None => {
                self.real = Workspace::default();
                self.resumed = false;
                self.proxy = None;
                self.proxy_setting = ProxySetting::default();
            }
        }
        self.pending_profile = None;
        self.dropped.clear();
        Ok(())
    }

    /// Returns every secret that this run has seen.
    pub(crate) fn known(&self) -> &KnownSecrets {
        &self.known
    }

    /// Learns a secret, so that it is found wherever it does not belong.
    pub(crate) fn learn(&mut self, secret: &SecretString) {
        self.known.add(secret);
    }

    /// Makes the token of `input` and keeps it.
    pub(crate) fn compose_token(
        &mut self,
        input: &TokenInput,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let facts = self.current().setup()?.profile.vendor(&LANGUAGE).token;
        let Composed { token, made_from } = footbridge_token::compose(&facts.form(), input)?;
        for half in [&input.key, &input.secret] {
            self.learn(half);
        }
        Ok(self.keep_token(token, made_from, now)?)
    }

    /// Keeps a token of the set-up on the screen, bound to its tenant URL's origin as soon as that is
    /// known. In practice a token is good for the practice tenant alone, and is bound when it is sent.
    fn keep_token(
        &mut self,
        mut token: Token,
        made_from: MadeFrom,
        now: Timestamp,
    ) -> Result<(), AppError> {
        self.learn(token.secret());
        let workspace = self.current_mut();
        if workspace.practice().is_none()
            && let Some(origin) = workspace.origin()
        {
            token.bind(&origin)?;
        }
        workspace.setup_mut()?.keep_token(token, made_from, now);
        Ok(())
    }

    /// Returns where the keyring holds the token of the set-up on the screen. Nothing of practice is
    /// saved.
    pub(crate) fn keyring_place(&self) -> Result<KeyringPlace, AppError> {
        let workspace = self.current();
        if workspace.practice().is_some() {
            return Err(AppError::NotInPractice);
        }
        Ok(KeyringPlace {
            key: self.key()?,
            tokens: workspace.setup()?.profile.saved_tokens(),
            origin: workspace.origin().ok_or(AppError::NoTenantUrl)?,
        })
    }

    /// Checks a tenant URL as text, for the vendor on the screen.
    pub(crate) fn check_tenant_url(&self, text: &str) -> UrlCheck {
        let mut check = check_url(text, &self.known, &LANGUAGE);
        if let Err(other) = self.same_host(text) {
            check.findings.push(other.explain(&LANGUAGE));
        }
        check
    }

    /// Refuses a host that is not the vendor's own, until the admin has confirmed it.
    fn same_host(&self, text: &str) -> Result<(), AppError> {
        let workspace = self.current();
        let Ok(setup) = workspace.setup() else { return Ok(()) };
        let fixed = setup.profile.fixed_tenant_url().and_then(tenant_origin);
        let typed = tenant_origin(text);
        match (fixed, typed) {
            (Some(fixed), Some(typed))
                if workspace.practice().is_none()
                    && fixed != typed
                    && setup.confirmed_origin.as_ref() != Some(&typed) =>
            {
                Err(AppError::OtherHost { vendor: setup.profile.name().to_owned(), fixed, typed })
            }
            _ => Ok(()),
        }
    }

    /// Takes the admin's word that a tenant URL of another host than the vendor's is meant.
    pub(crate) fn confirm_tenant_url(&mut self, text: &str) -> Result<(), Refusal> {
        self.refuse_bad_url(text)?;
        let origin = tenant_origin(text);
        self.real_setup_mut()?.confirmed_origin = origin;
        Ok(())
    }

    fn real_setup_mut(&mut self) -> Result<&mut VendorSetup, AppError> {
        match &self.practice {
            Some(_) => Err(AppError::NotInPractice),
            None => self.real.setup_mut(),
        }
    }

    /// Refuses text that no test can be made with; what holds a secret is kept nowhere.
    fn refuse_bad_url(&self, text: &str) -> Result<(), Refusal> {
        let check = check_url(text, &self.known, &LANGUAGE);
        if check.normalised.is_some() {
            return Ok(());
        }
        let mut findings = check.findings.into_iter();
        let error = findings.find(|finding| finding.severity == Severity::Error);
        let error = error.unwrap_or_else(|| AppError::NoTenantUrl.explain(&LANGUAGE));
        Err(Refusal::new(error.in_field("tenantUrl")))
    }

    /// Prepares the connection test of the set-up on the screen. In practice nothing but the practice
    /// tenant is asked, whatever the window sent.
    pub(crate) fn begin_test(
        &mut self,
        tenant_url: &str,
        now: Timestamp,
    ) -> Result<PreparedTest, Refusal> {
        if self.current().jobs.test.is_running() {
            return Err(AppError::TestRunning.into());
        }
        let key = self.key()?;
        let (test, fingerprint) = self.connection_test(tenant_url, now)?;
        let job = self.current_mut().jobs.test.begin();
        Ok(PreparedTest { test, key, fingerprint, job })
    }

    /// Returns what is asked of the server at `tenant_url`, with the fingerprint of the token that it
    /// is asked with. In practice that is the practice tenant, whatever the URL.
    pub(super) fn connection_test(
        &mut self,
        tenant_url: &str,
        now: Timestamp,
    ) -> Result<(ConnectionTest, String), Refusal> {
        let known = self.known.clone();
        let proxy = self.proxy();
        let practice = self.practice().map(|tenant| (tenant.tenant_url(), tenant.roots()));
        let tenant_url = match &practice {
            Some((url, _)) => url.clone(),
            None => {
                self.refuse_bad_url(tenant_url)?;
                self.same_host(tenant_url)?;
                tenant_url.to_owned()
            }
        };
        let origin = tenant_origin(&tenant_url).ok_or(AppError::NoTenantUrl)?;
        if practice.is_some() && !origin.is_loopback_address() {
            return Err(AppError::NotInPractice.into());
        }
        let workspace = self.current_mut();
        let setup = workspace.setup_mut()?;
        let token = match &practice {
            Some(_) => {
                let token = setup.token().ok_or(AppError::NoToken)?;
                BoundToken::new(token.secret().clone(), origin)
            }
            None => {
                setup.entered_url.clone_from(&tenant_url);
                setup.bind_token(&origin)?
            }
        };
        let fingerprint = setup.token_summary.as_ref().map(|token| token.fingerprint.clone());
        let mut test = ConnectionTest::new(tenant_url, token, now);
        test.known = known;
        test.matching_attributes = setup.matching_attributes();
        let halves = setup.profile.token_halves(&LANGUAGE);
        test.token_halves = halves.map(|[first, second]| TokenHalves { first, second });
        test.token_expires_on = setup.token_summary.as_ref().and_then(|token| token.expires_on);
        let facts = setup.profile.connection_facts();
        test.groups_provisioned = facts.groups;
        if let Some(slow) = facts.slow_after {
            test.limits.slow = slow;
        }
        match practice {
            // Its certificates are made on the spot, and no proxy could reach it.
            Some((_, roots)) => {
                test.trust = TrustAnchors::given(
                    &roots.here.iter().map(Vec::as_slice).collect::<Vec<_>>(),
                    &roots.public.iter().map(Vec::as_slice).collect::<Vec<_>>(),
                );
                test.proxy = ProxyChoice::Direct;
            }
            None => test.proxy = proxy,
        }
        Ok((test, fingerprint.unwrap_or_default()))
    }

    /// Keeps a connection test for the set-up that it was made for. One of a workspace that is gone
    /// is dropped.
    pub(crate) fn keep_connection(&mut self, key: &SetupKey, result: ConnectionResult) {
        if let Some(setup) = self.setup_at(key) {
            setup.connection = Some(result);
            setup.report_saved_at = None;
        }
    }

    /// Breaks the practice tenant in this way, or makes it healthy. What was found of it before is
    /// no longer so.
    pub(crate) fn set_practice_fault(&mut self, name: Option<&str>) -> Result<(), Refusal> {
        let workspace = self.practice.as_mut().ok_or(AppError::NoPractice)?;
        if workspace.jobs.test.is_running() {
            return Err(AppError::TestRunning.into());
        }
        if workspace.jobs.proof.is_running() {
            return Err(AppError::ProofRunning.into());
        }
        let known =
            |name| Fault::named(name).ok_or_else(|| AppError::UnknownFault(name.to_owned()));
        let faults = name.map(known).transpose()?.into_iter().collect();
        workspace.practice().ok_or(AppError::NoPractice)?.set_faults(faults)?;
        for setup in workspace.setups.values_mut() {
            setup.connection = None;
            setup.proof = None;
        }
        Ok(())
    }
}

/// The place of a set-up's token in the keyring.
pub(crate) struct KeyringPlace {
    pub(crate) key: SetupKey,
    pub(crate) tokens: SavedTokens,
    pub(crate) origin: Origin,
}

/// A connection test that is ready to run.
pub(crate) struct PreparedTest {
    pub(crate) test: ConnectionTest,
    pub(crate) key: SetupKey,
    /// The fingerprint of its token.
    pub(crate) fingerprint: String,
    pub(crate) job: Job,
}

/// Makes up a secret that nobody has.
pub(crate) fn made_up(prefix: &str) -> String {
    format!("{prefix}-{}", uuid::Uuid::new_v4().simple())
}
