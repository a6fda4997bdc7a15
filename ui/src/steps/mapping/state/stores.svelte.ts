// What the mapping step holds while the window is open, a store for each thing, and which store follows
// which. It outlives the screen, so that going to another step and back loses neither place nor draft.

import { ofWorkspace, type Wizard } from '../../../lib';
import { DraftValues } from './draft-values.svelte';
import { Drafts } from './drafts.svelte';
import { FileStore } from './file.svelte';
import { Functions } from './functions.svelte';
import { OrganisationStore } from './organisation.svelte';
import { PeopleStore } from './people.svelte';
import { PreviewStore } from './preview.svelte';
import { SchemaStore } from './schema.svelte';
import { ScopeStore } from './scope.svelte';
import { TableStore } from './table.svelte';
import { View } from './view.svelte';
import { WhatIf } from './what-if.svelte';

export class MappingStores {
  readonly view = new View();
  readonly functions: Functions;
  readonly whatIf: WhatIf;
  readonly organisation = new OrganisationStore();
  readonly file: FileStore;
  readonly people: PeopleStore;
  readonly table: TableStore;
  readonly drafts: Drafts;
  readonly draftValues: DraftValues;
  readonly schema: SchemaStore;
  readonly preview: PreviewStore;
  readonly scope: ScopeStore;

  /** The vendor and the file that the stores are about. */
  #vendor = '';
  #file = '';

  constructor(readonly wizard: Wizard) {
    this.functions = new Functions(wizard);
    this.whatIf = new WhatIf(wizard);
    this.people = new PeopleStore(wizard);
    this.table = new TableStore(wizard, () => void this.preview.follow());
    this.drafts = new Drafts(wizard, this.table);
    this.draftValues = new DraftValues(wizard);
    this.schema = new SchemaStore(wizard, this.table, this.drafts, () => void this.#followScope());
    this.preview = new PreviewStore(wizard, this.people, this.table, this.organisation);
    this.scope = new ScopeStore(wizard, () => void this.#followScope());
    this.file = new FileStore(
      wizard,
      () => this.#followFile(),
      () => this.#refresh(),
    );
  }

  /** Brings everything up to date when the step is shown. */
  async enter(): Promise<void> {
    const { workspace, state } = this.wizard;
    this.file.reading.watch();
    const vendor = state.vendor?.id ?? '';
    const sameVendor = vendor === this.#vendor;
    if (!sameVendor) this.#forgetEdits();
    if (!sameVendor || this.#file !== (state.directory?.file ?? '')) this.#forgetPeople();
    this.#vendor = vendor;
    if (workspace.schemaAsked) this.view.showSchema();
    workspace.schemaAsked = false;
    await this.#refresh();
  }

  async #followFile(): Promise<void> {
    this.#forgetPeople();
    if (!this.wizard.state.directory) this.view.withoutFile = false;
    await this.#refresh();
  }

  async #followScope(): Promise<void> {
    await this.preview.follow();
    // Who was looked at may not be among them.
    if (this.people.chosen < 0) await this.people.filter({});
  }

  async #refresh(): Promise<void> {
    await Promise.all([this.table.refresh(), this.wizard.state.directory ? this.scope.refresh() : undefined]);
    await this.preview.follow();
  }

  #forgetPeople(): void {
    this.#file = this.wizard.state.directory?.file ?? '';
    this.people.forget();
    this.preview.forget();
  }

  #forgetEdits(): void {
    this.table.forget();
    this.drafts.forget();
    this.view.withoutFile = false;
  }
}

/** Returns the stores that belong to the set-up in view. */
export const mappingStores = ofWorkspace((wizard) => new MappingStores(wizard));
