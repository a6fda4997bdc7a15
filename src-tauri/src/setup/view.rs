//! What the window is told of the wizard as a whole: position, what each step came to, what is
//! loaded. Everything that belongs to one step is that step's own type.

use footbridge_connection::{Code, ConnectionReport, ProxyPlace, StageName};
use footbridge_directory::{DirectorySummary, NameCandidate};
use footbridge_finding::Finding;
use footbridge_handover::Line;
use footbridge_mapping::{
    MappingDifference, OrganisationTree, PersonRow, TableComparison, TableView,
};
use footbridge_practice::Fault;
use footbridge_proof::{ProofPlan, ProofReport};
use footbridge_token::TokenSummary;
use footbridge_vendor::{Situation, Vendor};
use serde::{Deserialize, Serialize};

/// The seven steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Choose the vendor.
    Vendor,
    /// Make the token.
    Token,
    /// Test the connection.
    Connection,
    /// See what would be sent.
    Mapping,
    /// Prove with a made-up person that it is kept.
    Proof,
    /// Follow the portal.
    Activation,
    /// Take the record.
    Handover,
}

impl Step {
    /// All steps in order.
    pub const ALL: [Step; 7] = [
        Step::Vendor,
        Step::Token,
        Step::Connection,
        Step::Mapping,
        Step::Proof,
        Step::Activation,
        Step::Handover,
    ];
}

/// Where the people are kept that are provisioned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum IdentityProvider {
    /// Microsoft Entra ID, the only one that is guided so far.
    Entra,
}

/// What a step came to, for the step list and the Continue button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StepResult {
    /// The step.
    pub step: Step,
    /// Whether its question is answered.
    pub done: bool,
    /// How much of it is done, in hundredths: the ticked pages of the guide, all or nothing elsewhere.
    pub part: u32,
    /// The answer in a few words, such as "Token ends in q83A"; empty while there is none.
    pub result: String,
    /// What is missing before going on makes sense; empty when nothing is.
    pub missing: String,
}

/// A ticked step of the guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Tick {
    /// The guide step's id.
    pub step: String,
    /// When it was ticked, RFC 3339 in UTC.
    pub at: String,
}

/// The running practice tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Practice {
    /// Its tenant URL on this machine.
    pub tenant_url: String,
    /// What is wrong with it on purpose.
    pub fault: Option<PracticeFault>,
}

/// One way in which the practice tenant can be broken on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticeFault {
    /// Its name, such as `filter-ignored`.
    pub name: String,
    /// What the server then does, as the end of a sentence that begins with "The server".
    pub sentence: String,
    /// The stage of the connection test that finds it; none when only a proof does.
    pub stage: Option<StageName>,
}

impl PracticeFault {
    /// Returns a fault as the window shows it.
    pub(crate) fn of(fault: &Fault) -> Self {
        PracticeFault {
            name: fault.name().to_owned(),
            sentence: fault.sentence().to_owned(),
            stage: (!fault.is_of_writing())
                .then(|| Code::named(fault.finding()).map_or(StageName::Http, Code::stage)),
        }
    }
}

/// Which proxy the connection test uses.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ProxySetting {
    /// The one of the environment or of the operating system's settings.
    #[default]
    System,
    /// None.
    Direct,
    /// The one that was entered.
    At(ProxyPlace),
}

/// Everything that the window needs to show where the admin stands.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct WizardState {
    /// The step on the screen.
    pub position: Step,
    /// The chosen vendor in the window's language.
    pub vendor: Option<Vendor>,
    /// Where the people are.
    pub identity_provider: IdentityProvider,
    /// The seven steps in order.
    pub steps: Vec<StepResult>,
    /// The tenant URL as it was entered, or the vendor's own.
    pub tenant_url: String,
    /// The token of this run, if it was made for the server of the present tenant URL.
    pub token: Option<TokenSummary>,
    /// The server that the token of this run was made for, when that is another one: it is not sent
    /// here, and has to be entered anew.
    pub token_made_for: Option<String>,
    /// Whether the token of this run has ended.
    pub token_expired: bool,
    /// Facts of the token of an earlier run, which is no longer in memory.
    pub token_remembered: Option<TokenSummary>,
    /// The last connection test of this vendor.
    pub connection: Option<ConnectionReport>,
    /// Which proxy the connection test uses.
    pub proxy: ProxySetting,
    /// The loaded users.
    pub directory: Option<DirectorySummary>,
    /// The names of the users' files of an earlier run, which can be opened again.
    pub directory_remembered: Vec<String>,
    /// The last proof of this vendor.
    pub proof: Option<ProofReport>,
    /// Whether the mappings have changed since.
    pub proof_outdated: bool,
    /// Whether the admin goes on without one.
    pub proof_skipped: bool,
    /// What earlier proofs may have left at a vendor, because they were ended in the middle.
    pub proof_leftovers: Vec<ProofLeftover>,
    /// What the guide's conditions look at.
    pub situation: Situation,
    /// The ticked steps of the guide.
    pub ticks: Vec<Tick>,
    /// The practice tenant, while it runs.
    pub practice: Option<Practice>,
    /// When the progress was last saved, RFC 3339 in UTC.
    pub saved_at: Option<String>,
    /// The profile file's name, when the vendor came from one.
    pub profile_file: Option<String>,
    /// Footbridge's version.
    pub version: String,
    /// Whether this run goes on from an earlier one.
    pub resumed: bool,
    /// What stays in the frame until it is settled: progress that is not saved, or was not read.
    pub notices: Vec<Finding>,
}

