// A stand-in for the mapping commands, for component tests and the harness: made-up people, and an
// evaluator that knows just the expressions below. It is no model of Entra; the real one is in Rust.

import type {
  DirectoryPreview,
  DirectorySummary,
  FailureForecast,
  DraftImpact,
  Finding,
  FunctionEntry,
  LevelSuggestion,
  Mapping,
  MappingCheck,
  MappingChoices,
  Outcome,
  PeoplePage,
  PeopleQuery,
  PersonPreview,
  Proposal,
  TableView,
  TreeNode,
} from '../../bindings';

import { callsIn, functions, traceOf } from './expressions';

export type Person = Record<string, string>;

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:';
const first = 'Astrid Bjørn Camilla Dag Eline Frode Guro Håkon Ingrid Jonas Kari Lars Maja Nils Oda'.split(
  ' ',
);
const last = 'Aas Berg Dahl Eide Foss Gran Haug Iversen Juul Krog Lie Moen Nes Opdal'.split(' ');
const chains = [
  'Nordlys AS > Operations > Warehouse',
  'Nordlys AS > Operations > Transport',
  'Nordlys AS > Sales > Key accounts',
  'Nordlys AS > Sales > Retail',
  'Nordlys AS > Staff > Finance',
  'Nordlys AS > Staff > IT',
  'Fjordkraft Drift > Plants > Maintenance',
  'Fjordkraft Drift > Plants > Control room',
];
const titles = ['Team lead', 'Adviser', 'Operator', 'Controller', 'Account manager'];

/** Makes `count` people; every eleventh has no e-mail and every ninth no department. */
export function makePeople(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const givenName = first[index % first.length]!;
    const surname = last[(index * 5) % last.length]!;
    const address = `${givenName}.${surname}${index >= 100 ? index : ''}@nordlys.example`
      .toLowerCase()
      .replace(/[åø]/g, (letter) => (letter === 'å' ? 'a' : 'o'));
    return {
      displayName: `${givenName} ${surname}`,
      givenName,
      surname,
      userPrincipalName: address,
      mail: index % 11 === 3 ? '' : address,
      jobTitle: titles[index % titles.length]!,
      department: index % 9 === 4 ? '' : chains[(index * index) % chains.length]!,
      companyName: 'Nordlys AS',
      country: 'NO',
      accountEnabled: index % 17 === 6 ? 'False' : 'True',
      mobile: index % 3 === 0 ? '+47 900 00 000' : '',
    };
  });
}

const direct = (attribute: string, target: string, matching: number | null = null): Mapping => ({
  source: { kind: 'direct', attribute },
  target,
  defaultIfNull: null,
  apply: 'always',
  matching,
});

/** The mappings of the profile that the fake wizard uses. */
export const profileMappings: Mapping[] = [
  direct('userPrincipalName', 'userName', 1),
  {
    ...direct('', 'active'),
    source: { kind: 'expression', text: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
  },
  direct('displayName', 'displayName'),
  direct('mail', 'emails[type eq "work"].value'),
  direct('givenName', 'name.givenName'),
  direct('surname', 'name.familyName'),
  {
    ...direct('', 'name.formatted'),
    source: { kind: 'expression', text: 'Join(" ", [givenName], [surname])' },
  },
  direct('jobTitle', 'title'),
  direct('mobile', 'phoneNumbers[type eq "mobile"].value'),
  direct('department', `${enterprise}department`),
];

/** What a vendor's profile would suggest for `division`. */
const suggestedSources = [
  { name: 'country', inFile: true, note: 'Where each country is a division.' },
  { name: 'extensionAttribute1', inFile: false, note: '' },
];

const level = (place: number) => `Trim(Item(Split([department], ">"), ${place}))`;

/** Returns a finding with everything but its words left out. */
export function finding(
  code: string,
  severity: Finding['severity'],
  title: string,
  explanation = '',
): Finding {
  return {
    code,
    severity,
    title,
    explanation,
    causes: [],
    fixes: [],
    entraSays: null,
    evidence: null,
    place: null,
  };
}

/** Returns the five most frequent values. */
function frequentOf(values: string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, 5);
}

