// The commands of the connection step, and what is wrong with the practice tenant on purpose.

import type { ConnectionEvent, ConnectionReport, ProxyInput, ProxyPlace, StageName } from '../../../bindings';
import { passedReport } from '../connection';
import { explanations } from '../entra';
import { faults } from '../faults';
import { invalidProxy, otherHost, plainHttp, usersInUrl } from '../findings';
import { hostOf } from './core';
import { FakeToken } from './token';

export class FakeConnection extends FakeToken {
  /** What the next connection test finds, and how long each stage takes to be told. */
  report: ConnectionReport = passedReport;
  stageDelay = 0;
  /** The stage that is told of as waiting, and for how long, before it ends. */
  waits: { stage: StageName; ms: number[] } | null = null;
  /** What this computer's settings name. */
  proxyOfSystem: ProxyPlace | null = null;
  /** Tenant URLs of another host that were confirmed. */
  readonly #confirmed = new Set<string>();
  #cancelled = false;
  async practiceFaults() {
    this.note('practiceFaults');
    return faults;
  }
  async setPracticeFault(name: string | null) {
    this.note('setPracticeFault', name);
    const fault = faults.find((one) => one.name === name) ?? null;
    return this.change({
      practice: this.state.practice && { ...this.state.practice, fault },
      connection: null,
    });
  }
  async checkTenantUrl(url: string) {
    this.note('checkTenantUrl', url);
    if (url === '') return { normalised: null, host: null, changed: false, findings: [] };
    if (url.startsWith('http://') && !url.includes('127.0.0.1')) {
      return { normalised: null, host: null, changed: false, findings: [plainHttp] };
    }
    const cut = url.replace(/\/Users\/?$/, '/');
    const host = hostOf(url);
    const { vendor, practice } = this.state;
    const own = vendor?.tenantUrl.fixed;
    const other = own && !practice && host !== hostOf(own) && !this.#confirmed.has(url);
    const findings = [
      ...(cut === url ? [] : [usersInUrl]),
      ...(other ? [otherHost(vendor.name, host ?? '')] : []),
    ];
    return { normalised: cut, host, changed: cut !== url, findings };
  }
  async confirmTenantUrl(url: string) {
    this.note('confirmTenantUrl', url);
    this.#confirmed.add(url);
    return this.change(this.at(url));
  }
  async testConnection(tenantUrl: string, onEvent: (event: ConnectionEvent) => void) {
    this.note('testConnection', tenantUrl);
    this.#cancelled = false;
    const told = [];
    for (const stage of this.report.stages) {
      if (this.#cancelled) break;
      onEvent({ kind: 'started', stage: stage.name });
      if (this.waits?.stage === stage.name) {
        for (const ms of this.waits.ms) onEvent({ kind: 'waiting', stage: stage.name, ms });
      }
      if (this.stageDelay > 0) await new Promise((resolve) => setTimeout(resolve, this.stageDelay));
      onEvent({ kind: 'finished', stage });
      told.push(stage);
    }
    const connection = { ...this.report, tenantUrl, stages: told, cancelled: this.#cancelled };
    if (this.#cancelled) connection.ok = false;
    return this.change({ ...this.at(tenantUrl), connection });
  }
  async cancelConnectionTest() {
    this.note('cancelConnectionTest');
    this.#cancelled = true;
  }
  async setProxy(input: ProxyInput) {
    this.note('setProxy', input);
    if (input.kind !== 'at') return this.change({ proxy: input });
    if (input.address.startsWith('socks')) throw invalidProxy;
    const address = input.address.slice(input.address.lastIndexOf('@') + 1);
    const signsIn = input.user !== '' || address !== input.address;
    return this.change({ proxy: { kind: 'at', address, signsIn } });
  }
  async systemProxy(tenantUrl: string) {
    this.note('systemProxy', tenantUrl);
    return this.proxyOfSystem;
  }
  async explainEntra(text: string) {
    this.note('explainEntra', text);
    const said = text.toLowerCase();
    return explanations.filter(({ name }) => said.includes(name.split(' ')[0]!.toLowerCase()));
  }
}
