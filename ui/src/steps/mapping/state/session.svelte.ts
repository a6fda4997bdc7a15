// What the mapping step holds while the window is open: the loaded file, what the mappings come to
// for everybody in it, the mapping table and the drafts of mappings not saved yet.
//
// It outlives the screen, so that going to another step and back loses neither place nor draft.
// Deliberately absent: the list of people (`people`), and every rule of mapping, which Rust answers.

import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type {
  ColumnChoice,
  ComparisonBase,
  DirectoryPreview,
  DirectorySummary,
  Finding,
  LevelSuggestion,
  MappingChoices,
  ScopeChoice,
  SentValue,
  TableChanged,
  TableView,
  VendorGroups,
} from '../../../bindings';
import { ofWorkspace, Work, type Wizard } from '../../../lib';
import { isFinding } from '../../../platform';
import { t } from '../../../texts';
import { Drafted } from './draft-values.svelte';
import { differs, draftOf, mappingOf, type Draft } from './draft';
import { Functions } from './functions.svelte';
import { EntraSchema } from './schema.svelte';
import { nodeKey } from '../values/organisation';
import { People } from './people.svelte';
import { Reading } from './reading.svelte';
import { WhatIf } from './what-if.svelte';

/** What is folded out below the bar. */
export type Panel = 'file' | 'scope' | 'schema' | 'changes';
export type Pane = 'people' | 'mappings' | 'organisation';
/** A row of the mapping table, or the mapping that is being added. */
export type Edited = number | 'new';

export class MappingSession {
  readonly people: People;
  readonly schema: EntraSchema;
  readonly reading: Reading;
  table: TableView | null = $state.raw(null);
  /** What would be sent for everybody; null until it is computed, or when that was stopped. */
  preview: DirectoryPreview | null = $state.raw(null);
  readonly previewing = new Work();
  suggestion: LevelSuggestion | null = $state.raw(null);
  choices: MappingChoices = $state.raw({ targets: [], sources: [] });

  /** The mappings are looked at without a file. */
  withoutFile = $state(false);
  suggestionDismissed = $state(false);

  panel: Panel | null = $state(null);

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

  openNodes = new SvelteSet<string>();
  treeSearch = $state('');
  editing: Edited | null = $state(null);
  drafts = new SvelteMap<Edited, Draft>();
  /** The trace of an expression is shown. */
  traceOpen = $state(true);
  readonly functions = new Functions();
  readonly drafted: Drafted;

  readonly #workspace: Wizard['workspace'];
  #about = '';

  constructor(readonly wizard: Wizard) {
    this.#workspace = wizard.workspace;
    this.people = new People(wizard);
    this.schema = new EntraSchema(wizard);
    this.drafted = new Drafted(wizard);
    this.reading = new Reading(wizard);
  }

  get directory(): DirectorySummary | null {
    return this.wizard.state.directory;
  }

  /** Brings everything up to date when the step is shown. */
  async enter(): Promise<void> {
    this.reading.watch();
    const { vendor } = this.wizard.state;
    const about = `${vendor?.id ?? ''}\n${this.directory?.file ?? ''}`;
    if (about !== this.#about) {
      const sameVendor = about.split('\n')[0] === this.#about.split('\n')[0];
      if (!sameVendor) this.#forgetEdits();
      this.#forgetPeople();
      this.#about = about;
    }
    this.#showAsked();
    await this.#refresh();
  }

