import type {
  DirectoryPreview,
  DirectorySummary,
  LevelSuggestion,
  MappingChoices,
  MappingTable,
  PersonPreview,
  PersonRow,
} from '../../bindings';

export const directory: DirectorySummary = {
  file: 'exportUsers_2026-11-21.csv',
  format: 'csv',
  encoding: 'UTF-8',
  delimiter: ',',
  users: 412,
  skipped: 0,
  columns: [
    { header: 'userPrincipalName', attribute: 'userPrincipalName', filled: 412 },
    { header: 'mail', attribute: 'mail', filled: 400 },
    { header: 'department', attribute: 'department', filled: 398 },
  ],
  findings: [],
  sample: false,
};

export const people: PersonRow[] = Array.from({ length: 412 }, (_, row) => ({
  row,
  displayName: `Person ${row + 1}`,
  user: `person${row + 1}@contoso.example`,
  detail: row % 3 === 0 ? 'Sales' : 'Engineering',
  findings: row % 34 === 0 ? ['mail.empty'] : [],
}));

export const table: MappingTable = {
  rows: [
    {
      id: 1,
      mapping: {
        source: { kind: 'direct', attribute: 'userPrincipalName' },
        target: 'userName',
        defaultIfNull: null,
        apply: 'always',
        matching: 1,
      },
      sourceText: 'userPrincipalName',
      origin: 'profile',
      diagnostics: [],
      ruleFinding: null,
    },
    {
      id: 2,
      mapping: {
        source: { kind: 'expression', text: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
        target: 'active',
        defaultIfNull: null,
        apply: 'always',
        matching: null,
      },
      sourceText: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      origin: 'profile',
      diagnostics: [],
      ruleFinding: null,
    },
    {
      id: 3,
      mapping: {
        source: { kind: 'direct', attribute: 'mail' },
        target: 'emails[type eq "work"].value',
        defaultIfNull: null,
        apply: 'always',
        matching: null,
      },
      sourceText: 'mail',
      origin: 'profile',
      diagnostics: [],
      ruleFinding: null,
    },
  ],
  findings: [],
  changed: false,
  canUndo: false,
  canRedo: false,
  lastChange: null,
};

export const person: PersonPreview = {
  row: 0,
  user: 'person1@contoso.example',
  displayName: 'Person 1',
  facts: [
    { label: 'Department', value: 'Sales' },
    { label: 'Job title', value: 'Account manager' },
  ],
  values: [
    {
      mappingId: 1,
      target: 'userName',
      outcome: { kind: 'sent', value: 'person1@contoso.example', fromDefault: false },
    },
    { mappingId: 2, target: 'active', outcome: { kind: 'sent', value: 'True', fromDefault: false } },
    {
      mappingId: 3,
      target: 'emails[type eq "work"].value',
      outcome: { kind: 'notSent', reason: 'mail is empty for this person' },
    },
  ],
  findings: [],
};

export const preview: DirectoryPreview = {
  users: 412,
  targets: [],
  findings: [
    {
      finding: {
        code: 'mail.empty',
        severity: 'warning',
        title: 'Without e-mail',
        explanation:
          'Entra sends nothing for an empty attribute, so these people arrive without an e-mail address.',
        causes: [],
        fixes: [],
        entraSays: null,
        evidence: null,
        place: null,
      },
      count: 13,
      examples: ['person1@contoso.example'],
    },
  ],
  tree: {
    levels: ['department'],
    root: {
      name: '',
      count: 412,
      children: [
        { name: 'Engineering', count: 274, children: [] },
        { name: 'Sales', count: 138, children: [] },
      ],
    },
  },
};

export const choices: MappingChoices = {
  targets: [
    { name: 'userName', note: '' },
    { name: 'title', note: '' },
  ],
  sources: [
    { name: 'mail', inFile: true, note: '' },
    { name: 'jobTitle', inFile: false, note: 'not in the file' },
  ],
};

export const levels: LevelSuggestion = {
  attribute: 'department',
  delimiter: '>',
  levels: 2,
  share: 0.93,
  proposals: [
    {
      target: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization',
      expression: 'Item(Split([department], ">"), 1)',
      examples: [{ before: 'Nordic > Sales', after: 'Nordic' }],
    },
  ],
};
