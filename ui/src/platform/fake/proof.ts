// A proof as Rust tells of it: what would be written, one that passed, one that found a loss.
import type { Finding, ProofPlan, ProofReport, TargetProof } from '../../bindings';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const tenant = 'https://api.securepractice.co/scim/v2';

export const planFor = (domain: string): ProofPlan => ({
  name: `footbridge-proof-1a2b3c4d@${domain}`,
  people: [`footbridge-proof-1a2b3c4d@${domain}`],
  groups: [],
  values: [
    { target: `${enterprise}:organization`, value: 'Prøve', changedTo: 'Prøve to', follows: false },
    { target: `${enterprise}:department`, value: 'Nord', changedTo: 'Sør', follows: false },
    { target: 'userName', value: `footbridge-proof-1a2b3c4d@${domain}`, changedTo: null, follows: false },
    { target: 'title', value: 'Prøveperson', changedTo: null, follows: true },
  ],
  requests: [
    { method: 'GET', url: `${tenant}/Users?filter=userName+eq+%22footbridge-proof-1a2b3c4d%22`, body: null },
    { method: 'POST', url: `${tenant}/Users`, body: '{"userName":"footbridge-proof-1a2b3c4d"}' },
    { method: 'DELETE', url: `${tenant}/Users/{id}`, body: null },
  ],
  checks: [
    { name: 'plain/users.create', title: 'Created' },
    { name: 'plain/users.deleted', title: 'Deleted' },
  ],
  notes: ['One licence is taken for about a minute.', 'What is created is deleted at the end.'],
});

const row = (target: string, over: Partial<TargetProof> = {}): TargetProof => ({
  dialect: 'plain',
  target,
  sent: 'Nord',
  stored: 'Nord',
  changedTo: 'Sør',
  afterChange: 'Sør',
  status: 'kept',
  alteration: null,
  ...over,
});

export const provedReport: ProofReport = {
  ok: true,
  tenantUrl: tenant,
  at: '2026-11-21T10:46:00Z',
  totalMs: 1840,
  checks: [
    { name: 'plain/users.create', title: 'Created', status: 'passed', ms: 12, detail: '201', finding: null },
    { name: 'plain/users.deleted', title: 'Deleted', status: 'passed', ms: 8, detail: '204', finding: null },
  ],
  targets: [row(`${enterprise}:organization`), row(`${enterprise}:department`), row('userName')],
  findings: [],
  leftBehind: [],
  exchanges: [
    {
      method: 'POST',
      url: `${tenant}/Users`,
      sent: '{"userName":"a"}',
      status: 201,
      body: '{"id":"1"}',
      ms: 12,
    },
  ],
  cancelled: false,
};

const lost: Finding = {
  code: 'proof.level_change_lost',
  severity: 'error',
  title: 'A change of an organisation level is lost',
  explanation: 'Changes of department will never arrive.',
  causes: [{ cause: 'The server does not change the extension.', fix: 'Ask the vendor to.' }],
  fixes: [],
  entraSays: null,
  evidence: 'department: Nord',
  place: null,
};

export const losingReport: ProofReport = {
  ...provedReport,
  ok: false,
  targets: [
    row(`${enterprise}:department`, { afterChange: 'Nord', status: 'lost' }),
    row('title', { stored: null, status: 'altered', alteration: 'trimmed' }),
  ],
  findings: [lost],
  leftBehind: [{ resource: 'User', id: '7', name: 'footbridge-proof-1a2b3c4d', url: `${tenant}/Users/7` }],
};
