// What the window knows: the wizard's state as Rust last told it, the failure to show if there is
// one, and what the screen in view wants from the frame. No rule of the domain lives here. What is
// remembered of the set-up in view is its `workspace`.
import { createContext } from 'svelte';
import type { Finding, Step, WizardState } from '../bindings';
import { isFinding, type Platform, type Theme } from '../platform';
import { t } from '../texts';
import { Workspace } from './workspace.svelte';

export const steps: Step[] = ['vendor', 'token', 'connection', 'mapping', 'proof', 'activation', 'handover'];

/** What a screen asks of the frame around it; all of it may be left out. */
export type Screen = {
  /** What Enter does when no control has the focus. */
  primary?: () => unknown;
  /** True while the screen itself shows its primary button: Continue then steps back into a quiet one. */
  ownPrimary?: boolean;
  /** Continue and Back inside a step that has pages of its own. */
  onContinue?: () => unknown;
  onBack?: () => unknown;
  continueLabel?: string;
  backLabel?: string;
  /** Puts the focus where what is missing is to be entered or pressed. Returns whether it could. */
  toMissing?: () => boolean;
  /** Puts the focus into the screen's search field. */
  search?: () => void;
  /** Shows the main area without its reading width, for tables. */
  wide?: boolean;
  /** The screen is as high as the window, and the step list shrinks to icons beside it. */
  filled?: boolean;
};

export class Wizard {
  #state: WizardState = $state.raw() as WizardState;
  /** What is remembered of the set-up in view. */
  workspace = $state.raw(new Workspace());
  /** The workspace of the real set-up, while one practises. */
  #real: Workspace | null = null;
  /** A failure of the program itself, shown as a card above the step. */
  failure: Finding | null = $state.raw(null);
  screen: Screen = $state.raw({});
  /** The message in the status region; `shown` ones are seen, others only heard. */
  message: { text: string; shown: boolean; id: number } = $state.raw({ text: '', shown: false, id: 0 });
  theme: Theme = $state.raw('system');
  /** The question or list that stands over the window. */
  asked: 'startAgain' | 'removeTokens' | 'shortcuts' | 'entra' | 'functions' | null = $state.raw(null);
  /** A profile that was opened and is not chosen yet: it resembles a built-in vendor's, and this says how. */
  resembling: Finding | null = $state.raw(null);

  constructor(
    readonly platform: Platform,
    state: WizardState,
  ) {
    this.#state = state;
    this.theme = platform.theme();
  }

  get state(): WizardState {
    return this.#state;
  }

