// Where the admin is in the guide. It outlives the screen, so that a look at another step costs
// nothing. The ticks and answers themselves are kept by Rust.

import type { Guide, GuideStep, Situation } from '../../bindings';
import { ofWorkspace, type Wizard } from '../../lib';

export class GuideSession {
  guide: Guide | null = $state.raw(null);
  failed = $state(false);
  /** The questions are shown instead of a page. */
  asking = $state(false);
  #at: string | null = $state(null);
  #about = '';

  constructor(readonly wizard: Wizard) {}

  get steps(): GuideStep[] {
    return this.guide?.steps ?? [];
  }

  /** The page in view; the first when the one that was shown does not apply any more. */
  get index(): number {
    return Math.max(
      0,
      this.steps.findIndex((step) => step.id === this.#at),
    );
  }

  get step(): GuideStep | undefined {
    return this.steps[this.index];
  }

  /** When a page was ticked, as RFC 3339; null for an open one. */
  tickOf(step: string): string | null {
    return this.wizard.state.ticks.find((tick) => tick.step === step)?.at ?? null;
  }

  get done(): number {
    return this.steps.filter((step) => this.tickOf(step.id) !== null).length;
  }

  async enter(): Promise<void> {
    const guide = await this.#ask();
    if (!guide) return;
    // Guide and place change together, so that no other page shows in between.
    this.guide = guide;
    const about = this.wizard.state.vendor?.id ?? '';
    if (about === this.#about) return;
    this.#about = about;
    const open = guide.steps.find((step) => this.tickOf(step.id) === null);
    this.#at = (open ?? guide.steps[0])?.id ?? null;
    // Somebody who has ticked a page has answered before.
    this.asking = guide.questions.length > 0 && this.done === 0;
  }

  async answer(change: Partial<Situation>): Promise<void> {
    const situation = { ...this.wizard.state.situation, ...change };
    if (!(await this.wizard.run(this.wizard.platform.setSituation(situation)))) return;
    this.guide = (await this.#ask()) ?? this.guide;
  }

  async tick(step: string, done: boolean): Promise<boolean> {
    return this.wizard.run(this.wizard.platform.setTick(step, done));
  }

  show(index: number): void {
    this.#at = this.steps[index]?.id ?? null;
    this.asking = false;
  }

  async #ask(): Promise<Guide | undefined> {
    const guide = await this.wizard.attempt(this.wizard.platform.guide());
    this.failed = guide === undefined;
    return guide;
  }
}

/** Returns the session that belongs to the set-up in view. */
export const sessionOf = ofWorkspace((wizard) => new GuideSession(wizard));
