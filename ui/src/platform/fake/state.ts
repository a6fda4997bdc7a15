// States of the wizard as Rust would give them, and what each step came to in them.
import type { Step, StepResult, TokenSummary, WizardState } from '../../bindings';
import { passedReport } from './connection';
import { guideFor } from './guide';
import { securePractice } from './vendors';

const order: Step[] = ['vendor', 'token', 'connection', 'mapping', 'proof', 'activation', 'handover'];

export const tokenSummary: TokenSummary = {
  lastFour: 'q83A',
  fingerprint: '7f3a 91c2 0be4',
  length: 88,
  recipe: 'base64KeySecret',
  madeFrom: 'pair',
  madeAt: '2026-11-21T10:42:00Z',
  expiresOn: null,
  expirySource: null,
  saved: false,
  origin: 'https://api.securepractice.co',
};

/** A state as after a first start; `over` replaces parts of it. */
export function emptyState(over: Partial<WizardState> = {}): WizardState {
  return withResults({
    position: 'vendor',
    vendor: null,
    identityProvider: 'entra',
    steps: [],
    tenantUrl: '',
    token: null,
    tokenRemembered: null,
    tokenMadeFor: null,
    tokenExpired: false,
    connection: null,
    proxy: { kind: 'system' },
    proof: null,
    proofOutdated: false,
    proofSkipped: false,
    proofLeftovers: [],
    directory: null,
    directoryRemembered: [],
    situation: { ssoApplication: false, secondApplication: false, groups: false, portal: 'connectivity' },
    ticks: [],
    practice: null,
    savedAt: null,
    notices: [],
    profileFile: null,
    version: '0.1.0',
    resumed: false,
    ...over,
  });
}

/** A state with Secure Practice, a token, and a connection test that passed. */
export function readyState(over: Partial<WizardState> = {}): WizardState {
  return emptyState({
    vendor: securePractice,
    tenantUrl: securePractice.tenantUrl.fixed ?? '',
    token: tokenSummary,
    connection: passedReport,
    savedAt: '2026-11-21T10:44:10Z',
    ...over,
  });
}

/** Returns the state with what each step came to. */
export function withResults(state: WizardState): WizardState {
  const ticked = new Set(state.ticks.map((tick) => tick.step));
  const open = guideFor(state.situation).steps.filter((page) => !ticked.has(page.id)).length;
  const pages = guideFor(state.situation).steps.length;
  const results: Record<Step, Omit<StepResult, 'step' | 'part'>> = {
    vendor: {
      done: state.vendor !== null,
      result: state.vendor?.name ?? '',
      missing: 'Choose a vendor first.',
    },
    token: {
      done: state.token !== null && !state.tokenExpired,
      result: state.token ? `Token ends in ${state.token.lastFour}` : '',
      missing: state.tokenExpired ? 'Make a new token: this one has expired.' : 'Make the token first.',
    },
    connection: {
      done: state.connection?.ok ?? false,
      result: 'Passed at 10:44',
      missing: 'Test the connection first.',
    },
    mapping: {
      done: state.directory !== null,
      result: '412 people looked at',
      missing: 'Open a user export first.',
    },
    proof: {
      done: state.proof !== null || state.proofSkipped,
      result: state.proof ? (state.proof.ok ? 'What is sent is kept' : 'Something is not kept') : 'Skipped',
      missing: '',
    },
    activation: {
      done: open === 0,
      result: 'Every page ticked',
      missing: `${open} portal pages are not ticked yet.`,
    },
    handover: { done: false, result: '', missing: 'Save the report.' },
  };
  const part = (step: Step) =>
    step === 'activation' ? Math.floor((100 * (pages - open)) / pages) : results[step].done ? 100 : 0;
  return { ...state, steps: order.map((step) => ({ step, part: part(step), ...results[step] })) };
}
