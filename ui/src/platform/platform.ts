// What the window can ask of the desktop.
import type {
  ClipboardEvent,
  ColumnChoice,
  Compared,
  ComparisonBase,
  ConnectionEvent,
  DirectoryPreview,
  DirectorySummary,
  DraftImpact,
  EntraExplanation,
  FileUse,
  FunctionEntry,
  Guide,
  HandoverSummary,
  IdentityProvider,
  LevelSuggestion,
  LoadEvent,
  Mapping,
  MappingCheck,
  MappingChoices,
  NamesQuestion,
  OpenedProfile,
  Outcome,
  PeoplePage,
  PeopleQuery,
  PersonEvent,
  PersonPreview,
  PersonRequests,
  PracticeCredentials,
  PracticeFault,
  ProofDraft,
  ProofEvent,
  Proposal,
  ProxyInput,
  ProxyPlace,
  ReportFormat,
  SchemaState,
  ScopeChoice,
  Showing,
  Situation,
  SkippedRow,
  Step,
  TableChanged,
  TableView,
  TokenDraft,
  TokenInput,
  TreeFormat,
  UrlCheck,
  VendorCard,
  VendorGroups,
  WizardState,
} from '../bindings';

export type Theme = 'system' | 'light' | 'dark';
export type FileDrag = 'over' | 'left' | 'dropped';
export type Unsubscribe = () => void;

/**
 * The one door to the desktop. Each command is one method; what fails throws a `Finding`, whatever
 * went wrong. The steps know this interface only, so that they run in a test without a window.
 */
export interface Platform {
  wizardState(): Promise<WizardState>;
  goToStep(step: Step): Promise<WizardState>;
  startAgain(): Promise<WizardState>;
  openLink(url: string): Promise<void>;
  copyText(text: string): Promise<void>;
  startPractice(): Promise<WizardState>;
  stopPractice(): Promise<WizardState>;
  practiceFaults(): Promise<PracticeFault[]>;
  setPracticeFault(name: string | null): Promise<WizardState>;

  listVendors(): Promise<VendorCard[]>;
  chooseVendor(id: string, identityProvider: IdentityProvider): Promise<WizardState>;
  openProfile(): Promise<OpenedProfile | null>;
  /** Takes the profile that was opened last, although it resembles a built-in vendor. */
  confirmProfile(): Promise<WizardState>;
  nameVendor(name: string): Promise<WizardState>;

  checkToken(input: TokenInput): Promise<TokenDraft>;
  composeToken(input: TokenInput): Promise<WizardState>;
  revealToken(): Promise<string>;
  copyToken(onEvent: (event: ClipboardEvent) => void): Promise<void>;
  saveToken(): Promise<WizardState>;
  loadToken(): Promise<WizardState>;
  removeSavedTokens(): Promise<WizardState>;
  forgetToken(): Promise<WizardState>;
  setTokenExpiry(date: string | null): Promise<WizardState>;
  practiceCredentials(): Promise<PracticeCredentials>;

  checkTenantUrl(url: string): Promise<UrlCheck>;
  /** Takes a tenant URL of another host than the vendor's own. */
  confirmTenantUrl(url: string): Promise<WizardState>;
  testConnection(tenantUrl: string, onEvent: (event: ConnectionEvent) => void): Promise<WizardState>;
  cancelConnectionTest(): Promise<void>;
  explainEntra(text: string): Promise<EntraExplanation[]>;
  setProxy(input: ProxyInput): Promise<WizardState>;
  systemProxy(tenantUrl: string): Promise<ProxyPlace | null>;

