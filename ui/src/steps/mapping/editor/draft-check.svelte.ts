// What Rust says of the mapping that is being edited: its mistakes and the chosen person's value, what it
// would change for everybody, and what could be written instead.

import type { DraftImpact, Mapping, MappingCheck, Proposal } from '../../../bindings';
import { hasError, type Wizard } from '../../../lib';
import type { DraftValues } from '../state/draft-values.svelte';

/** What a draft is asked about besides itself. */
export type About = {
  /** The mapping that it changes; null for a new one. */
  id: number | null;
  /** The chosen person. */
  row: number | null;
  /** There are people. */
  loaded: boolean;
  /** There is a source to compute with. */
  written: boolean;
};

/** How long the typing pauses before anything is said, in milliseconds. */
const pause = 120;

export class DraftCheck {
  /** Null until it is here; see `isOf`. */
  check: MappingCheck | null = $state.raw(null);
  impact: DraftImpact | null = $state.raw(null);
  proposals: Proposal[] = $state.raw([]);
  #checked: Mapping | null = $state.raw(null);
  #counted: Mapping | null = $state.raw(null);

  constructor(
    readonly wizard: Wizard,
    readonly values: DraftValues,
  ) {}

  /** Whether `check` is about this draft, and not about an older one. */
  isOf(mapping: Mapping): boolean {
    return this.#checked === mapping;
  }

  /** Whether `impact` is about an older draft than this. */
  isCounting(mapping: Mapping): boolean {
    return this.#counted !== mapping;
  }

  isBroken(mapping: Mapping): boolean {
    return this.isOf(mapping) && this.check !== null && hasError(this.check.diagnostics);
  }

  /**
   * Asks about a draft. Returns what ends that when the draft has changed again.
   *
   * The people in view are asked about at each key, for they take no time; half a word is always wrong,
   * so what is wrong is said once the typing pauses. Then comes everybody, then what could be written
   * instead: each has the machine to itself. An answer to an older draft is not shown.
   */
  follow(mapping: Mapping, about: About): () => void {
    const { wizard } = this;
    const { platform } = wizard;
    const counts = about.loaded && about.written;
    let current = true;
    let counting = false;
    this.values.typed = counts ? mapping : null;
    const answered = wizard.attempt(platform.checkMapping(mapping, about.row));
    void answered.then(
      (answer) => current && answer && !hasError(answer.diagnostics) && this.#show(answer, mapping),
    );
    const timer = setTimeout(async () => {
      const answer = await answered;
      if (!current || !answer) return;
      this.#show(answer, mapping);
      counting = about.loaded;
      if (counts && !hasError(answer.diagnostics)) {
        const impact = await wizard.attempt(platform.previewDraft(about.id, mapping));
        if (!current || !impact) return;
        this.impact = impact;
        this.#counted = mapping;
      }
      if (!about.loaded) return;
      const proposals = await wizard.attempt(platform.proposeExpressions(mapping));
      counting = false;
      if (current && proposals) this.proposals = proposals;
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
      // The next draft may be one that nothing is computed for.
      if (counting) void wizard.attempt(platform.cancelDraft());
    };
  }

  #show(answer: MappingCheck, about: Mapping): void {
    this.check = answer;
    this.#checked = about;
    const shown = this.values.typed === about && !hasError(answer.diagnostics);
    this.values.show(shown ? about : null);
  }
}
