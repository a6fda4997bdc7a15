// What the mapping that is being edited would send for the people in view, before it is saved.
//
// Their values are asked for at once, together with the check of the mapping, and shown when it has
// no mistake: half a word would give nobody a value.

import type { Mapping, Outcome } from '../../../bindings';
import type { Wizard } from '../../../lib';

export class DraftValues {
  /** The mapping as it is typed; null while none is edited. */
  typed: Mapping | null = $state.raw(null);
  /** The mapping whose values are shown; null when there are none to show. */
  mapping: Mapping | null = $state.raw(null);
  /** By the person's row. Those of the mapping before stay until the new ones are here. */
  outcomes: Record<number, Outcome> = $state.raw({});

  #answer: { about: Mapping | null; outcomes: Record<number, Outcome> } = { about: null, outcomes: {} };
  #asked = 0;

  constructor(readonly wizard: Wizard) {}

  /** Asks what is typed would send for these people, by their rows. */
  async need(rows: number[]): Promise<void> {
    const about = this.typed;
    const asked = (this.#asked += 1);
    if (!about) return;
    const outcomes = await this.wizard.attempt(this.wizard.platform.previewRows(about, rows));
    if (!outcomes || asked !== this.#asked) return;
    this.#answer = { about, outcomes: Object.fromEntries(outcomes.map((one, at) => [rows[at], one])) };
    this.#settle();
  }

  /** Shows the values of a mapping that has no mistake, or none. */
  show(mapping: Mapping | null): void {
    this.mapping = mapping;
    this.#settle();
  }

  #settle(): void {
    if (!this.mapping) this.outcomes = {};
    else if (this.#answer.about === this.mapping) this.outcomes = this.#answer.outcomes;
  }
}