  openUsers(): Promise<DirectorySummary | null>;
  openDroppedUsers(): Promise<DirectorySummary | null>;
  openSampleUsers(): Promise<DirectorySummary>;
  reopenUsers(): Promise<DirectorySummary | null>;
  closeUsers(): Promise<WizardState>;
  /** Calls back while an export is read, from now on. */
  watchLoading(onEvent: (event: LoadEvent) => void): Promise<void>;
  cancelLoading(): Promise<void>;
  /** What was said of other columns stays. */
  chooseColumn(column: ColumnChoice): Promise<DirectorySummary>;
  /** Answers null unless a file that was to be read has no column that names its people. */
  namesQuestion(): Promise<NamesQuestion | null>;
  /** Reads the files that are asked about. */
  chooseNames(column: ColumnChoice): Promise<DirectorySummary | null>;
  /** Answers null without a file. */
  fileUse(): Promise<FileUse | null>;
  skippedRows(): Promise<SkippedRow[]>;
  usersScope(): Promise<ScopeChoice>;
  chooseScope(scope: ScopeChoice): Promise<ScopeChoice>;
  openAssigned(): Promise<ScopeChoice | null>;
  listPeople(query: PeopleQuery): Promise<PeoplePage>;
  previewPerson(row: number): Promise<PersonPreview>;
  /** Tells per cents. Answers null when it was stopped, or what it is about has changed. */
  previewDirectory(onProgress: (percent: number) => void): Promise<DirectoryPreview | null>;
  cancelPreview(): Promise<void>;
  mappingTable(): Promise<TableView>;
  changeMapping(id: number, mapping: Mapping): Promise<TableChanged>;
  addMapping(mapping: Mapping): Promise<TableChanged>;
  removeMapping(id: number): Promise<TableChanged>;
  resetMappings(): Promise<TableChanged>;
  undoMapping(): Promise<TableChanged>;
  redoMapping(): Promise<TableChanged>;
  checkMapping(mapping: Mapping, row: number | null): Promise<MappingCheck>;
  /** Returns what a mapping would send for the people at these rows, in their order. */
  previewRows(mapping: Mapping, rows: number[]): Promise<Outcome[]>;
  /** Answers null when a later call, or `cancelDraft`, has ended it. */
  previewDraft(id: number | null, mapping: Mapping): Promise<DraftImpact | null>;
  proposeExpressions(mapping: Mapping): Promise<Proposal[] | null>;
  cancelDraft(): Promise<void>;
  listFunctions(row: number | null): Promise<FunctionEntry[]>;
  mappingChoices(): Promise<MappingChoices>;
  suggestLevels(): Promise<LevelSuggestion | null>;
  applyLevels(): Promise<TableChanged>;
  planRequests(row: number, event: PersonEvent): Promise<PersonRequests>;
  compareMappings(
    base: ComparisonBase,
    row: number | null,
    onProgress: (percent: number) => void,
  ): Promise<Compared>;
  cancelComparison(): Promise<void>;
  vendorGroups(): Promise<VendorGroups | null>;
  saveTree(format: TreeFormat): Promise<string | null>;
  /** Opens Entra's schema; with `intoTable` its mappings take the table's place. */
  openSchema(intoTable: boolean, dropped: boolean): Promise<TableChanged | null>;
  schemaState(): Promise<SchemaState | null>;
  closeSchema(): Promise<void>;
  saveSchema(): Promise<string | null>;
  schemaText(): Promise<string>;

  /** Says what a proof would do; null asks for the usual domain. */
  draftProof(domain: string | null): Promise<ProofDraft>;
  prove(domain: string, onEvent: (event: ProofEvent) => void): Promise<WizardState>;
  cancelProof(): Promise<void>;
  skipProof(): Promise<WizardState>;
  cleanUpProofs(): Promise<WizardState>;
  forgetProofs(): Promise<WizardState>;

  guide(): Promise<Guide>;
  setSituation(situation: Situation): Promise<WizardState>;
  setTick(step: string, done: boolean): Promise<WizardState>;

  handoverSummary(): Promise<HandoverSummary>;
  saveReport(format: ReportFormat): Promise<string | null>;
  /** The report as it would be saved now. */
  reportPage(): Promise<string>;
  /** Opens a file that was saved in this run, or marks it in its folder. */
  openSaved(name: string, showing: Showing): Promise<unknown>;
  saveCalendar(): Promise<string | null>;

  /** Calls back with whether this device has a network now, at once and on every change. */
  watchNetwork(onChange: (online: boolean) => void): Unsubscribe;
  /** Calls back while files are dragged over the window. The file itself stays with Rust. */
  watchFileDrag(onDrag: (drag: FileDrag) => void): Unsubscribe;
  theme(): Theme;
  setTheme(theme: Theme): void;
}