/// What a proof would do with the made-up person of a domain.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProofDraft {
    /// The domain of the made-up addresses; empty while none is known.
    pub domain: String,
    /// What would be done; nothing without a domain.
    pub plan: Option<ProofPlan>,
}

/// What a proof that was ended in the middle may have left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ProofLeftover {
    /// The host at which it was made.
    pub host: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// The names of what it may have created.
    pub names: Vec<String>,
    /// Whether the tenant URL of the set-up on the screen is of that host.
    pub here: bool,
}

/// What an edit of the mapping table changes in the window, in one answer.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TableChanged {
    /// The table as it is now.
    pub table: TableView,
    /// Where the admin stands now.
    pub state: WizardState,
    /// The schema that is open, compared with the table as it is now.
    pub schema: Option<SchemaState>,
}

/// What came of opening a profile file.
#[derive(Debug, Clone, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum OpenedProfile {
    /// Its vendor is the chosen one now.
    Chosen {
        /// Where the admin stands now.
        state: Box<WizardState>,
    },
    /// It resembles a built-in vendor: its host is to be confirmed first.
    Resembles {
        /// The question, with the host that the file names.
        finding: Box<Finding>,
    },
}

/// A key and a secret that only the practice tenant knows; not a secret of anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PracticeCredentials {
    /// The key half.
    pub key: String,
    /// The secret half.
    pub secret: String,
}

/// The form of a saved report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum ReportFormat {
    /// One self-contained page that prints well.
    Html,
    /// For a ticket or a wiki.
    Markdown,
}

/// What is told while an export of users is read.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum LoadEvent {
    /// Files are being read.
    Started {
        /// Their names without their folders.
        files: Vec<String>,
    },
    /// The first people are known, long before the last ones.
    First {
        /// Some of them, in the file's order.
        people: Vec<PersonRow>,
    },
    /// So much has been read.
    Progress {
        /// Users so far.
        users: u32,
        /// The part of the files, from 0 to 1; `None` when that is not known.
        part: Option<f64>,
    },
}

/// The question which column of a file names its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NamesQuestion {
    /// The file's name without its folder.
    pub(crate) file: String,
    /// The columns to choose from, the likeliest first.
    pub(crate) columns: Vec<NameCandidate>,
    /// The attributes that name people, those by which the mappings match first.
    pub(crate) attributes: Vec<String>,
}

/// What came of comparing the table with another state of it.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Compared {
    /// There is no such state.
    Nothing,
    /// It was stopped, or another comparison was asked for.
    Stopped,
    /// Both are compared.
    Both {
        /// How they differ.
        comparison: TableComparison,
    },
}

/// The form of a saved organisation tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum TreeFormat {
    /// For a spreadsheet.
    Csv,
    /// A drawing.
    Svg,
}

/// Entra's schema that is open.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SchemaState {
    /// The file's name without its folder.
    pub file: String,
    /// How many attribute mappings of users it has.
    pub mappings: u32,
    /// What is worth knowing of it.
    pub findings: Vec<Finding>,
    /// How it differs from what the vendor's profile asks for.
    pub against_profile: Vec<MappingDifference>,
    /// How it differs from the table as it is now: what a saved schema would change.
    pub against_table: Vec<MappingDifference>,
}

/// What the hand-over screen shows.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HandoverSummary {
    /// What was done, a line a step.
    pub lines: Vec<Line>,
    /// What is left to do, as sentences.
    pub open_points: Vec<String>,
    /// What happens next, as sentences.
    pub next: Vec<String>,
    /// The organisation tree of the loaded users.
    pub tree: Option<OrganisationTree>,
    /// Whether a calendar entry can be saved.
    pub has_expiry: bool,
}
