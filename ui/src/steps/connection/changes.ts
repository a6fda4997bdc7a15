// What changed between two tests of this session.
import type { Run } from '../../lib';

export type Change =
  | { kind: 'gone' | 'new'; title: string }
  | { kind: 'tenantUrl' | 'address'; before: string; now: string }
  | { kind: 'token' | 'proxy' | 'certificate' }
  | { kind: 'fault'; now: string | null }
  | { kind: 'slower' | 'faster'; before: number; now: number };

/** A difference in time below these is chance, not change. Our choice. */
const leastMs = 50;
const leastShare = 0.25;

/** The run with which `runs[index]` is compared: the one before it that came to an end, in the same tenant. */
export function runBefore(runs: Run[], index: number): Run | undefined {
  const run = runs[index];
  if (!run || run.report.cancelled) return undefined;
  return runs.slice(index + 1).find((one) => !one.report.cancelled && one.practice === run.practice);
}

export function changes(before: Run, now: Run): Change[] {
  const was = before.report;
  const is = now.report;
  const list: Change[] = [];
  const missingIn = (findings: typeof is.findings) => {
    const codes = new Set(findings.map(({ code }) => code));
    return (finding: (typeof is.findings)[number]) => !codes.has(finding.code);
  };
  for (const { title } of was.findings.filter(missingIn(is.findings))) list.push({ kind: 'gone', title });
  for (const { title } of is.findings.filter(missingIn(was.findings))) list.push({ kind: 'new', title });
  if (before.fault !== now.fault) list.push({ kind: 'fault', now: now.fault });
  if (was.tenantUrl !== is.tenantUrl) {
    // A fault of connecting has an address of its own; that it was switched on says it all.
    if (before.fault === now.fault) {
      list.push({ kind: 'tenantUrl', before: was.tenantUrl, now: is.tenantUrl });
    }
  } else {
    const [from, to] = [reached(was), reached(is)];
    if (from && to && from !== to) list.push({ kind: 'address', before: from, now: to });
    if (was.certificate && is.certificate && !sameCertificate(was.certificate, is.certificate)) {
      list.push({ kind: 'certificate' });
    }
  }
  if (before.token !== now.token) list.push({ kind: 'token' });
  if (before.proxy !== now.proxy) list.push({ kind: 'proxy' });
  // Times are compared only where the same was done.
  if (done(was) === done(is)) {
    const difference = is.totalMs - was.totalMs;
    if (Math.abs(difference) > Math.max(leastMs, was.totalMs * leastShare)) {
      list.push({ kind: difference > 0 ? 'slower' : 'faster', before: was.totalMs, now: is.totalMs });
    }
  }
  return list;
}

type Report = Run['report'];

const reached = (report: Report) =>
  report.stages.find(({ name, status }) => name === 'tcp' && status === 'passed')?.detail;

const done = (report: Report) =>
  report.stages
    .filter(({ status }) => status !== 'skipped')
    .map(({ name }) => name)
    .join();

const sameCertificate = (
  one: NonNullable<Report['certificate']>,
  other: NonNullable<Report['certificate']>,
) => one.issuer === other.issuer && one.subject === other.subject && one.notAfter === other.notAfter;
