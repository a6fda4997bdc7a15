import { expect, test } from 'vitest';
import type { Run } from '../../lib';
import { passedReport, rejectedReport } from '../../platform/fake/connection';
import { changes, runBefore } from './changes';

const passed: Run = { report: passedReport, token: 'a1', practice: false, fault: null, proxy: 'system' };
const rejected: Run = { ...passed, report: rejectedReport };
const but = (over: Partial<Run>, report: Partial<Run['report']> = {}): Run => ({
  ...passed,
  ...over,
  report: { ...passed.report, ...report },
});
const certificate = passedReport.certificate!;
const elsewhere = passedReport.stages.map((stage) =>
  stage.name === 'tcp' ? { ...stage, detail: '203.0.113.9:443' } : stage,
);

test.each([
  [passed, passed, [], 'the same again'],
  [rejected, passed, [{ kind: 'gone', title: 'The server does not accept this token' }], 'put right'],
  [passed, rejected, [{ kind: 'new', title: 'The server does not accept this token' }], 'broken'],
  [passed, but({ token: 'b2' }), [{ kind: 'token' }], 'another token'],
  [passed, but({ proxy: 'direct' }), [{ kind: 'proxy' }], 'another proxy'],
  [
    passed,
    but({}, { tenantUrl: 'https://other.example/' }),
    [{ kind: 'tenantUrl', before: passedReport.tenantUrl, now: 'https://other.example/' }],
    'another tenant URL',
  ],
  [
    passed,
    but({}, { stages: elsewhere }),
    [{ kind: 'address', before: '203.0.113.7:443', now: '203.0.113.9:443' }],
    'the name leads to another address',
  ],
  [
    passed,
    but({}, { certificate: { ...certificate, notAfter: '2028-01-30T08:00:00Z' } }),
    [{ kind: 'certificate' }],
    'a renewed certificate',
  ],
  [passed, but({}, { totalMs: 520 }), [], 'a few milliseconds are chance'],
  [passed, but({}, { totalMs: 900 }), [{ kind: 'slower', before: 478, now: 900 }], 'slower'],
  [but({}, { totalMs: 900 }), passed, [{ kind: 'faster', before: 900, now: 478 }], 'faster'],
  [
    passed,
    but({ fault: 'answers 500' }, { tenantUrl: 'https://127.0.0.1/' }),
    [{ kind: 'fault', now: 'answers 500' }],
    'a fault, which may have an address of its own',
  ],
  [but({ fault: 'answers 500' }), passed, [{ kind: 'fault', now: null }], 'healthy again'],
] as const)('%#: what changed', (before, now, expected, why) => {
  expect(changes(before, now), why).toEqual(expected);
});

test('a run is compared with the last one of the same tenant that came to an end', () => {
  const cancelled = but({}, { cancelled: true });
  const practised = but({ practice: true });
  expect(runBefore([passed, cancelled, practised, rejected], 0)).toBe(rejected);
  expect(runBefore([passed], 0), 'the first').toBeUndefined();
  expect(runBefore([cancelled, passed], 0), 'what was stopped is compared with nothing').toBeUndefined();
  expect(runBefore([practised, passed], 0), 'practice and the real tenant are not compared').toBeUndefined();
});
