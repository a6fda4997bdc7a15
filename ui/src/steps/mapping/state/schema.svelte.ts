// Entra's schema JSON that is open, and why a file could not be opened as one.
//
// Deliberately absent: the table that shows its mappings.

import type { Finding, SchemaState, TableChanged } from '../../../bindings';
import type { Wizard } from '../../../lib';
import { isFinding } from '../../../platform';
import { t } from '../../../texts';

export class EntraSchema {
  opened: SchemaState | null = $state.raw(null);
  finding: Finding | null = $state.raw(null);

  constructor(readonly wizard: Wizard) {}

  /** Asks for a schema; what cannot be read is the file's mistake. Null when none was opened. */
  async open(): Promise<TableChanged | null> {
    this.finding = null;
    try {
      return (await this.wizard.inView(this.wizard.platform.openSchema())) ?? null;
    } catch (thrown) {
      if (!isFinding(thrown)) throw thrown;
      this.finding = thrown;
      return null;
    }
  }

  async close(): Promise<void> {
    const closed = await this.wizard.attempt(this.wizard.platform.closeSchema().then(() => true));
    if (!closed) return;
    this.opened = null;
    this.wizard.say(t.mapping.schema.closed);
  }
}