const noEmail = finding(
  'mapping.requiredEmpty',
  'warning',
  'No e-mail address',
  'The attribute mail is empty, so Entra sends no e-mail address for this person.',
);
const noDepartment = finding(
  'mapping.levelEmpty',
  'info',
  'No department',
  'The person will stand outside the organisation.',
);

function findingsOf(person: Person): Finding[] {
  return [...(person.mail ? [] : [noEmail]), ...(person.department ? [] : [noDepartment])];
}

function evaluate(mapping: Mapping, person: Person): Outcome {
  const { source } = mapping;
  let value = '';
  if (source.kind === 'direct' && source.attribute !== '' && !(source.attribute in person)) {
    return { kind: 'unknown', reason: `The file has no ${source.attribute}` };
  }
  if (source.kind === 'constant') value = source.value;
  else if (source.kind === 'direct') value = person[source.attribute] ?? '';
  else if (source.text.startsWith('Switch([IsSoftDeleted]')) value = person.accountEnabled ?? '';
  else if (source.text.startsWith('Join(" ",')) value = `${person.givenName} ${person.surname}`;
  else if (source.text.startsWith('Trim(Item(Split(')) {
    const place = Number(/, (\d)\)\)$/.exec(source.text)?.[1] ?? '1');
    value = person.department?.split('>')[place - 1]?.trim() ?? '';
  } else if (source.text.includes('(')) {
    return {
      kind: 'error',
      code: 'expression.unknownFunction',
      message: 'There is no function of this name.',
    };
  }
  if (value !== '') return { kind: 'sent', value, fromDefault: false };
  if (mapping.defaultIfNull) return { kind: 'sent', value: mapping.defaultIfNull, fromDefault: true };
  const name = source.kind === 'direct' ? source.attribute : 'the result';
  return { kind: 'notSent', reason: `${name} is empty, and Entra sends nothing for an empty value` };
}

const sentBy = (outcome: Outcome) => (outcome.kind === 'sent' ? `=${outcome.value}` : outcome.kind);

type Row = { id: number; mapping: Mapping; origin: 'profile' | 'edited' | 'added' };

/** Holds people and mappings as the Rust side would, with undo. */
export class FakeMapping {
  #people: Person[] = [];
  #rows: Row[] = profileMappings.map((mapping, index) => ({ id: index + 1, mapping, origin: 'profile' }));
  #past: { rows: Row[]; change: string }[] = [];
  #future: { rows: Row[]; change: string }[] = [];
  #nextId = 100;
  summary: DirectorySummary | null = null;
  /** How many of the first people would be provisioned; null for everybody. */
  inScope: number | null = null;
  /** Whom Entra would fail to provision. */
  forecast: FailureForecast = { failing: 0, percent: 0, finding: null };
  /** Makes the people of a file; a scene may want strange ones. */
  make: (count: number) => Person[] = makePeople;

  /** Loads the made-up people that everybody may try. */
  openSample(): DirectorySummary {
    const summary = this.open('25 sample people', 25);
    return (this.summary = { ...summary, skipped: 0, findings: [], sample: true });
  }

