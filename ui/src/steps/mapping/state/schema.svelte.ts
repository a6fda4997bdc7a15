// Opening and closing Entra's schema JSON, and why a file could not be opened as one. What was opened
// is compared with the mapping table and stands beside it (`TableStore.schema`).

import type { Finding } from '../../../bindings';
import type { Wizard } from '../../../lib';
import { refusal } from '../../../platform';
import { t } from '../../../texts';
import type { Drafts } from './drafts.svelte';
import type { TableStore } from './table.svelte';

export class SchemaStore {
  finding: Finding | null = $state.raw(null);

  constructor(
    readonly wizard: Wizard,
    readonly table: TableStore,
    readonly drafts: Drafts,
    /** Called when the schema's scoping filter leaves nobody out any more. */
    readonly closed: () => unknown,
  ) {}

  /**
   * Asks for a schema, or takes the one that was dropped, to write the table into it; with `intoTable` its
   * mappings are shown in the table's place. What cannot be read is the file's mistake.
   */
  async open({ intoTable = false, dropped = false } = {}): Promise<void> {
    this.finding = null;
    this.finding = await refusal(async () => {
      const changed = await this.wizard.inView(this.wizard.platform.openSchema(intoTable, dropped));
      if (!changed) return;
      const file = changed.schema?.file ?? '';
      const words = t.mapping.schema;
      this.drafts.leave();
      this.table.take(changed, intoTable ? words.said(file) : words.ready(file));
    });
  }

  async close(): Promise<void> {
    const closed = await this.wizard.attempt(this.wizard.platform.closeSchema().then(() => true));
    if (!closed) return;
    this.table.schema = null;
    this.closed();
    this.wizard.say(t.mapping.schema.closed);
  }
}
