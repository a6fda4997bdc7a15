// Whom Entra would provision, and why a list of them could not be read.

import type { Finding, ScopeChoice } from '../../../bindings';
import type { Wizard } from '../../../lib';
import { refusal } from '../../../platform';

export class ScopeStore {
  chosen: ScopeChoice = $state.raw({ kind: 'everybody' });
  finding: Finding | null = $state.raw(null);

  /** `changed` is called when another scope was chosen. */
  constructor(
    readonly wizard: Wizard,
    readonly changed: () => unknown,
  ) {}

  /** Not everybody in the file is provisioned. */
  get narrows(): boolean {
    return this.chosen.kind !== 'everybody';
  }

  async refresh(): Promise<void> {
    const scope = await this.wizard.attempt(this.wizard.platform.usersScope());
    if (scope) this.chosen = scope;
  }

  async choose(scope: ScopeChoice): Promise<void> {
    const chosen = await this.wizard.attempt(this.wizard.platform.chooseScope(scope));
    if (chosen) this.#take(chosen);
  }

  /** Asks for a list of assigned people; what cannot be read is the file's mistake. */
  async openAssigned(): Promise<void> {
    this.finding = null;
    this.finding = await refusal(async () => {
      const chosen = await this.wizard.inView(this.wizard.platform.openAssigned());
      if (chosen) this.#take(chosen);
    });
  }

  #take(scope: ScopeChoice): void {
    this.chosen = scope;
    this.finding = null;
    this.changed();
  }
}
