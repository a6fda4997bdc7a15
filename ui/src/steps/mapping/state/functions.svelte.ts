// The functions of the expression language as the window has them: for completion, for help with
// parameters, and for the reference.

import type { FunctionEntry } from '../../../bindings';
import type { Wizard } from '../../../lib';

export class Functions {
  entries: FunctionEntry[] = $state.raw([]);
  /** Puts a call at the caret of the open expression; null while none is open. */
  insert: ((entry: FunctionEntry) => void) | null = $state.raw(null);
  /** The function at which the reference opens; empty for its beginning. */
  asked = $state('');
  #loaded: number | null | undefined;

  constructor(readonly wizard: Wizard) {}

  /** Brings the functions, with examples computed for the person at `row`. */
  async load(row: number | null): Promise<void> {
    if (this.#loaded === row) return;
    this.#loaded = row;
    const entries = await this.wizard.attempt(this.wizard.platform.listFunctions(row));
    if (this.#loaded !== row) return;
    if (entries) this.entries = entries;
    else this.#loaded = undefined;
  }

  /** Opens the reference at a function. */
  ask(name: string): void {
    this.asked = name;
    this.wizard.asked = 'functions';
  }
}
