// How many minutes the rest of the wizard takes.
import type { Step, WizardState } from '../bindings';

/** How the vendor's minutes spread over the steps; our own estimate, in hundredths. */
const share: Record<Step, number> = {
  vendor: 5,
  token: 15,
  connection: 10,
  mapping: 25,
  proof: 5,
  activation: 35,
  handover: 5,
};

/** Minutes that what is open of the steps will take, rounded up; 0 when all are done. */
export function minutesLeft(state: WizardState): number {
  const most = state.vendor?.minutes.to ?? 20;
  const open = state.steps.reduce((sum, { step, part }) => sum + share[step] * (100 - part), 0);
  return Math.ceil((most * open) / 100 / 100);
}
