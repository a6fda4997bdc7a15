// A platform without a desktop, for component tests and for looking at the screens in a browser.
// It remembers what is asked of it and answers as Rust would; it holds no rule worth testing. The commands
// of a step stand in a file of `commands`; here is what concerns all of them: practice, and starting again.

import type { SchemaState, WizardState } from '../../bindings';
import type { Platform } from '../platform';
import { FakeGuide } from './commands/guide';
import { FakeMapping } from './mapping';
import { emptyState, tokenSummary } from './state';

export { emptyState, readyState, tokenSummary } from './state';

export class FakePlatform extends FakeGuide implements Platform {
  /** The set-up that waits while one practises. */
  #real: { state: WizardState; mapping: FakeMapping; schema: SchemaState | null } | null = null;

  constructor(state?: WizardState) {
    super(state);
    if (this.state.directory) this.mapping.open(this.state.directory.file, this.state.directory.users);
  }

  async startAgain() {
    this.note('startAgain');
    if (this.state.practice) return this.#practise(this.#real?.state ?? this.state);
    return (this.state = emptyState());
  }
  async startPractice() {
    this.note('startPractice');
    const { state, mapping, schema } = this;
    this.#real = { state, mapping, schema };
    return this.#practise(state);
  }
  /** Practice begins where one is, with nothing of what was done there. */
  #practise({ vendor, position }: WizardState): WizardState {
    this.mapping = new FakeMapping();
    this.schema = null;
    const practice = { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null };
    const past = !['vendor', 'token'].includes(position);
    const token = past ? { ...tokenSummary, lastFour: 'Fake', origin: 'http://127.0.0.1:41234' } : null;
    return (this.state = emptyState({ vendor, position, practice, tenantUrl: practice.tenantUrl, token }));
  }
  async stopPractice() {
    this.note('stopPractice');
    if (!this.#real) return this.change({ practice: null });
    const { state, mapping, schema } = this.#real;
    this.#real = null;
    this.mapping = mapping;
    this.schema = schema;
    return (this.state = state);
  }
}
