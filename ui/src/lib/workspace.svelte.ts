// What is remembered of one set-up for as long as the window is open: practice has its own, which is
// thrown away with it. What the steps hold for themselves (see `ofWorkspace`) belongs to it as well.
import type { ConnectionReport, WizardState } from '../bindings';
import { TokenClipboard } from './clipboard.svelte';

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

export class Workspace {
  /** The connection tests of this run of the program, the latest first. */
  runs: Run[] = $state.raw([]);
  /** What stands in the search for Entra's words, wherever it is shown. */
  entraText = $state('');
  readonly clipboard = new TokenClipboard();
  /** Another step leads to the mapping step, to where Entra's schema is opened. */
  schemaAsked = false;
  /** A tenant URL typed and not tested yet, and what stood in its place; kept over a look at another step. */
  #typed: { over: string; url: string } | null = $state.raw(null);

  /** The tenant URL in the field: the wizard's own, until somebody types another one over it. */
  tenantUrl(state: WizardState): string {
    return this.#typed?.over === over(state) ? this.#typed.url : state.tenantUrl;
  }

  typeTenantUrl(state: WizardState, url: string): void {
    this.#typed = { over: over(state), url };
  }
}

const over = ({ vendor, tenantUrl }: WizardState) => `${vendor?.id} ${tenantUrl}`;
