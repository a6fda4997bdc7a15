// A finding that is thrown: told from anything else, and caught.
import type { Finding } from '../bindings';

/** Tells a `Finding` from anything else that was thrown. */
export function isFinding(thrown: unknown): thrown is Finding {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'explanation' in thrown;
}

/** Does `work` and returns the finding that it was refused with; null when it was not. Anything else that is thrown goes on. */
export async function refusal(work: () => Promise<unknown>): Promise<Finding | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    if (!isFinding(thrown)) throw thrown;
    return thrown;
  }
}
