// What the mapping that is being edited would send for the people in view, before it is saved.

import type { Mapping, Outcome } from '../../bindings';
import type { Wizard } from '../../lib';

export class Drafted {
  /** The mapping as it is typed, while it has no mistake; null when none is edited. */
  mapping: Mapping | null = $state.raw(null);
  /** By the person's row. Those of the draft before stay until the new ones are here. */
  outcomes: Record<number, Outcome> = $state.raw({});

  #asked = 0;

  constructor(readonly wizard: Wizard) {}

  /** Asks for the outcomes of these people, by their rows. */
  async need(rows: number[]): Promise<void> {
    const { mapping } = this;
    const asked = (this.#asked += 1);
    const outcomes = mapping
      ? await this.wizard.attempt(this.wizard.platform.previewRows(mapping, rows))
      : [];
    if (outcomes && asked === this.#asked) {
      this.outcomes = Object.fromEntries(outcomes.map((outcome, at) => [rows[at], outcome]));
    }
  }
}