  /** Shows what another step led here for: where a schema is opened, with or without people. */
  #showAsked(): void {
    const { workspace } = this.wizard;
    if (!workspace.schemaAsked) return;
    workspace.schemaAsked = false;
    this.panel = 'schema';
    this.withoutFile = true;
  }

  /** Takes files, however they were chosen. */
  async open(files: Promise<DirectorySummary | null>): Promise<void> {
    const summary = await this.reading.read(files);
    if (!summary) return;
    this.#forgetPeople();
    this.#about = `${this.wizard.state.vendor?.id ?? ''}\n${summary.file}`;
    this.wizard.announce(t.mapping.said.loaded(summary.file, summary.users));
    await this.#refresh();
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
      const chosen = await this.wizard.inView(this.wizard.platform.openAssigned());
      if (chosen) await this.#scoped(chosen);
    } catch (thrown) {
      if (isFinding(thrown)) this.scopeFinding = thrown;
      else throw thrown;
    }
  }

  async #scoped(scope: ScopeChoice): Promise<void> {
    this.scope = scope;
    this.scopeFinding = null;
    await this.#followPeople();
    // Who was looked at may not be among them.
    if (this.people.chosen < 0) await this.people.filter({});
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
    return this.change(
      edited === 'new' ? platform.addMapping(mapping) : platform.changeMapping(edited, mapping),
      t.mapping.said.saved(mapping.target),
      edited,
    );
  }

  async remove(id: number): Promise<boolean> {
    const target = this.#mapping(id)?.target ?? '';
    return this.change(this.wizard.platform.removeMapping(id), t.mapping.said.removed(target), id);
  }

  /** Takes the suggestion to map a chain as levels. */
  useLevels(): Promise<boolean> {
    const levels = this.suggestion?.levels ?? 0;
    return this.change(this.wizard.platform.applyLevels(), t.mapping.suggestion.done(levels));
  }

  /**
   * Carries out a change of the table, after which the draft of `settled` is no draft any more. What
   * follows for people comes after it.
   */
  async change(command: Promise<TableChanged>, said: string, settled?: Edited): Promise<boolean> {
    const changed = await this.wizard.attempt(command);
    if (!changed) return false;
    if (settled !== undefined) this.discard(settled);
    this.#take(changed);
    this.wizard.say(said);
    return true;
  }

  // ───────── Entra's schema

  /** Asks for a schema and shows its mappings. */
  async openSchema(): Promise<void> {
    const changed = await this.schema.open();
    if (!changed) return;
    this.leave();
    this.#take(changed);
    this.wizard.say(t.mapping.schema.said(changed.schema?.file ?? ''));
  }

  // ───────── what stays inside

  /** Shows what an edit came to: one answer has all that does not depend on people. */
  #take({ table, state, schema }: TableChanged): void {
    this.table = table;
    this.schema.opened = schema;
    this.wizard.state = state;
    void this.#followPeople();
  }

  /** Practice has begun or ended: what Rust would answer now is about another set-up. */
  get #away(): boolean {
    return this.wizard.workspace !== this.#workspace;
  }

  #mapping(edited: Edited) {
    return this.table?.rows.find((row) => row.id === edited)?.mapping;
  }

  #forgetPeople(): void {
    this.people.forget();
    this.preview = null;
    this.suggestion = null;
    this.suggestionDismissed = false;
    this.treeSearch = '';
    this.openNodes.clear();
  }

  #forgetEdits(): void {
    this.table = null;
    this.editing = null;
    this.drafts.clear();
    this.withoutFile = false;
  }

  async #refresh(): Promise<void> {
    const { platform } = this.wizard;
    const [table, choices, schema, scope] = await Promise.all([
      this.wizard.attempt(platform.mappingTable()),
      this.wizard.attempt(platform.mappingChoices()),
      this.wizard.attempt(platform.schemaState()),
      this.directory ? this.wizard.attempt(platform.usersScope()) : undefined,
    ]);
    if (table) this.table = table;
    if (choices) this.choices = choices;
    if (schema !== undefined) this.schema.opened = schema;
    if (scope) this.scope = scope;
    await this.#followPeople();
  }

  /** Asks what the mappings come to now, for the people in view and for everybody. */
  async #followPeople(): Promise<void> {
    if (!this.directory || this.#away) return;
    const { platform } = this.wizard;
    // The chosen person first, or the first page: that is where the eye is.
    await (this.people.person ? this.people.evaluate() : this.people.reload());
    if (this.#away) return;
    const [preview, suggestion, groups] = await Promise.all([
      this.previewing.run((tell) => this.wizard.attempt(platform.previewDirectory(tell))),
      this.wizard.attempt(platform.suggestLevels()),
      this.wizard.attempt(platform.vendorGroups()),
    ]);
    if (groups !== undefined) this.groups = groups;
    if (suggestion !== undefined) this.suggestion = suggestion;
    // Something has changed meanwhile, and what follows from that is on its way; or it was stopped.
    if (!preview) return;
    const levels = this.preview?.tree.levels.join('\n');
    this.preview = preview;
    if (levels !== preview.tree.levels.join('\n')) this.#openFirstNodes();
    await this.#refreshList();
  }

  /** Stops the preview of everybody: people are looked at without it. */
  async cancelPreview(): Promise<void> {
    this.previewing.stop();
    this.preview = null;
    await this.wizard.attempt(this.wizard.platform.cancelPreview());
    await this.#refreshList();
  }

  /** Begins the preview again that was stopped. */
  async computePreview(): Promise<void> {
    await this.#followPeople();
  }

  /** Reads the list again, with what is found about people now, the chosen one among them. */
  async #refreshList(): Promise<void> {
    this.#dropConditions();
    await this.people.reload();
    await this.people.takeFindings(this.preview?.findings ?? []);
  }

  /** Gives up the conditions of the list that nobody meets any more. */
  #dropConditions(): void {
    const { finding, path, sent } = this.people.wanted;
    const { preview } = this;
    if (finding !== null && !preview?.findings.some((group) => group.finding.code === finding)) {
      this.people.drop('finding');
    }
    if (path !== null && !this.#exists(path)) this.people.drop('path');
    if (sent !== null && !this.#arises(sent)) this.people.drop('sent');
  }

  #exists(path: string[]): boolean {
    let node = this.preview?.tree.root;
    for (const name of path) node = node?.children.find((child) => child.name === name);
    return node !== undefined;
  }

  #arises(sent: SentValue): boolean {
    const { groups } = this;
    if (sent.target !== groups?.target) {
      return this.table?.rows.some(({ mapping }) => mapping.target === sent.target) ?? false;
    }
    return sent.value === null ? groups.without > 0 : groups.groups.some(({ name }) => name === sent.value);
  }

  #openFirstNodes(): void {
    const top = this.preview?.tree.root.children ?? [];
    if (top.length <= 3) for (const node of top) this.openNodes.add(nodeKey([node.name]));
  }
}

/** Returns the session that belongs to the set-up in view. */
export const sessionOf = ofWorkspace((wizard) => new MappingSession(wizard));