  /** Loads made-up people as if they had come from `file`. */
  open(file: string, count: number, more: string[] = []): DirectorySummary {
    this.#people = this.make(count);
    const headers = [...Object.keys(this.#people[0] ?? {}), 'Block credential'];
    this.summary = {
      file: [file, ...more].join(', '),
      files: [file, ...more],
      format: 'csv',
      encoding: 'UTF-8',
      delimiter: ',',
      users: count,
      skipped: 2,
      columns: headers.map((header) => ({
        header,
        attribute: header === 'Block credential' ? null : header,
        filled: this.#people.filter((person) => person[header]).length,
        example: this.#people.find((person) => person[header])?.[header] ?? null,
      })),
      findings: [
        {
          ...finding(
            'directory.rowSkipped',
            'warning',
            'Two rows were skipped',
            'They have more values than there are columns.',
          ),
          evidence: 'lines 118 and 240',
          place: { file, line: 118, column: null, field: null },
        },
      ],
      sample: false,
    };
    return this.summary;
  }

  close() {
    this.#people = [];
    this.summary = null;
  }

  listPeople(query: PeopleQuery): PeoplePage {
    const wanted = query.search.trim().toLowerCase();
    const found = this.#people
      .slice(0, this.inScope ?? undefined)
      .map((person, row) => ({ person, row }))
      .filter(
        ({ person }) =>
          (wanted === '' ||
            `${person.displayName} ${person.userPrincipalName} ${person.department}`
              .toLowerCase()
              .includes(wanted)) &&
          (query.finding === null || findingsOf(person).some(({ code }) => code === query.finding)) &&
          (query.sent === null || this.#sent(query.sent.target, person) === query.sent.value) &&
          (query.path === null || query.path.every((name, index) => this.#pathOf(person)[index] === name)),
      );
    return {
      total: found.length,
      people: found.slice(query.offset, query.offset + query.limit).map(({ person, row }) => ({
        row: row + 1,
        displayName: person.displayName!,
        user: person.userPrincipalName!,
        detail: person.department || 'No department',
        findings: findingsOf(person).map(({ code }) => code),
      })),
    };
  }

  #sent(target: string, person: Person): string | null {
    const mapping = this.#rows.map(({ mapping }) => mapping).find((one) => one.target === target);
    const outcome = mapping && evaluate(mapping, person);
    return outcome?.kind === 'sent' ? outcome.value : null;
  }

  previewPerson(row: number): PersonPreview {
    const person = this.#people[row - 1]!;
    return {
      row,
      user: person.userPrincipalName!,
      displayName: person.displayName!,
      facts: [
        { label: 'Job title', value: person.jobTitle! },
        { label: 'Department', value: person.department! },
        { label: 'Company', value: person.companyName! },
      ],
      values: this.#rows.map(({ id, mapping }) => ({
        mappingId: id,
        target: mapping.target,
        outcome: evaluate(mapping, person),
        note: mapping.target === 'title' ? 'A title is not translated.' : null,
      })),
      findings: findingsOf(person),
    };
  }

  previewDirectory(): DirectoryPreview {
    const groups = [noEmail, noDepartment].map((each) => {
      const with_ = this.#people.filter((person) => findingsOf(person).includes(each));
      return {
        finding: each,
        count: with_.length,
        examples: with_.slice(0, 3).map((person) => person.displayName!),
      };
    });
    const enabled = this.#people.filter((person) => person.accountEnabled !== 'False').length;
    return {
      users: this.inScope ?? this.#people.length,
      licences: {
        people: this.#people.length,
        everybody: enabled,
        inScope: enabled,
        notFound: 0,
        notFoundExamples: [],
      },
      forecast: this.forecast,
      targets: this.#rows.map(({ mapping }) => {
        const values = this.#people
          .map((person) => evaluate(mapping, person))
          .flatMap((outcome) => (outcome.kind === 'sent' ? [outcome.value] : []));
        return {
          target: mapping.target,
          filled: values.length,
          empty: this.#people.length - values.length,
          distinct: new Set(values).size,
          errors: 0,
          longest: values.reduce((a, b) => (b.length > a.length ? b : a), ''),
          frequent: frequentOf(values),
        };
      }),
      findings: groups.filter(({ count }) => count > 0),
      tree: { levels: this.#levels(), root: this.#tree() },
    };
  }

