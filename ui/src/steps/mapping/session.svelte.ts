// What the mapping step holds while the window is open: the loaded people by pages, the person
// chosen, the mapping table and the drafts of mappings not saved yet.
//
// It outlives the screen, so that going to another step and back loses neither place nor draft.
// Rows stay in Rust: only the pages around what is visible come here. Deliberately absent: every
// rule of mapping, which Rust answers.

import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type {
  ColumnChoice,
  ComparisonBase,
  DirectoryPreview,
  DirectorySummary,
  Finding,
  LevelSuggestion,
  LoadEvent,
  MappingChoices,
  MappingTable,
  PeoplePage,
  PersonPreview,
  PersonRow,
  SchemaState,
  ScopeChoice,
  SentValue,
  VendorGroups,
} from '../../bindings';
import type { Wizard } from '../../lib';
import { isFinding } from '../../platform';
import { t } from '../../texts';
import { differs, draftOf, mappingOf, type Draft } from './editor/draft';
import { Functions } from './editor/functions.svelte';
import { Loading } from './loading.svelte';
import { keyOf } from './organisation';
import { WhatIf } from './requests/what-if.svelte';
import { pagesOf } from './window';

const pageSize = 100;
/** How many pages stay here: enough to scroll back and forth without asking again. */
const mostPages = 40;
/** The milliseconds from which on a wait is noticed. */
const noticed = 150;

/** What is folded out below the bar. */
export type Panel = 'file' | 'scope' | 'schema' | 'changes';
export type Pane = 'people' | 'mappings' | 'organisation';
/** A row of the mapping table, or the mapping that is being added. */
export type Edited = number | 'new';

export class MappingSession {
  table: MappingTable | null = $state.raw(null);
  preview: DirectoryPreview | null = $state.raw(null);
  suggestion: LevelSuggestion | null = $state.raw(null);
  choices: MappingChoices = $state.raw({ targets: [], sources: [] });
  person: PersonPreview | null = $state.raw(null);

  /** Why a file could not be read; a mistake in the file, not in the program. */
  fileFinding: Finding | null = $state.raw(null);
  reading = $state(false);
  /** The reading that is under way, once it takes long enough to be looked at. */
  loading: Loading | null = $state.raw(null);
  #reading: Loading | null = null;
  /** The mappings are looked at without a file. */
  withoutFile = $state(false);
  suggestionDismissed = $state(false);

  panel: Panel | null = $state(null);

  /** Entra's schema that is open, and why a file could not be opened as one. */
  schema: SchemaState | null = $state.raw(null);
  schemaFinding: Finding | null = $state.raw(null);
  /** Whom Entra would provision, and why a list of them could not be read. */
  scope: ScopeChoice = $state.raw({ kind: 'everybody' });
  scopeFinding: Finding | null = $state.raw(null);
  /** The groups that the vendor would make; null where it makes none. */
  groups: VendorGroups | null = $state.raw(null);
  /** What the table is compared with. */
  base: ComparisonBase = $state('profile');

  pane: Pane = $state('mappings');
  /** What the middle shows of the chosen person. */
  view: 'values' | 'requests' = $state('values');
  readonly whatIf = new WhatIf();
  /** The targets whose values over everybody are folded out, by the mapping's id. */
  openStatistics = new SvelteSet<number>();
  search = $state('');
  finding: string | null = $state(null);
  path: string[] | null = $state.raw(null);
  /** The vendor's group that is looked at: the value that its people share, none for those without. */
  group: SentValue | null = $state.raw(null);
  total = $state(0);
  /** The place of the chosen person in the list, from 0; -1 for nobody. */
  chosen = $state(-1);

  openNodes = new SvelteSet<string>();
  treeSearch = $state('');
  editing: Edited | null = $state(null);
  drafts = new SvelteMap<Edited, Draft>();
  /** The trace of an expression is shown. */
  traceOpen = $state(true);
  readonly functions = new Functions();

  #pages = new SvelteMap<number, PersonRow[]>();
  // Not looked at by any screen: nothing must follow it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #asked = new Set<number>();
  #visible = { first: 0, last: 0 };
  #list = 0;
  #fetching = false;
  #persons = 0;
  #about = '';

