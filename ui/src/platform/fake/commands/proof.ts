// The commands of the proof step.
import type { ProofEvent, ProofPlan, ProofReport } from '../../../bindings';
import { planFor, provedReport } from '../proof';
import { FakeMappings } from './mapping';

export class FakeProof extends FakeMappings {
  /** What the next proof finds. */
  proves: ProofReport = provedReport;
  /** What else would be written: others, and groups. */
  planned: Partial<ProofPlan> = {};
  /** Ends a proof that waits; set while one does. */
  endProof: (() => void) | null = null;
  /** Whether a proof waits for `endProof`. */
  proofWaits = false;

  async draftProof(domain: string | null) {
    this.note('draftProof', domain);
    const of = domain ?? 'contoso.com';
    return { domain: of, plan: of === '' ? null : { ...planFor(of), ...this.planned } };
  }
  async prove(domain: string, onEvent: (event: ProofEvent) => void) {
    this.note('prove', domain);
    const [check] = this.proves.checks;
    onEvent({ kind: 'started', name: check!.name, title: check!.title });
    onEvent({ kind: 'finished', check: check! });
    if (this.proofWaits) await new Promise<void>((resolve) => (this.endProof = resolve));
    return this.change({ proof: this.proves, proofOutdated: false });
  }
  async cancelProof() {
    this.note('cancelProof');
    this.proves = { ...this.proves, ok: false, cancelled: true };
    this.endProof?.();
  }
  async skipProof() {
    this.note('skipProof');
    return this.change({ proofSkipped: true });
  }
  async cleanUpProofs() {
    this.note('cleanUpProofs');
    return this.change({ proofLeftovers: [] });
  }
  async forgetProofs() {
    this.note('forgetProofs');
    return this.change({ proofLeftovers: [] });
  }
}
