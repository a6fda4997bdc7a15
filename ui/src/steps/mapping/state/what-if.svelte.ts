// What is looked at under "Requests": what happens to the person, which values change, and the
// requests that Rust says follow.
//
// It outlives the screen, so that a look at the values loses no edit.

import type { Edit, Finding, PersonEvent, PersonRequests } from '../../../bindings';
import type { Wizard } from '../../../lib';
import { refusal } from '../../../platform';

export type Dialect = 'default' | 'optscim';

export class WhatIf {
  kind: PersonEvent['kind'] = $state('created');
  edits: Edit[] = $state([]);
  /** The dialect that was chosen; null follows the tenant URL. */
  chosen: Dialect | null = $state(null);
  plan: PersonRequests | null = $state.raw(null);
  failure: Finding | null = $state.raw(null);
  #asked = 0;

  constructor(readonly wizard: Wizard) {}

  get event(): PersonEvent {
    return this.kind === 'changed' ? { kind: 'changed', edits: this.edits } : { kind: this.kind };
  }

  get dialect(): Dialect {
    return this.chosen ?? (this.plan?.flagged ? 'optscim' : 'default');
  }

  /** The value of an attribute in the file; undefined when the file does not have it. */
  before(attribute: string): string | undefined {
    return this.plan?.attributes.find((known) => known.attribute === attribute)?.value;
  }

  change(attribute: string): void {
    if (attribute === '' || this.edits.some((edit) => edit.attribute === attribute)) return;
    this.edits.push({ attribute, value: this.before(attribute) ?? '' });
  }

  keep(attribute: string): void {
    this.edits = this.edits.filter((edit) => edit.attribute !== attribute);
  }

  /** Asks for the requests; an older answer that comes late is passed over. */
  async ask(row: number, event: PersonEvent): Promise<void> {
    const asked = (this.#asked += 1);
    const refused = await refusal(async () => {
      const plan = await this.wizard.inView(this.wizard.platform.planRequests(row, event));
      if (!plan || asked !== this.#asked) return;
      this.plan = plan;
      this.failure = null;
    });
    if (refused && asked === this.#asked) this.failure = refused;
  }
}
