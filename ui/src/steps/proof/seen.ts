// What a proof that passed has seen, counted.
import type { ProofReport } from '../../bindings';

/** Counts what was kept as it was sent, and of that what was changed and kept, too. */
export function seen({ targets, findings, totalMs }: ProofReport) {
  const kept = targets.filter(({ status }) => status === 'kept');
  return {
    kept: kept.length,
    changed: kept.filter(({ changedTo }) => changedTo !== null).length,
    all: targets.length,
    remarks: findings.length,
    ms: totalMs,
  };
}
