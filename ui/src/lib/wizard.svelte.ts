// What the window knows: the wizard's state as Rust last told it, the failure to show if there is
// one, and what the screen in view wants from the frame. No rule of the domain lives here.
import { createContext } from 'svelte';
import type { ConnectionReport, Finding, Step, WizardState } from '../bindings';
import { isFinding, type Platform, type Theme } from '../platform';
import { t } from '../texts';
import { TokenClipboard } from './clipboard.svelte';

export const steps: Step[] = ['vendor', 'token', 'connection', 'mapping', 'activation', 'handover'];

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
  /** Puts the focus into the screen's search field. */
  search?: () => void;
  /** Shows the main area without its reading width, for tables. */
  wide?: boolean;
};

/** A connection test of this run of the program, and under what it was made. */
export type Run = {
  report: ConnectionReport;
  /** The token's fingerprint. */
  token: string;
  practice: boolean;
  /** What was wrong with the practice tenant on purpose, as the end of a sentence. */
  fault: string | null;
  /** The proxy setting in words. */
  proxy: string;
};

export class Wizard {
  state: WizardState = $state.raw() as WizardState;
  /** A failure of the program itself, shown as a card above the step. */
  failure: Finding | null = $state.raw(null);
  screen: Screen = $state.raw({});
  /** The message in the status region; `shown` ones are seen, others only heard. */
  message: { text: string; shown: boolean; id: number } = $state.raw({ text: '', shown: false, id: 0 });
  theme: Theme = $state.raw('system');
  /** The question or list that stands over the window. */
  asked: 'startAgain' | 'removeTokens' | 'shortcuts' | 'entra' | 'functions' | null = $state.raw(null);
  /** The connection tests of this run of the program, the latest first. */
  runs: Run[] = $state.raw([]);
  /** A tenant URL typed and not tested yet, and what stood in its place; kept over a look at another step. */
  typedUrl: { over: string; url: string } | null = $state.raw(null);
  /** What stands in the search for Entra's words, wherever it is shown. */
  entraText = $state('');
  readonly clipboard = new TokenClipboard();

  constructor(
    readonly platform: Platform,
    state: WizardState,
  ) {
    this.state = state;
    this.theme = platform.theme();
  }

  /** Runs a command that gives the new state. Returns false when nothing came of it: it failed, which the frame shows, or was cancelled. */
  async run(command: Promise<WizardState | null>): Promise<boolean> {
    const state = await this.attempt(command);
    if (state) {
      this.state = state;
      this.failure = null;
    }
    return state !== undefined && state !== null;
  }

  /** Runs any command. Gives undefined when it failed; the frame shows why. */
  async attempt<T>(command: Promise<T>): Promise<T | undefined> {
    try {
      return await command;
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

  /** Says something aloud and shows it for some seconds. */
  say(text: string): void {
    this.message = { text, shown: true, id: this.message.id + 1 };
  }

  /** Says something to a screen reader only: what the eye sees anyway. */
  announce(text: string): void {
    this.message = { text, shown: false, id: this.message.id + 1 };
  }

  async copy(text: string, label: string): Promise<boolean> {
    const copied = await this.attempt(this.platform.copyText(text).then(() => true));
    if (copied) this.announce(t.common.copied(label));
    return copied === true;
  }

  /** Has Rust put the token on the clipboard; `clipboard` then counts down until it is cleared. */
  async copyToken(): Promise<boolean> {
    const copied = await this.attempt(this.clipboard.copy(this.platform));
    if (copied) this.announce(t.token.copied(this.clipboard.seconds));
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
