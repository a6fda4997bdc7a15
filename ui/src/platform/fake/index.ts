// A platform without a desktop, for component tests and for looking at the screens in a browser.
// It remembers what is asked of it and answers as Rust would; it holds no rule worth testing.
import type {
  ColumnChoice,
  ComparisonBase,
  ConnectionReport,
  DirectorySummary,
  Finding,
  IdentityProvider,
  LoadEvent,
  Mapping,
  OpenedProfile,
  PeopleQuery,
  PersonEvent,
  ProxyInput,
  ProxyPlace,
  SchemaState,
  ScopeChoice,
  Step,
  TableChanged,
  TableView,
  TokenInput,
  TreeFormat,
  VendorGroups,
  WizardState,
} from '../../bindings';
import type { FileDrag, Platform, Theme } from '../platform';
import { passedReport } from './connection';
import { explanations } from './entra';
import { faults } from './faults';
import {
  colonInKey,
  invalidProxy,
  otherHost,
  plainHttp,
  readyRecognised,
  resembling,
  secretMissing,
  usersInUrl,
  whiteSpace,
} from './findings';
import { guideFor, handover } from './guide';
import { FakeMapping } from './people';
import { comparison, requestsFor, schema } from './preview';
import { emptyState, tokenSummary, withResults } from './state';
import { cards, securePractice, vendors } from './vendors';

export { emptyState, readyState, tokenSummary } from './state';

/** The host of an address, with its port. */
const hostOf = (url: string) => /^https?:\/\/([^/]+)/.exec(url)?.[1] ?? null;

const mask = (text: string) => (text === '' ? '' : `••••${text.length > 8 ? text.slice(-4) : ''}`);

export class FakePlatform implements Platform {
  state: WizardState;
  /** Each call in order: name and arguments. */
  readonly calls: { name: string; args: unknown[] }[] = [];
  /** Failures to throw, by method name; each is thrown until it is deleted. */
  readonly failing = new Map<string, Finding>();
  /** What the next connection test finds, and how long each stage takes to be told. */
  report: ConnectionReport = passedReport;
  stageDelay = 0;
  profile: 'opens' | 'cancelled' | 'resembles' = 'opens';
  /** What the file dialog gives, and how many people the file holds. */
  file: 'opens' | 'cancelled' = 'opens';
  people = 412;
  /** Files that are chosen beside it. */
  moreFiles: string[] = [];
  /** What this computer's settings name. */
  proxyOfSystem: ProxyPlace | null = null;
  mapping = new FakeMapping();
  schema: SchemaState | null = null;
  scope: ScopeChoice = { kind: 'everybody' };
  groups: VendorGroups | null = null;
  online = true;
  readonly token = 'a2V5LTg0MTI6c2VjcmV0LWZvci1leGFtcGxlcy1vbmx5LW5vdC1yZWFsLXE4M0E=';
  /** The set-up that waits while one practises. */
  #real: { state: WizardState; mapping: FakeMapping; schema: SchemaState | null } | null = null;
  /** Tenant URLs of another host that were confirmed. */
  readonly #confirmed = new Set<string>();
  #theme: Theme = 'system';
  #cancelled = false;
  #tellNetwork: ((online: boolean) => void) | undefined;
  #tellLoading: ((event: LoadEvent) => void) | undefined;
  #stopLoading: (() => void) | undefined;
  #slowly: LoadEvent[] | undefined;
  #slowTo: number | null = null;
  #stopComputing: (() => void)[] = [];
  #tellDrag: ((drag: FileDrag) => void) | undefined;

  constructor(state: WizardState = emptyState()) {
    this.state = state;
    if (state.directory) this.mapping.open(state.directory.file, state.directory.users);
  }