  constructor(readonly wizard: Wizard) {
    void wizard.attempt(wizard.platform.watchLoading((event) => this.#told(event)));
  }

  get directory(): DirectorySummary | null {
    return this.wizard.state.directory;
  }

  get filtered(): boolean {
    return this.search.trim() !== '' || this.finding !== null || this.path !== null || this.group !== null;
  }

  /** Brings everything up to date when the step is shown. */
  async enter(): Promise<void> {
    const { vendor } = this.wizard.state;
    const about = `${vendor?.id ?? ''}\n${this.directory?.file ?? ''}`;
    if (about !== this.#about) {
      const sameVendor = about.split('\n')[0] === this.#about.split('\n')[0];
      // Before the first look there is nothing to forget, only what the step was asked to show.
      if (!sameVendor && this.#about !== '') this.#forgetEdits();
      this.#forgetPeople();
      this.#about = about;
    }
    await this.#refresh();
  }

  /** Reads a file, however it was chosen; null means that the person changed their mind. */
  async open(reading: Promise<DirectorySummary | null>): Promise<void> {
    this.fileFinding = null;
    this.reading = true;
    try {
      const summary = await reading;
      if (!summary) return;
      this.#reading?.finish(summary.users);
      await this.wizard.refresh();
      this.#forgetPeople();
      this.#about = `${this.wizard.state.vendor?.id ?? ''}\n${summary.file}`;
      this.wizard.announce(t.mapping.said.loaded(summary.file, summary.users));
      await this.#refresh();
    } catch (thrown) {
      if (isFinding(thrown)) this.fileFinding = thrown;
      else throw thrown;
    } finally {
      this.reading = false;
      this.#reading = null;
      this.loading = null;
    }
  }

  /** Stops the reading; what was loaded before stays. */
  cancelLoading(): Promise<unknown> {
    return this.wizard.attempt(this.wizard.platform.cancelLoading());
  }

  #told(event: LoadEvent): void {
    if (event.kind === 'started') {
      const started = new Loading();
      this.#reading = started;
      // A small file is there before anybody could read what is shown of the reading.
      setTimeout(() => {
        if (this.#reading === started) this.loading = started;
      }, noticed);
    }
    this.#reading?.take(event);
  }

  async close(): Promise<void> {
    if (!(await this.wizard.run(this.wizard.platform.closeUsers()))) return;
    this.#forgetPeople();
    this.withoutFile = false;
    this.wizard.announce(t.mapping.said.closed);
    await this.#refresh();
  }

  /** Reads the columns as the admin says; nothing is read from the file again. */
  async chooseColumns(columns: ColumnChoice[]): Promise<void> {
    const summary = await this.wizard.attempt(this.wizard.platform.chooseColumns(columns));
    if (!summary) return;
    await this.wizard.refresh();
    this.wizard.say(t.mapping.bar.columnsChosen);
    await this.#refresh();
  }

  async chooseScope(scope: ScopeChoice): Promise<void> {
    const chosen = await this.wizard.attempt(this.wizard.platform.chooseScope(scope));
    if (chosen) await this.#scoped(chosen);
  }

  /** Asks for a list of assigned people; what cannot be read is the file's mistake. */
  async openAssigned(): Promise<void> {
    this.scopeFinding = null;
    try {
      const chosen = await this.wizard.platform.openAssigned();
      if (chosen) await this.#scoped(chosen);
    } catch (thrown) {
      if (isFinding(thrown)) this.scopeFinding = thrown;
      else throw thrown;
    }
  }

  async #scoped(scope: ScopeChoice): Promise<void> {
    this.scope = scope;
    this.scopeFinding = null;
    await this.#refreshPeople();
  }

  // ───────── people

  /** Returns the person at a place of the list, if that page is here. */
  at(index: number): PersonRow | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /**
   * Asks for the pages of these rows that are not here yet, one at a time: who scrolls past a
   * thousand pages while one is under way gets the one where they stop.
   */
  need(first: number, last: number): void {
    this.#visible = { first, last };
    void this.#fetch();
  }

  async #fetch(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    for (;;) {
      const { first, last } = this.#visible;
      const wanted = pagesOf(first, Math.min(last, this.total), pageSize);
      const page = wanted.find((one) => !this.#asked.has(one));
      if (page === undefined) break;
      const list = this.#list;
      // A failure is shown by the frame; asking again at once would only show it again.
      if (!(await this.#load(page)) && list === this.#list) break;
      this.#dropFar(page);
    }
    this.#fetching = false;
  }

  /** Forgets the pages farthest from this one once there are many. */
  #dropFar(page: number): void {
    if (this.#pages.size <= mostPages) return;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page));
    for (const one of far.slice(0, this.#pages.size - mostPages)) {
      this.#pages.delete(one);
      this.#asked.delete(one);
    }
  }

  /** Starts the list anew after the search or a filter changed. */
  async filter(change: {
    search?: string;
    finding?: string | null;
    path?: string[] | null;
    group?: SentValue | null;
  }): Promise<void> {
    if (change.search !== undefined) this.search = change.search;
    if (change.finding !== undefined) this.finding = change.finding;
    if (change.path !== undefined) this.path = change.path;
    if (change.group !== undefined) this.group = change.group;
    await this.#listAnew();
    this.wizard.announce(t.mapping.said.filtered(this.total));
  }

  clearFilter(): Promise<void> {
    return this.filter({ search: '', finding: null, path: null, group: null });
  }

  async choose(index: number): Promise<void> {
    this.chosen = index;
    // A jump to the end comes before the page that holds it.
    if (index >= 0 && !this.at(index)) await this.#load(Math.floor(index / pageSize));
    if (this.chosen === index) await this.#preview();
  }

  // ───────── mappings

  /** Opens a row, or closes it when it is open; a draft stays either way. */
  edit(edited: Edited): void {
    if (this.editing === edited) {
      this.leave();
      return;
    }
    this.leave();
    this.editing = edited;
    this.pane = 'mappings';
    if (!this.drafts.has(edited)) this.drafts.set(edited, draftOf(this.#mapping(edited)));
  }

  /** Closes the open editor. What was typed is kept, unless nothing was. */
  leave(): void {
    const { editing } = this;
    if (editing !== null && !this.isDirty(editing)) this.drafts.delete(editing);
    this.editing = null;
  }

  isDirty(edited: Edited): boolean {
    const draft = this.drafts.get(edited);
    return draft !== undefined && differs(draft, this.#mapping(edited));
  }

  discard(edited: Edited): void {
    this.drafts.delete(edited);
    if (this.editing === edited) this.editing = null;
  }

  async save(edited: Edited): Promise<boolean> {
    const draft = this.drafts.get(edited);
    if (!draft) return false;
    const { platform } = this.wizard;
    const mapping = mappingOf(draft);
    const done = await this.change(
      edited === 'new' ? platform.addMapping(mapping) : platform.changeMapping(edited, mapping),
      t.mapping.said.saved(mapping.target),
    );
    if (done) this.discard(edited);
    return done;
  }

  async remove(id: number): Promise<boolean> {
    const target = this.#mapping(id)?.target ?? '';
    const done = await this.change(this.wizard.platform.removeMapping(id), t.mapping.said.removed(target));
    if (done) this.discard(id);
    return done;
  }

  /** Takes the suggestion to map a chain as levels. */
  useLevels(): Promise<boolean> {
    const levels = this.suggestion?.levels ?? 0;
    return this.change(this.wizard.platform.applyLevels(), t.mapping.suggestion.done(levels));
  }

  /** Carries out a change of the table and shows what follows from it. */
  async change(command: Promise<MappingTable>, said: string): Promise<boolean> {
    const table = await this.wizard.attempt(command);
    if (!table) return false;
    this.table = table;
    this.wizard.say(said);
    await Promise.all([this.#refreshPeople(), this.#refreshSchema(), this.wizard.refresh()]);
    return true;
  }

  // ───────── Entra's schema

  /** Has the step show where a schema is opened, with or without people. */
  showSchema(): void {
    this.panel = 'schema';
    this.withoutFile = true;
  }

  /** Asks for a schema and shows its mappings; what cannot be read is the file's mistake. */
  async openSchema(): Promise<void> {
    const { platform } = this.wizard;
    this.schemaFinding = null;
    try {
      const schema = await platform.openSchema();
      if (!schema) return;
      this.schema = schema;
      this.leave();
      await this.change(platform.mappingTable(), t.mapping.schema.said(schema.file));
    } catch (thrown) {
      if (isFinding(thrown)) this.schemaFinding = thrown;
      else throw thrown;
    }
  }

  async closeSchema(): Promise<void> {
    const closed = await this.wizard.attempt(this.wizard.platform.closeSchema().then(() => true));
    if (!closed) return;
    this.schema = null;
    this.wizard.say(t.mapping.schema.closed);
  }

  async #refreshSchema(): Promise<void> {
    const schema = await this.wizard.attempt(this.wizard.platform.schemaState());
    if (schema !== undefined) this.schema = schema;
  }

  // ───────── what stays inside

  #mapping(edited: Edited) {
    return this.table?.rows.find((row) => row.id === edited)?.mapping;
  }

  #forgetPeople(): void {
    this.preview = null;
    this.suggestion = null;
    this.suggestionDismissed = false;
    this.person = null;
    this.search = '';
    this.finding = null;
    this.path = null;
    this.group = null;
    this.total = 0;
    this.chosen = -1;
    this.treeSearch = '';
    this.openNodes.clear();
    this.#pages.clear();
    this.#asked.clear();
    this.#list += 1;
  }

  #forgetEdits(): void {
    this.table = null;
    this.editing = null;
    this.drafts.clear();
    this.withoutFile = false;
  }

  async #refresh(): Promise<void> {
    const { platform } = this.wizard;
    const [table, choices] = await Promise.all([
      this.wizard.attempt(platform.mappingTable()),
      this.wizard.attempt(platform.mappingChoices()),
    ]);
    if (table) this.table = table;
    if (choices) this.choices = choices;
    await Promise.all([this.#refreshPeople(), this.#refreshSchema()]);
  }

  async #refreshPeople(): Promise<void> {
    if (!this.directory) return;
    const { platform } = this.wizard;
    // The chosen person first: that is where the eye is.
    const person = this.#preview();
    const [preview, suggestion, groups, scope] = await Promise.all([
      this.wizard.attempt(platform.previewDirectory()),
      this.wizard.attempt(platform.suggestLevels()),
      this.wizard.attempt(platform.vendorGroups()),
      this.wizard.attempt(platform.usersScope()),
    ]);
    if (groups !== undefined) {
      this.groups = groups;
      if (!this.#arises(this.group)) this.group = null;
    }
    if (scope) this.scope = scope;
    if (preview) {
      const levels = this.preview?.tree.levels.join('\n');
      this.preview = preview;
      if (levels !== preview.tree.levels.join('\n')) this.#openFirstNodes();
      if (this.finding !== null && !preview.findings.some((group) => group.finding.code === this.finding)) {
        this.finding = null;
      }
      if (this.path !== null && !this.#exists(this.path)) this.path = null;
    }
    if (suggestion !== undefined) this.suggestion = suggestion;
    await person;
    await this.#reload();
  }

  #exists(path: string[]): boolean {
    let node = this.preview?.tree.root;
    for (const name of path) node = node?.children.find((child) => child.name === name);
    return node !== undefined;
  }

  #arises(group: SentValue | null): boolean {
    const { groups } = this;
    if (!group || group.target !== groups?.target) return false;
    return group.value === null ? groups.without > 0 : groups.groups.some(({ name }) => name === group.value);
  }

  #openFirstNodes(): void {
    const top = this.preview?.tree.root.children ?? [];
    if (top.length <= 3) for (const node of top) this.openNodes.add(keyOf([node.name]));
  }

  /** Shows the list from its first row on: the search or a filter changed. */
  async #listAnew(): Promise<void> {
    this.#list += 1;
    this.#asked.clear();
    const page = await this.#load(0);
    if (!page) return;
    this.#dropUnasked();
    const place = page.people.findIndex((person) => person.row === this.person?.row);
    if (place >= 0) this.chosen = place;
    else if (page.people.length > 0) await this.choose(0);
    else this.chosen = -1;
  }

  /** Reads the visible rows again, in place: a mapping changed, and the findings with it. */
  async #reload(): Promise<void> {
    this.#list += 1;
    this.#asked.clear();
    const visible = pagesOf(this.#visible.first, Math.max(this.#visible.last, 1), pageSize);
    await Promise.all(visible.map((page) => this.#load(page)));
    this.#dropUnasked();
    const row = this.person?.row;
    if (row === undefined) await this.choose(0);
    else if (this.at(this.chosen)?.row !== row) this.chosen = this.#placeOf(row);
  }

  /** Brings one page here; nothing comes back when the list was begun anew meanwhile. */
  async #load(page: number): Promise<PeoplePage | undefined> {
    const list = this.#list;
    this.#asked.add(page);
    const answer = await this.wizard.attempt(
      this.wizard.platform.listPeople({
        search: this.search.trim(),
        finding: this.finding,
        path: this.path,
        sent: this.group,
        offset: page * pageSize,
        limit: pageSize,
      }),
    );
    if (list !== this.#list) return undefined;
    if (!answer) {
      this.#asked.delete(page);
      return undefined;
    }
    this.#pages.set(page, answer.people);
    this.total = answer.total;
    return answer;
  }

  #dropUnasked(): void {
    for (const page of [...this.#pages.keys()]) if (!this.#asked.has(page)) this.#pages.delete(page);
  }

  #placeOf(row: number): number {
    for (const [page, people] of this.#pages) {
      const at = people.findIndex((person) => person.row === row);
      if (at >= 0) return page * pageSize + at;
    }
    return -1;
  }

  async #preview(): Promise<void> {
    const row = this.at(this.chosen)?.row ?? this.person?.row;
    if (row === undefined) return;
    const asked = (this.#persons += 1);
    const person = await this.wizard.attempt(this.wizard.platform.previewPerson(row));
    if (person && asked === this.#persons) this.person = person;
  }
}

const sessions = new WeakMap<Wizard, MappingSession>();

/** Returns the session that belongs to this window. */
export function sessionOf(wizard: Wizard): MappingSession {
  const known = sessions.get(wizard);
  if (known) return known;
  const made = new MappingSession(wizard);
  sessions.set(wizard, made);
  return made;
}
