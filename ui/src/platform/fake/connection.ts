// Reports of connection tests, passed and rejected.
import type { ConnectionReport, Exchange, Stage, StageName } from '../../bindings';
import { rejected } from './findings';

const stage = (name: StageName, startedMs: number, ms: number, detail: string): Stage => ({
  name,
  status: 'passed',
  startedMs,
  ms,
  finding: null,
  detail,
});

export const passedStages: Stage[] = [
  stage('url', 0, 0, 'api.securepractice.co'),
  stage('token', 0, 0, '88 characters, base64 of key:secret'),
  stage('dns', 0, 12, '203.0.113.7'),
  stage('tcp', 12, 21, '203.0.113.7:443'),
  { ...stage('proxy', 33, 0, 'no proxy is set on this device'), status: 'skipped' },
  stage('tls', 33, 48, 'TLS 1.2, ECDHE-RSA-AES128-GCM-SHA256'),
  stage('http', 81, 164, '200'),
  stage('auth', 245, 0, 'not refused'),
  stage('users', 245, 0, '200, empty list'),
  stage('groups', 245, 96, '200, empty list'),
  stage('filter', 341, 0, 'the random value found nobody'),
  stage('wrongToken', 341, 71, '401, as it should be'),
  stage('noToken', 412, 66, '401, as it should be'),
  stage('timing', 478, 0, 'slowest answer 164 ms'),
];

const exchange = (
  stage: StageName,
  startedMs: number,
  ms: number,
  url: string,
  status: number,
  body: string,
): Exchange => ({
  stage,
  method: 'GET',
  url,
  requestHeaders: [
    { name: 'authorization', value: 'Bearer ••••q83A' },
    { name: 'content-type', value: 'application/scim+json' },
  ],
  status,
  responseHeaders: [
    { name: 'content-type', value: 'application/scim+json' },
    { name: 'date', value: 'Sat, 21 Nov 2026 10:44:02 GMT' },
  ],
  body,
  bodyTruncated: false,
  startedMs,
  headersMs: ms - 4,
  ms,
  curl: `curl -H "Authorization: Bearer $TOKEN" '${url}'`,
});

const empty =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[],"startIndex":1,"itemsPerPage":20}';

export const exchanges: Exchange[] = [
  exchange(
    'users',
    81,
    163,
    'https://api.securepractice.co/scim/v2/Users?filter=userName+eq+%22a5d8e2c1-non-existing%22',
    200,
    empty,
  ),
  exchange(
    'groups',
    245,
    95,
    'https://api.securepractice.co/scim/v2/Groups?excludedAttributes=members&filter=displayName+eq+%22a5d8e2c1%22',
    200,
    empty,
  ),
];

export const passedReport: ConnectionReport = {
  ok: true,
  tenantUrl: 'https://api.securepractice.co/scim/v2/',
  host: 'api.securepractice.co',
  at: '2026-11-21T10:44:02Z',
  matchingAttributes: ['userName'],
  totalMs: 478,
  stages: passedStages,
  findings: [],
  exchanges,
  certificate: {
    subject: 'CN=api.securepractice.co',
    issuer: 'CN=R11, O=Let’s Encrypt',
    names: ['api.securepractice.co'],
    notAfter: '2027-01-30T08:00:00Z',
  },
  cancelled: false,
  supportText: 'Footbridge connection test\nresult: passed\n',
};

const refused = (name: StageName): Stage => ({
  ...stage(name, 245, 0, 'not asked, because the token was refused'),
  status: 'skipped',
});

export const rejectedReport: ConnectionReport = {
  ...passedReport,
  ok: false,
  totalMs: 152,
  stages: [
    ...passedStages.slice(0, 6),
    stage('http', 81, 71, '401'),
    { ...stage('auth', 152, 0, '401'), status: 'failed', finding: 'auth.rejected' },
    refused('users'),
    refused('groups'),
    refused('filter'),
    refused('wrongToken'),
    refused('noToken'),
    refused('timing'),
  ],
  findings: [rejected],
  exchanges: [
    exchange(
      'users',
      81,
      70,
      'https://api.securepractice.co/scim/v2/Users',
      401,
      '{"detail":"Invalid token"}',
    ),
  ],
  supportText: 'Footbridge connection test\nresult: auth.rejected\n',
};
