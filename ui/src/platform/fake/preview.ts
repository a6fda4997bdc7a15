// What Rust would say of requests, schemas and changes: one likely answer each.
import type {
  Finding,
  MappingDifference,
  PersonEvent,
  PersonRequests,
  RequestPlan,
  SchemaState,
  TableComparison,
} from '../../bindings';

const department = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department';

function patch(operations: unknown[]): string {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
  return JSON.stringify({ schemas, Operations: operations }, null, 2);
}

function plan(requests: RequestPlan['requests']): RequestPlan {
  return { requests, json: JSON.stringify(requests, null, 2) };
}

export function requestsFor(row: number, event: PersonEvent, tenantUrl: string): PersonRequests {
  const base = tenantUrl.replace(/\/$/, '') || '{Tenant URL}';
  const made = (optscim: boolean): RequestPlan => {
    const flag = optscim ? '?aadOptscim062020' : '';
    if (event.kind === 'created') {
      return plan([
        {
          purpose: 'Look whether the person exists',
          method: 'GET',
          url: `${base}/Users?filter=userName+eq+%22anna%40nordwind.example%22${flag.replace('?', '&')}`,
          body: null,
        },
        {
          purpose: 'Create the person',
          method: 'POST',
          url: `${base}/Users${flag}`,
          body: JSON.stringify({ userName: 'anna@nordwind.example', active: true }, null, 2),
        },
      ]);
    }
    if (event.kind === 'hardDeleted') {
      const url = `${base}/Users/{id}${flag}`;
      return plan([{ purpose: 'Delete the person', method: 'DELETE', url, body: null }]);
    }
    if (event.kind === 'changed' && event.edits.length === 0) return plan([]);
    const replaced =
      event.kind === 'changed' ? { path: department, value: event.edits[0]?.value } : { path: 'active' };
    return plan([
      {
        purpose: 'Change the person',
        method: 'PATCH',
        url: `${base}/Users/{id}${flag}`,
        body: patch([{ op: optscim ? 'replace' : 'Replace', ...replaced }]),
      },
    ]);
  };
  return {
    row,
    attributes: [
      { attribute: 'department', value: 'Nordlys AS > Operations' },
      { attribute: 'jobTitle', value: 'Team lead' },
    ],
    default: made(false),
    optscim: made(true),
    flagged: false,
    notes:
      event.kind === 'changed' && event.edits.length === 0
        ? ['Nothing is sent: no target gets a new value.']
        : [],
    unsent: event.kind === 'created' ? [{ target: 'title', reason: 'jobTitle is empty.' }] : [],
  };
}

function difference(code: string, target: string, title: string): MappingDifference {
  const finding: Finding = {
    code,
    severity: 'error',
    title,
    explanation: `“${target}” is not as it is to be.`,
    evidence: null,
    causes: [],
    fixes: ['In Entra, open the mapping and change it.'],
    entraSays: null,
    place: null,
  };
  return { target, configured: null, wanted: 'companyName', finding };
}

export const schema: SchemaState = {
  file: 'Nordwind-schema.json',
  mappings: 7,
  findings: [],
  againstProfile: [
    difference('difference.missing', 'title', 'Not mapped yet'),
    difference('difference.matching', 'userName', 'Matching differs'),
  ],
  againstTable: [
    difference('difference.missing', 'title', 'Not mapped yet'),
    difference('difference.matching', 'userName', 'Matching differs'),
  ],
};

const engineer = {
  row: 1,
  person: 'Anna Berg',
  target: 'title',
  before: { kind: 'sent' as const, value: 'Engineer', fromDefault: false },
  after: null,
};

export const comparison: TableComparison = {
  mappings: [
    {
      target: 'title',
      before: {
        source: { kind: 'direct', attribute: 'jobTitle' },
        target: 'title',
        defaultIfNull: null,
        apply: 'always',
        matching: null,
      },
      after: null,
    },
  ],
  people: {
    people: 380,
    users: 412,
    targets: [
      {
        target: 'title',
        changed: 380,
        filled: 0,
        emptied: 380,
        examples: [engineer],
      },
    ],
    unchanged: [],
  },
  person: [engineer],
};
