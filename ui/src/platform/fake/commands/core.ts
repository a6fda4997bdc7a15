// What the fake platform remembers, and what has no step of its own: links, the clipboard, the network, the theme.

import type { Finding, Step, WizardState } from '../../../bindings';
import type { FileDrag, Theme } from '../../platform';
import { emptyState, tokenSummary, withResults } from '../state';

/** The host of an address, with its port. */
export const hostOf = (url: string): string | null => /^https?:\/\/([^/]+)/.exec(url)?.[1] ?? null;

export class FakeCore {
  state: WizardState;
  /** Each call in order: name and arguments. */
  readonly calls: { name: string; args: unknown[] }[] = [];
  /** Failures to throw, by method name; each is thrown until it is deleted. */
  readonly failing = new Map<string, Finding>();
  /** What the file dialog gives, and how many people the file holds. */
  file: 'opens' | 'cancelled' = 'opens';
  online = true;
  #theme: Theme = 'system';
  #tellNetwork: ((online: boolean) => void) | undefined;
  #tellDrag: ((drag: FileDrag) => void) | undefined;
  constructor(state: WizardState = emptyState()) {
    this.state = state;
  }
  protected note(name: string, ...args: unknown[]): void {
    this.calls.push({ name, args });
    const failure = this.failing.get(name);
    if (failure) throw failure;
  }
  protected change(over: Partial<WizardState>): WizardState {
    const savedAt = this.state.practice || over.practice ? null : '2026-11-21T10:44:10Z';
    this.state = withResults({ ...this.state, savedAt, ...over });
    return this.state;
  }
  /** What holds with another tenant URL: a token stays with the host that it was made for. */
  protected at(tenantUrl: string): Partial<WizardState> {
    const { token, tokenMadeFor } = this.state;
    const madeFor = tokenMadeFor ?? (token && hostOf(this.state.tenantUrl));
    if (madeFor === null) return { tenantUrl };
    return madeFor === hostOf(tenantUrl)
      ? { tenantUrl, token: token ?? tokenSummary, tokenMadeFor: null }
      : { tenantUrl, token: null, tokenMadeFor: madeFor };
  }
  called(name: string): unknown[][] {
    return this.calls.filter((call) => call.name === name).map((call) => call.args);
  }
  async wizardState() {
    this.note('wizardState');
    return this.state;
  }
  async goToStep(step: Step) {
    this.note('goToStep', step);
    return this.change({ position: step });
  }
  async openLink(url: string) {
    this.note('openLink', url);
  }
  async copyText(text: string) {
    this.note('copyText', text);
  }
  watchNetwork(onChange: (online: boolean) => void) {
    this.#tellNetwork = onChange;
    onChange(this.online);
    return () => (this.#tellNetwork = undefined);
  }
  setOnline(online: boolean) {
    this.online = online;
    this.#tellNetwork?.(online);
  }
  watchFileDrag(onDrag: (drag: FileDrag) => void) {
    this.#tellDrag = onDrag;
    return () => (this.#tellDrag = undefined);
  }
  drag(phase: FileDrag) {
    this.#tellDrag?.(phase);
  }
  theme() {
    return this.#theme;
  }
  setTheme(theme: Theme) {
    this.#theme = theme;
  }
}