  mappingTable(): TableView {
    return {
      rows: this.#rows.map(({ id, mapping, origin }) => ({
        id,
        mapping,
        sourceText:
          mapping.source.kind === 'direct'
            ? mapping.source.attribute
            : mapping.source.kind === 'constant'
              ? mapping.source.value
              : mapping.source.text,
        origin,
        diagnostics: this.#diagnose(mapping),
        ruleFinding: null,
      })),
      findings: [],
      changed:
        this.#rows.length !== profileMappings.length || this.#rows.some(({ origin }) => origin !== 'profile'),
      canUndo: this.#past.length > 0,
      canRedo: this.#future.length > 0,
      lastChange: this.#past.at(-1)?.change ?? null,
    };
  }

  changeMapping(id: number, mapping: Mapping): TableView {
    return this.#change(
      `${mapping.target} changed`,
      this.#rows.map((row) => (row.id === id ? { ...row, mapping, origin: 'edited' } : row)),
    );
  }

  addMapping(mapping: Mapping): TableView {
    return this.#change(`${mapping.target} added`, [
      ...this.#rows,
      { id: this.#nextId++, mapping, origin: 'added' },
    ]);
  }

  removeMapping(id: number): TableView {
    const target = this.#rows.find((row) => row.id === id)?.mapping.target ?? '';
    return this.#change(
      `${target} removed`,
      this.#rows.filter((row) => row.id !== id),
    );
  }

  resetMappings(): TableView {
    return this.#change(
      'Reset to the profile',
      profileMappings.map((mapping, index) => ({ id: index + 1, mapping, origin: 'profile' })),
    );
  }

  undoMapping(): TableView {
    const step = this.#past.pop();
    if (step) {
      this.#future.push({ rows: this.#rows, change: step.change });
      this.#rows = step.rows;
    }
    return this.mappingTable();
  }

  redoMapping(): TableView {
    const step = this.#future.pop();
    if (step) {
      this.#past.push({ rows: this.#rows, change: step.change });
      this.#rows = step.rows;
    }
    return this.mappingTable();
  }

  checkMapping(mapping: Mapping, row: number | null): MappingCheck {
    const person = row === null ? undefined : this.#people[row - 1];
    const text = mapping.source.kind === 'expression' ? mapping.source.text : null;
    return {
      diagnostics: this.#diagnose(mapping),
      calls: text === null ? [] : callsIn(text),
      trace: text === null || !person ? null : traceOf(text, person, evaluate(mapping, person)),
      outcome: person ? evaluate(mapping, person) : null,
      finding: null,
    };
  }

  previewRows(mapping: Mapping, rows: number[]): Outcome[] {
    return rows.map((row) => evaluate(mapping, this.#people[row - 1] ?? {}));
  }

  previewDraft(id: number | null, mapping: Mapping): DraftImpact {
    const kept = this.#rows.find((row) => row.id === id)?.mapping;
    return this.#impact(kept ?? null, mapping);
  }

  proposeExpressions(mapping: Mapping): Proposal[] {
    const { source } = mapping;
    if (source.kind !== 'direct' || source.attribute !== 'department') return [];
    return [1, 2].map((place) => ({
      attribute: 'department',
      title: `Level ${place} of 3`,
      expression: level(place),
      impact: this.#impact(mapping, { ...mapping, source: { kind: 'expression', text: level(place) } }),
    }));
  }

  listFunctions(row: number | null): FunctionEntry[] {
    return functions(this.#people[(row ?? 1) - 1]?.displayName ?? 'Sample Person');
  }

  #impact(kept: Mapping | null, draft: Mapping): DraftImpact {
    const all = this.#people.map((person, index) => ({
      row: index + 1,
      displayName: person.displayName!,
      before: kept && evaluate(kept, person),
      after: evaluate(draft, person),
    }));
    const of = (kind: Outcome['kind']) => all.filter(({ after }) => after.kind === kind).length;
    const changed = all.filter(({ before, after }) =>
      before ? sentBy(before) !== sentBy(after) : after.kind === 'sent',
    );
    return {
      users: all.length,
      sent: of('sent'),
      empty: of('notSent'),
      ignored: of('ignored'),
      failed: of('error'),
      emptyBefore: kept && all.filter(({ before }) => before?.kind === 'notSent').length,
      changed: changed.length,
      examples: changed.slice(0, 5),
    };
  }

  mappingChoices(): MappingChoices {
    const inFile = Object.keys(makePeople(1)[0]!);
    return {
      targets: [
        ...profileMappings.map(({ target }) => target),
        `${enterprise}division`,
        `${enterprise}organization`,
        'timezone',
      ].map((name) => ({
        name,
        note: '',
        suggested: name.endsWith(':division') ? suggestedSources : [],
        suggestion: name.endsWith(':division') ? 'Check that `division` stands above the department.' : '',
      })),
      sources: [
        ...inFile.map((name) => ({ name, inFile: true, note: '' })),
        { name: 'employeeId', inFile: false, note: '' },
        { name: 'extensionAttribute1', inFile: false, note: '' },
      ],
    };
  }

  suggestLevels(): LevelSuggestion | null {
    if (this.#people.length === 0 || this.#levels().length > 1) return null;
    const example = this.#people.find((person) => person.department)?.department;
    if (!example) return null;
    return {
      attribute: 'department',
      delimiter: '>',
      levels: 3,
      share: this.#people.filter((person) => person.department?.includes('>')).length / this.#people.length,
      proposals: ['organization', 'division', 'department'].map((name, index) => ({
        target: enterprise + name,
        expression: level(index + 1),
        examples: [{ before: example, after: example.split('>')[index]!.trim() }],
      })),
    };
  }

  applyLevels(): TableView {
    const split = (name: string, place: number): Mapping => ({
      ...direct('', enterprise + name),
      source: { kind: 'expression', text: level(place) },
    });
    const rows = this.#rows.map((row): Row =>
      row.mapping.target === `${enterprise}department`
        ? { ...row, mapping: split('department', 3), origin: 'edited' }
        : row,
    );
    return this.#change('department split into three levels', [
      ...rows,
      { id: this.#nextId++, mapping: split('organization', 1), origin: 'added' },
      { id: this.#nextId++, mapping: split('division', 2), origin: 'added' },
    ]);
  }

  #change(change: string, rows: Row[]): TableView {
    this.#past.push({ rows: this.#rows, change });
    this.#future = [];
    this.#rows = rows;
    return this.mappingTable();
  }

  #diagnose({ source }: Mapping): TableView['rows'][number]['diagnostics'] {
    if (source.kind !== 'expression') return [];
    const wrong = /\bTolower\b/.exec(source.text);
    if (!wrong) return [];
    const span = { start: wrong.index, end: wrong.index + 'Tolower'.length };
    return [
      {
        code: 'expression.unknownFunction',
        severity: 'error',
        message: 'There is no function Tolower. Function names are case-sensitive.',
        span,
        fix: { label: 'Write ToLower', span, replacement: 'ToLower' },
      },
    ];
  }

  #levels(): string[] {
    return ['organization', 'division', 'department'].filter((name) =>
      this.#rows.some(({ mapping }) => mapping.target === enterprise + name),
    );
  }

  #pathOf(person: Person): string[] {
    return this.#levels().map((name) => {
      const mapping = this.#rows.find((row) => row.mapping.target === enterprise + name)!.mapping;
      const outcome = evaluate(mapping, person);
      return outcome.kind === 'sent' ? outcome.value : '';
    });
  }

  #tree(): TreeNode {
    const root: TreeNode = { name: '', count: 0, children: [] };
    for (const person of this.#people) {
      let node = root;
      node.count += 1;
      for (const name of this.#pathOf(person)) {
        let child = node.children.find((other) => other.name === name);
        if (!child) {
          child = { name, count: 0, children: [] };
          node.children.push(child);
        }
        child.count += 1;
        node = child;
      }
    }
    const sort = (node: TreeNode) => {
      node.children.sort((a, b) => b.count - a.count);
      node.children.forEach(sort);
    };
    sort(root);
    return root;
  }
}
