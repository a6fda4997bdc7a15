// How a finding is told from anything else that is thrown.
import type { Finding } from '../bindings';

/** Tells a `Finding` from anything else that was thrown. */
export function isFinding(thrown: unknown): thrown is Finding {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'explanation' in thrown;
}
