// The file of users: opened, read with other columns, closed.

import type { ColumnChoice, DirectorySummary } from '../../../bindings';
import type { Wizard } from '../../../lib';
import { t } from '../../../texts';
import { Reading } from './reading.svelte';

export class FileStore {
  readonly reading: Reading;

  /**
   * `replaced` is called when other people are loaded, or none any more; `reread` when those that are
   * loaded are read with other columns.
   */
  constructor(
    readonly wizard: Wizard,
    readonly replaced: () => Promise<void>,
    readonly reread: () => Promise<void>,
  ) {
    this.reading = new Reading(wizard);
  }

  /** Takes files, however they were chosen. */
  async open(files: Promise<DirectorySummary | null>): Promise<void> {
    const summary = await this.reading.read(files);
    if (!summary) return;
    this.wizard.announce(t.mapping.said.loaded(summary.file, summary.users));
    await this.replaced();
  }

  async close(): Promise<void> {
    if (!(await this.wizard.run(this.wizard.platform.closeUsers()))) return;
    this.wizard.announce(t.mapping.said.closed);
    await this.replaced();
  }

  /** Reads a column as the admin says; nothing is read from the file again. */
  async chooseColumn(column: ColumnChoice): Promise<void> {
    const summary = await this.wizard.attempt(this.wizard.platform.chooseColumn(column));
    if (!summary) return;
    await this.wizard.refresh();
    this.wizard.say(t.mapping.columns.chosen);
    await this.reread();
  }
}
