// What is known of a proof that is running.
import type { ProofEvent } from '../../bindings';
import { t } from '../../texts';

export type Told = {
  /** How many checks have ended. */
  done: number;
  /** How many there will be. */
  of: number;
  /** What is being checked, in words. */
  title: string;
  /** For how long the server asks to wait, in milliseconds; 0 when it does not. */
  waiting: number;
};

export const nothingTold = (of: number): Told => ({ done: 0, of, title: t.proof.running, waiting: 0 });

/** Takes what Rust tells of a proof. */
export function take(told: Told, event: ProofEvent): Told {
  switch (event.kind) {
    case 'started':
      return { ...told, title: event.title, waiting: 0 };
    case 'finished':
      return { ...told, done: Math.min(told.done + 1, told.of), waiting: 0 };
    case 'waiting':
      return { ...told, waiting: event.ms };
    case 'cleaningUp':
      return { ...told, title: t.proof.cleaningUp, waiting: 0 };
  }
}
