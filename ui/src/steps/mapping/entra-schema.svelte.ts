// Entra's schema JSON that is open, and why a file could not be opened as one.
//
// Deliberately absent: the table that shows its mappings.

import type { Finding, SchemaState } from '../../bindings';
import type { Wizard } from '../../lib';
import { isFinding } from '../../platform';
import { t } from '../../texts';

export class EntraSchema {
  opened: SchemaState | null = $state.raw(null);
  finding: Finding | null = $state.raw(null);

  constructor(readonly wizard: Wizard) {}

  /** Asks for a schema; what cannot be read is the file's mistake. Says whether one was opened. */
  async open(): Promise<boolean> {
    this.finding = null;
    try {
      const opened = await this.wizard.platform.openSchema();
      if (opened) this.opened = opened;
      return opened !== null;
    } catch (thrown) {
      if (!isFinding(thrown)) throw thrown;
      this.finding = thrown;
      return false;
    }
  }

  async close(): Promise<void> {
    const closed = await this.wizard.attempt(this.wizard.platform.closeSchema().then(() => true));
    if (!closed) return;
    this.opened = null;
    this.wizard.say(t.mapping.schema.closed);
  }

  /** Compares it anew: the table changed. */
  async refresh(): Promise<void> {
    const opened = await this.wizard.attempt(this.wizard.platform.schemaState());
    if (opened !== undefined) this.opened = opened;
  }
}
