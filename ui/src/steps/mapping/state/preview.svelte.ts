// What the mappings come to for everybody in the file, and what follows from that: the groups that the
// vendor would make, and a proposal to map a chain as levels.

import type { DirectoryPreview, FileUse, LevelSuggestion, SentValue, VendorGroups } from '../../../bindings';
import { Work, type Wizard } from '../../../lib';
import { t } from '../../../texts';
import type { OrganisationStore } from './organisation.svelte';
import type { PeopleStore } from './people.svelte';
import type { TableStore } from './table.svelte';

export class PreviewStore {
  /** Null until it is computed, or when that was stopped. */
  current: DirectoryPreview | null = $state.raw(null);
  readonly work = new Work();
  /** The groups that the vendor would make; null where it makes none. */
  groups: VendorGroups | null = $state.raw(null);
  /** What the file means for the mappings: what it lacks, and what of it nobody reads. */
  fileUse: FileUse | null = $state.raw(null);
  suggestion: LevelSuggestion | null = $state.raw(null);
  suggestionDismissed = $state(false);
  readonly #workspace: Wizard['workspace'];

  constructor(
    readonly wizard: Wizard,
    readonly people: PeopleStore,
    readonly table: TableStore,
    readonly organisation: OrganisationStore,
  ) {
    this.#workspace = wizard.workspace;
  }

  /** How many people would be provisioned; everybody in the file until that is known. */
  get users(): number {
    return this.current?.users ?? this.wizard.state.directory?.users ?? 0;
  }

  /** Asks what the mappings come to now, for the people in view and for everybody. */
  async follow(): Promise<void> {
    if (!this.wizard.state.directory || this.#away) return;
    const { platform } = this.wizard;
    // The chosen person first, or the first page: that is where the eye is.
    await (this.people.person ? this.people.evaluate() : this.people.reload());
    if (this.#away) return;
    const [preview, suggestion, groups, fileUse] = await Promise.all([
      this.work.run((tell) => this.wizard.attempt(platform.previewDirectory(tell))),
      this.wizard.attempt(platform.suggestLevels()),
      this.wizard.attempt(platform.vendorGroups()),
      this.wizard.attempt(platform.fileUse()),
    ]);
    if (fileUse !== undefined) this.fileUse = fileUse;
    if (groups !== undefined) this.groups = groups;
    if (suggestion !== undefined) this.suggestion = suggestion;
    // Something has changed meanwhile, and what follows from that is on its way; or it was stopped.
    if (!preview) return;
    const levels = this.current?.tree.levels.join('\n');
    this.current = preview;
    if (levels !== preview.tree.levels.join('\n')) this.organisation.openFirst(preview.tree.root);
    await this.#refreshList();
  }

  /** Stops computing: people are looked at without it. */
  async stop(): Promise<void> {
    this.work.stop();
    this.current = null;
    await this.wizard.attempt(this.wizard.platform.cancelPreview());
    await this.#refreshList();
  }

  /** Takes the suggestion to map a chain as levels. */
  useLevels(): Promise<boolean> {
    const levels = this.suggestion?.levels ?? 0;
    return this.table.change(this.wizard.platform.applyLevels(), t.mapping.suggestion.done(levels));
  }

  forget(): void {
    this.current = null;
    this.fileUse = null;
    this.suggestion = null;
    this.suggestionDismissed = false;
    this.organisation.forget();
  }

  /** Practice has begun or ended: what Rust would answer now is about another set-up. */
  get #away(): boolean {
    return this.wizard.workspace !== this.#workspace;
  }

  /** Reads the list again, with what is found about people now, the chosen one among them. */
  async #refreshList(): Promise<void> {
    this.#dropConditions();
    await this.people.reload();
    await this.people.takeFindings(this.current?.findings ?? []);
  }

  /** Gives up the conditions of the list that nobody meets any more. */
  #dropConditions(): void {
    const { finding, path, sent } = this.people.conditions;
    const found = this.current?.findings.some((group) => group.finding.code === finding);
    if (finding !== null && !found) this.people.drop('finding');
    if (path !== null && !this.#exists(path)) this.people.drop('path');
    if (sent !== null && !this.#arises(sent)) this.people.drop('sent');
  }

  #exists(path: string[]): boolean {
    let node = this.current?.tree.root;
    for (const name of path) node = node?.children.find((child) => child.name === name);
    return node !== undefined;
  }

  #arises(sent: SentValue): boolean {
    const { groups } = this;
    if (sent.target !== groups?.target) {
      return this.table.rows.some(({ mapping }) => mapping.target === sent.target);
    }
    return sent.value === null ? groups.without > 0 : groups.groups.some(({ name }) => name === sent.value);
  }
}