  #note(name: string, ...args: unknown[]): void {
    this.calls.push({ name, args });
    const failure = this.failing.get(name);
    if (failure) throw failure;
  }

  #change(over: Partial<WizardState>): WizardState {
    const savedAt = this.state.practice || over.practice ? null : '2026-11-21T10:44:10Z';
    this.state = withResults({ ...this.state, savedAt, ...over });
    return this.state;
  }

  /** What holds with another tenant URL: a token stays with the host that it was made for. */
  #at(tenantUrl: string): Partial<WizardState> {
    const { token, tokenMadeFor } = this.state;
    const madeFor = tokenMadeFor ?? (token && hostOf(this.state.tenantUrl));
    if (madeFor === null) return { tenantUrl };
    return madeFor === hostOf(tenantUrl)
      ? { tenantUrl, token: token ?? tokenSummary, tokenMadeFor: null }
      : { tenantUrl, token: null, tokenMadeFor: madeFor };
  }

  #edited(table: TableView): TableChanged {
    return { table, state: this.#change({}), schema: this.schema };
  }

  called(name: string): unknown[][] {
    return this.calls.filter((call) => call.name === name).map((call) => call.args);
  }

  async wizardState() {
    this.#note('wizardState');
    return this.state;
  }
  async goToStep(step: Step) {
    this.#note('goToStep', step);
    return this.#change({ position: step });
  }
  async startAgain() {
    this.#note('startAgain');
    if (this.state.practice) return this.#practise(this.#real?.state ?? this.state);
    return (this.state = emptyState());
  }
  async openLink(url: string) {
    this.#note('openLink', url);
  }
  async copyText(text: string) {
    this.#note('copyText', text);
  }
  async startPractice() {
    this.#note('startPractice');
    const { state, mapping, schema } = this;
    this.#real = { state, mapping, schema };
    return this.#practise(state);
  }
  /** Practice begins where one is, with nothing of what was done there. */
  #practise({ vendor, position }: WizardState): WizardState {
    this.mapping = new FakeMapping();
    this.schema = null;
    const practice = { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null };
    const past = !['vendor', 'token'].includes(position);
    const token = past ? { ...tokenSummary, lastFour: 'Fake', origin: 'http://127.0.0.1:41234' } : null;
    return (this.state = emptyState({ vendor, position, practice, tenantUrl: practice.tenantUrl, token }));
  }
  async stopPractice() {
    this.#note('stopPractice');
    if (!this.#real) return this.#change({ practice: null });
    const { state, mapping, schema } = this.#real;
    this.#real = null;
    this.mapping = mapping;
    this.schema = schema;
    return (this.state = state);
  }

  async practiceFaults() {
    this.#note('practiceFaults');
    return faults;
  }
  async setPracticeFault(name: string | null) {
    this.#note('setPracticeFault', name);
    const fault = faults.find((one) => one.name === name) ?? null;
    return this.#change({
      practice: this.state.practice && { ...this.state.practice, fault },
      connection: null,
    });
  }

  async listVendors() {
    this.#note('listVendors');
    return cards;
  }
  async chooseVendor(id: string, identityProvider: IdentityProvider) {
    this.#note('chooseVendor', id, identityProvider);
    const vendor = vendors.find((candidate) => candidate.id === id) ?? null;
    return this.#change({
      vendor,
      identityProvider,
      tenantUrl: vendor?.tenantUrl.fixed ?? '',
      profileFile: null,
    });
  }
  async openProfile(): Promise<OpenedProfile | null> {
    this.#note('openProfile');
    if (this.profile === 'cancelled') return null;
    if (this.profile === 'resembles') return { kind: 'resembles', finding: resembling };
    return { kind: 'chosen', state: this.#profile('Acme Awareness') };
  }
  async confirmProfile() {
    this.#note('confirmProfile');
    return this.#profile('Secure Practise');
  }
  #profile(name: string) {
    return this.#change({ vendor: { ...securePractice, id: 'acme', name }, profileFile: 'acme.toml' });
  }

  async checkToken(input: TokenInput) {
    this.#note('checkToken', input);
    const findings = [];
    if (input.key.includes(':')) findings.push(colonInKey);
    if (input.secret.trim().includes(' ')) findings.push(whiteSpace);
    if (input.token !== '') findings.push(readyRecognised);
    const begun = input.key !== '' || input.secret !== '';
    const pair = input.key !== '' && input.secret !== '';
    if (begun && input.secret === '') findings.push(secretMissing);
    const encodes = this.state.vendor?.token.recipe === 'base64KeySecret';
    return {
      recognised:
        input.token !== '' ? ('readyToken' as const) : pair ? ('pair' as const) : ('nothing' as const),
      findings,
      composition:
        encodes && pair ? { key: mask(input.key), secret: mask(input.secret), result: '••••q83A' } : null,
      canCompose: (pair || input.token !== '') && !findings.some((finding) => finding.severity === 'error'),
    };
  }
  async composeToken(input: TokenInput) {
    this.#note('composeToken', input);
    if (input.token === '' && input.secret === '') throw secretMissing;
    const days = this.state.vendor?.token.expiresAfterDays;
    return this.#change({
      tokenMadeFor: null,
      tokenExpired: false,
      token: {
        ...tokenSummary,
        madeFrom: input.token === '' ? 'pair' : 'ready',
        recipe: this.state.vendor?.token.recipe ?? 'ready',
        expiresOn: days ? '2027-02-19' : null,
        expirySource: days ? 'profile' : null,
      },
      connection: null,
    });
  }
  async revealToken() {
    this.#note('revealToken');
    return this.token;
  }
  async copyToken(onEvent: (event: { kind: 'copied'; seconds: number } | { kind: 'cleared' }) => void) {
    this.#note('copyToken', onEvent);
    onEvent({ kind: 'copied', seconds: 45 });
  }
  async saveToken() {
    this.#note('saveToken');
    return this.#change({ token: { ...(this.state.token ?? tokenSummary), saved: true } });
  }
  async loadToken() {
    this.#note('loadToken');
    return this.#change({
      token: { ...tokenSummary, madeFrom: 'saved', saved: true },
      tokenRemembered: null,
    });
  }
  async removeSavedTokens() {
    this.#note('removeSavedTokens');
    return this.#change({ token: this.state.token && { ...this.state.token, saved: false } });
  }
  async forgetToken() {
    this.#note('forgetToken');
    return this.#change({ token: null, tokenExpired: false, connection: null });
  }
  async setTokenExpiry(date: string | null) {
    this.#note('setTokenExpiry', date);
    return this.#change({
      token: this.state.token && {
        ...this.state.token,
        expiresOn: date,
        expirySource: date ? 'entered' : null,
      },
    });
  }
  async practiceCredentials() {
    this.#note('practiceCredentials');
    return { key: 'practice-key-0001', secret: 'practice-secret-0001' };
  }

  async checkTenantUrl(url: string) {
    this.#note('checkTenantUrl', url);
    if (url === '') return { normalised: null, host: null, findings: [] };
    if (url.startsWith('http://') && !url.includes('127.0.0.1')) {
      return { normalised: null, host: null, findings: [plainHttp] };
    }
    const cut = url.replace(/\/Users\/?$/, '/');
    const host = hostOf(url);
    const { vendor, practice } = this.state;
    const own = vendor?.tenantUrl.fixed;
    const other = own && !practice && host !== hostOf(own) && !this.#confirmed.has(url);
    const findings = [
      ...(cut === url ? [] : [usersInUrl]),
      ...(other ? [otherHost(vendor.name, host ?? '')] : []),
    ];
    return { normalised: cut, host, findings };
  }
  async confirmTenantUrl(url: string) {
    this.#note('confirmTenantUrl', url);
    this.#confirmed.add(url);
    return this.#change(this.#at(url));
  }
  async testConnection(
    tenantUrl: string,
    onEvent: (event: import('../../bindings').ConnectionEvent) => void,
  ) {
    this.#note('testConnection', tenantUrl);
    this.#cancelled = false;
    const told = [];
    for (const stage of this.report.stages) {
      if (this.#cancelled) break;
      onEvent({ kind: 'started', stage: stage.name });
      if (this.stageDelay > 0) await new Promise((resolve) => setTimeout(resolve, this.stageDelay));
      onEvent({ kind: 'finished', stage });
      told.push(stage);
    }
    const connection = { ...this.report, tenantUrl, stages: told, cancelled: this.#cancelled };
    if (this.#cancelled) connection.ok = false;
    return this.#change({ ...this.#at(tenantUrl), connection });
  }
  async cancelConnectionTest() {
    this.#note('cancelConnectionTest');
    this.#cancelled = true;
  }
  async setProxy(input: ProxyInput) {
    this.#note('setProxy', input);
    if (input.kind !== 'at') return this.#change({ proxy: input });
    if (input.address.startsWith('socks')) throw invalidProxy;
    const address = input.address.slice(input.address.lastIndexOf('@') + 1);
    const signsIn = input.user !== '' || address !== input.address;
    return this.#change({ proxy: { kind: 'at', address, signsIn } });
  }
  async systemProxy(tenantUrl: string) {
    this.#note('systemProxy', tenantUrl);
    return this.proxyOfSystem;
  }
  async explainEntra(text: string) {
    this.#note('explainEntra', text);
    const said = text.toLowerCase();
    return explanations.filter(({ name }) => said.includes(name.split(' ')[0]!.toLowerCase()));
  }

  #opened(opened: DirectorySummary) {
    this.#change({ directory: opened });
    return opened;
  }
  async watchLoading(onEvent: (event: LoadEvent) => void) {
    this.#note('watchLoading');
    this.#tellLoading = onEvent;
  }
  async cancelLoading() {
    this.#note('cancelLoading');
    this.#stopLoading?.();
  }
  /** A file that is read until `cancelLoading`, of which `events` are told. */
  loadSlowly(events: LoadEvent[]) {
    this.#slowly = events;
  }
  async openUsers() {
    this.#note('openUsers');
    if (this.#slowly) {
      for (const event of this.#slowly) this.#tellLoading?.(event);
      await new Promise<void>((resolve) => (this.#stopLoading = resolve));
      return null;
    }
    return this.file === 'cancelled'
      ? null
      : this.#opened(this.mapping.open('exportUsers_2026-11-21.csv', this.people, this.moreFiles));
  }
  async openDroppedUsers() {
    this.#note('openDroppedUsers');
    return this.#opened(this.mapping.open('exportUsers_2026-11-21.csv', this.people));
  }
  async openSampleUsers() {
    this.#note('openSampleUsers');
    return this.#opened(this.mapping.openSample());
  }
  async reopenUsers() {
    this.#note('reopenUsers');
    const [first = 'users.csv', ...more] = this.state.directoryRemembered;
    return this.#opened(this.mapping.open(first, this.people, more));
  }
  async closeUsers() {
    this.#note('closeUsers');
    this.mapping.close();
    return this.#change({ directory: null });
  }
  async chooseColumns(columns: ColumnChoice[]) {
    this.#note('chooseColumns', columns);
    const directory = this.state.directory!;
    const chosen = (header: string) => columns.find((column) => column.header === header)?.attribute ?? null;
    const read = directory.columns.map((column) => ({ ...column, attribute: chosen(column.header) }));
    return this.#opened({ ...directory, columns: read });
  }
  async skippedRows() {
    this.#note('skippedRows');
    const { files } = this.state.directory!;
    return [118, 240].map((line) => ({
      file: files.at(-1)!,
      line,
      reason: 'Too many values: 14 of 12 columns',
    }));
  }
  async usersScope() {
    this.#note('usersScope');
    return this.scope;
  }
  async chooseScope(scope: ScopeChoice) {
    this.#note('chooseScope', scope);
    return (this.scope = scope);
  }
  async openAssigned() {
    this.#note('openAssigned');
    if (this.file === 'cancelled') return null;
    return (this.scope = { kind: 'listed', file: 'assigned.csv', names: 380 });
  }
  async listPeople(query: PeopleQuery) {
    this.#note('listPeople', query);
    return this.mapping.listPeople(query);
  }
  async previewPerson(row: number) {
    this.#note('previewPerson', row);
    return this.mapping.previewPerson(row);
  }
  /** Work over everybody goes this far, in per cent, and then on and on until it is stopped. */
  computeSlowly(percent: number | null) {
    this.#slowTo = percent;
  }
  /** Says whether the work came to its end. */
  async #compute(onProgress: (percent: number) => void): Promise<boolean> {
    if (this.#slowTo === null) return true;
    onProgress(this.#slowTo);
    await new Promise<void>((resolve) => this.#stopComputing.push(resolve));
    return false;
  }
  #stopAll() {
    for (const stop of this.#stopComputing.splice(0)) stop();
  }
  async previewDirectory(onProgress: (percent: number) => void) {
    this.#note('previewDirectory');
    return (await this.#compute(onProgress)) ? this.mapping.previewDirectory() : null;
  }
  async cancelPreview() {
    this.#note('cancelPreview');
    this.#stopAll();
  }
  async mappingTable() {
    this.#note('mappingTable');
    return this.mapping.mappingTable();
  }
  async changeMapping(id: number, mapping: Mapping) {
    this.#note('changeMapping', id, mapping);
    return this.#edited(this.mapping.changeMapping(id, mapping));
  }
  async addMapping(mapping: Mapping) {
    this.#note('addMapping', mapping);
    return this.#edited(this.mapping.addMapping(mapping));
  }
  async removeMapping(id: number) {
    this.#note('removeMapping', id);
    return this.#edited(this.mapping.removeMapping(id));
  }
  async resetMappings() {
    this.#note('resetMappings');
    return this.#edited(this.mapping.resetMappings());
  }
  async undoMapping() {
    this.#note('undoMapping');
    return this.#edited(this.mapping.undoMapping());
  }
  async redoMapping() {
    this.#note('redoMapping');
    return this.#edited(this.mapping.redoMapping());
  }
  async checkMapping(mapping: Mapping, row: number | null) {
    this.#note('checkMapping', mapping, row);
    return this.mapping.checkMapping(mapping, row);
  }
  async previewRows(mapping: Mapping, rows: number[]) {
    this.#note('previewRows', mapping, rows);
    return this.mapping.previewRows(mapping, rows);
  }
  async previewDraft(id: number | null, mapping: Mapping) {
    this.#note('previewDraft', id, mapping);
    return (await this.#compute(() => undefined)) ? this.mapping.previewDraft(id, mapping) : null;
  }
  async proposeExpressions(mapping: Mapping) {
    this.#note('proposeExpressions', mapping);
    return this.mapping.proposeExpressions(mapping);
  }
  async cancelDraft() {
    this.#note('cancelDraft');
    this.#stopAll();
  }
  async listFunctions(row: number | null) {
    this.#note('listFunctions', row);
    return this.mapping.listFunctions(row);
  }
  async mappingChoices() {
    this.#note('mappingChoices');
    return this.mapping.mappingChoices();
  }
  async suggestLevels() {
    this.#note('suggestLevels');
    return this.mapping.suggestLevels();
  }
  async applyLevels() {
    this.#note('applyLevels');
    return this.#edited(this.mapping.applyLevels());
  }
  async planRequests(row: number, event: PersonEvent) {
    this.#note('planRequests', row, event);
    return requestsFor(row, event, this.state.tenantUrl);
  }
  async compareMappings(base: ComparisonBase, row: number | null, onProgress: (percent: number) => void) {
    this.#note('compareMappings', base, row);
    if (!(await this.#compute(onProgress))) return { kind: 'stopped' as const };
    if (!this.mapping.mappingTable().changed) return { kind: 'nothing' as const };
    return { kind: 'both' as const, comparison };
  }
  async cancelComparison() {
    this.#note('cancelComparison');
    this.#stopAll();
  }
  async vendorGroups() {
    this.#note('vendorGroups');
    return this.groups;
  }
  async saveTree(format: TreeFormat) {
    this.#note('saveTree', format);
    return this.file === 'cancelled' ? null : `organisation.${format}`;
  }
  async openSchema() {
    this.#note('openSchema');
    if (this.file === 'cancelled') return null;
    this.schema = schema;
    return this.#edited(this.mapping.mappingTable());
  }
  async schemaState() {
    this.#note('schemaState');
    return this.schema;
  }
  async closeSchema() {
    this.#note('closeSchema');
    this.schema = null;
  }
  async saveSchema() {
    this.#note('saveSchema');
    return this.file === 'cancelled' ? null : 'schema.json';
  }
  async schemaText() {
    this.#note('schemaText');
    return '{}';
  }

  async guide() {
    this.#note('guide');
    return guideFor(this.state.situation);
  }
  async setSituation(situation: import('../../bindings').Situation) {
    this.#note('setSituation', situation);
    return this.#change({ situation });
  }
  async setTick(step: string, done: boolean) {
    this.#note('setTick', step, done);
    const others = this.state.ticks.filter((tick) => tick.step !== step);
    return this.#change({ ticks: done ? [...others, { step, at: '2026-11-21T10:50:00Z' }] : others });
  }

  async handoverSummary() {
    this.#note('handoverSummary');
    return { ...handover, hasExpiry: this.state.token?.expiresOn != null };
  }
  async saveReport(format: 'html' | 'markdown') {
    this.#note('saveReport', format);
    if (this.file === 'cancelled') return null;
    return format === 'html' ? 'footbridge-report.html' : 'footbridge-report.md';
  }
  async saveCalendar() {
    this.#note('saveCalendar');
    return 'token-expiry.ics';
  }

  watchNetwork(onChange: (online: boolean) => void) {
    this.#tellNetwork = onChange;
    onChange(this.online);
    return () => (this.#tellNetwork = undefined);
  }
  setOnline(online: boolean) {
    this.online = online;
    this.#tellNetwork?.(online);
  }
  watchFileDrag(onDrag: (drag: FileDrag) => void) {
    this.#tellDrag = onDrag;
    return () => (this.#tellDrag = undefined);
  }
  drag(phase: FileDrag) {
    this.#tellDrag?.(phase);
  }
  theme() {
    return this.#theme;
  }
  setTheme(theme: Theme) {
    this.#theme = theme;
  }
}
