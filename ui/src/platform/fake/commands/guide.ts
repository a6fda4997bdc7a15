// The commands of the activation and the hand-over step.

import type { Showing, Situation } from '../../../bindings';
import { guideFor, handover, report } from '../guide';
import { FakeProof } from './proof';

export class FakeGuide extends FakeProof {
  async guide() {
    this.note('guide');
    return guideFor(this.state.situation);
  }
  async setSituation(situation: Situation) {
    this.note('setSituation', situation);
    return this.change({ situation });
  }
  async setTick(step: string, done: boolean) {
    this.note('setTick', step, done);
    const others = this.state.ticks.filter((tick) => tick.step !== step);
    return this.change({ ticks: done ? [...others, { step, at: '2026-11-21T10:50:00Z' }] : others });
  }
  async handoverSummary() {
    this.note('handoverSummary');
    return { ...handover, hasExpiry: this.state.token?.expiresOn != null };
  }
  async saveReport(format: 'html' | 'markdown') {
    this.note('saveReport', format);
    if (this.file === 'cancelled') return null;
    return format === 'html' ? 'footbridge-report.html' : 'footbridge-report.md';
  }
  async reportPage() {
    this.note('reportPage');
    return report;
  }
  async openSaved(name: string, showing: Showing) {
    this.note('openSaved', name, showing);
  }
  async saveCalendar() {
    this.note('saveCalendar');
    return 'token-expiry.ics';
  }
}
