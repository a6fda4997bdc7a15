// The mappings that are being edited: the row that is open, and what was typed and is not saved yet.

import { SvelteMap } from 'svelte/reactivity';
import type { TableChanged } from '../../../bindings';
import type { Wizard } from '../../../lib';
import { t } from '../../../texts';
import { differs, draftOf, mappingOf, type Draft } from './draft';
import type { TableStore } from './table.svelte';

/** A row of the mapping table, or the mapping that is being added. */
export type Edited = number | 'new';

export class Drafts {
  /** The row that is open. */
  editing: Edited | null = $state(null);
  #drafts = new SvelteMap<Edited, Draft>();

  constructor(
    readonly wizard: Wizard,
    readonly table: TableStore,
  ) {}

  has(edited: Edited): boolean {
    return this.#drafts.has(edited);
  }

  of(edited: Edited): Draft {
    return this.#drafts.get(edited) ?? draftOf();
  }

  change(edited: Edited, change: Partial<Draft>): void {
    this.#drafts.set(edited, { ...this.of(edited), ...change });
  }

  /** Opens a row, or closes it when it is open; a draft stays either way. */
  toggle(edited: Edited): void {
    const closes = this.editing === edited;
    this.leave();
    if (closes) return;
    this.editing = edited;
    if (!this.has(edited)) this.#drafts.set(edited, draftOf(this.#saved(edited)));
  }

  /** Closes the open editor. What was typed is kept, unless nothing was. */
  leave(): void {
    const { editing } = this;
    if (editing !== null && !this.isDirty(editing)) this.#drafts.delete(editing);
    this.editing = null;
  }

  isDirty(edited: Edited): boolean {
    const draft = this.#drafts.get(edited);
    return draft !== undefined && differs(draft, this.#saved(edited));
  }

  discard(edited: Edited): void {
    this.#drafts.delete(edited);
    if (this.editing === edited) this.editing = null;
  }

  async save(edited: Edited): Promise<boolean> {
    const draft = this.#drafts.get(edited);
    if (!draft) return false;
    const { platform } = this.wizard;
    const mapping = mappingOf(draft);
    return this.#settle(
      edited,
      edited === 'new' ? platform.addMapping(mapping) : platform.changeMapping(edited, mapping),
      t.mapping.said.saved(mapping.target),
    );
  }

  async remove(id: number): Promise<boolean> {
    const target = this.table.mapping(id)?.target ?? '';
    return this.#settle(id, this.wizard.platform.removeMapping(id), t.mapping.said.removed(target));
  }

  forget(): void {
    this.editing = null;
    this.#drafts.clear();
  }

  /** Carries out a change of the table, after which the draft is no draft any more. */
  async #settle(edited: Edited, command: Promise<TableChanged>, said: string): Promise<boolean> {
    const changed = await this.wizard.attempt(command);
    if (!changed) return false;
    // Together with the new table: the editor must not look at that as well.
    this.discard(edited);
    this.table.take(changed, said);
    return true;
  }

  #saved(edited: Edited) {
    return edited === 'new' ? undefined : this.table.mapping(edited);
  }
}