  /** Practice begins with an empty workspace, and leaves the real one as it was. */
  set state(state: WizardState) {
    const practises = state.practice !== null;
    if (practises !== (this.#state.practice !== null)) {
      this.failure = null;
      const { workspace } = this;
      this.workspace = (practises ? null : this.#real) ?? new Workspace();
      this.#real = practises ? workspace : null;
    }
    // What was said of one step is no word of the next one's.
    if (state.position !== this.#state.position)
      this.message = { text: '', shown: false, id: this.message.id + 1 };
    this.#state = state;
  }

  /**
   * Answers as the command does; undefined when the set-up that it was about is not in view any more,
   * for what was asked before practice began or ended must not be shown after it.
   */
  async inView<T>(command: Promise<T>): Promise<T | undefined> {
    const { workspace } = this;
    const gone = () => workspace !== this.workspace;
    try {
      const answer = await command;
      return gone() ? undefined : answer;
    } catch (thrown) {
      if (gone() && isFinding(thrown)) return undefined;
      throw thrown;
    }
  }

  /** Runs a command that gives the new state. Throws what it is refused with, for a screen that shows that itself. */
  async settle(command: Promise<WizardState>): Promise<void> {
    const state = await this.inView(command);
    if (state) this.state = state;
  }

  /** Runs a command that gives the new state. Returns false when nothing came of it; the frame shows why. */
  async run(command: Promise<WizardState>): Promise<boolean> {
    const state = await this.attempt(command);
    if (!state) return false;
    this.state = state;
    this.failure = null;
    return true;
  }

  /** Runs any command. Gives undefined when nothing came of it; the frame shows why. */
  async attempt<T>(command: Promise<T>): Promise<T | undefined> {
    try {
      return await this.inView(command);
    } catch (thrown) {
      this.fail(thrown);
      return undefined;
    }
  }

  /** Asks for the state anew: after a command that changed it without giving it back. */
  refresh(): Promise<boolean> {
    return this.run(this.platform.wizardState());
  }

  fail(thrown: unknown): void {
    // A mistake in the window's own code must stay a crash that a test sees.
    if (!isFinding(thrown)) throw thrown;
    this.failure = thrown;
  }

  /** Says something aloud and shows it for some seconds, or until another step is in view. */
  say(text: string): void {
    this.message = { text, shown: true, id: this.message.id + 1 };
  }

  /** Says that nothing was taken of what was pasted into a field that takes `most` letters. */
  sayTooLong(letters: number, most: number): void {
    this.say(t.common.tooLong(letters, most));
  }

  /** Says something to a screen reader only: what the eye sees anyway. */
  announce(text: string): void {
    this.message = { text, shown: false, id: this.message.id + 1 };
  }

  /** Asks for a profile and shows its vendor, at once or when the person has seen whom it resembles. */
  async openProfile(): Promise<void> {
    const opened = await this.attempt(this.platform.openProfile());
    if (opened?.kind === 'resembles') this.resembling = opened.finding;
    else if (opened) await this.#showVendor(Promise.resolve(opened.state));
  }

  /** Takes the profile that resembles another one. */
  async confirmProfile(): Promise<void> {
    this.resembling = null;
    await this.#showVendor(this.platform.confirmProfile());
  }

  async #showVendor(chosen: Promise<WizardState>): Promise<void> {
    if ((await this.run(chosen)) && this.state.position !== 'vendor') await this.goTo('vendor');
  }

  /** Forgets the set-up in view, and what is remembered of it here. */
  async startAgain(): Promise<boolean> {
    const again = await this.run(this.platform.startAgain());
    if (again) this.workspace = new Workspace();
    return again;
  }

  async copy(text: string, label: string): Promise<boolean> {
    const copied = await this.attempt(this.platform.copyText(text).then(() => true));
    if (copied) this.announce(t.common.copied(label));
    return copied === true;
  }

  /** Has Rust put the token on the clipboard; `clipboard` then counts down until it is cleared. */
  async copyToken(): Promise<boolean> {
    const { clipboard } = this.workspace;
    const copied = await this.attempt(clipboard.copy(this.platform));
    if (copied) this.announce(t.token.copied(clipboard.seconds));
    return copied === true;
  }

  openLink(url: string): Promise<unknown> {
    return this.attempt(this.platform.openLink(url));
  }

  async goTo(step: Step): Promise<boolean> {
    if (step !== 'vendor' && this.state.vendor === null) {
      this.say(this.state.steps.find((one) => one.step === 'vendor')?.missing ?? '');
      return false;
    }
    return this.run(this.platform.goToStep(step));
  }

  /** The step that Continue or Back leads to, seen from the present one. */
  neighbour(distance: 1 | -1): Step | undefined {
    return steps[steps.indexOf(this.state.position) + distance];
  }

  /** What is still missing in the present step, in words; empty when it is done. */
  get missing(): string {
    const result = this.state.steps.find((step) => step.step === this.state.position);
    return result && !result.done ? result.missing : '';
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.platform.setTheme(theme);
  }
}

export const [useWizard, provideWizard] = createContext<Wizard>();

/** Tells the frame what the screen in view wants; follows what `describe` reads, and ends with it. */
export function describeScreen(describe: () => Screen): void {
  const wizard = useWizard();
  $effect(() => {
    wizard.screen = describe();
  });
  $effect(() => () => {
    wizard.screen = {};
  });
}
