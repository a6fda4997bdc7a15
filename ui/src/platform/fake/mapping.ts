// A stand-in for the mapping commands, for component tests and the harness: what made-up mappings give for
// made-up people.

import type {
  DirectoryPreview,
  DirectorySummary,
  DraftImpact,
  FileUse,
  FailureForecast,
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
  TreeNode,
} from '../../bindings';
import { evaluate, findingsOf, noDepartment, noEmail } from './evaluator';
import { callsIn, functions, traceOf } from './expressions';
import { finding } from './findings';
import { enterprise, level, profileMappings, suggestedSources } from './mappings';
import { makePeople, type Person } from './people';
import { FakeTable } from './table';

/** Returns the five most frequent values. */
function frequentOf(values: string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, 5);
}

const nothingMissing: FileUse = {
  notExported: [],
  cannotBeChecked: null,
  exportAgain: null,
  unused: [],
  columnsNotUsed: null,
  findings: [],
  booleans: ['IsSoftDeleted', 'accountEnabled', 'dirSyncEnabled'],
};

const sentBy = (outcome: Outcome) => (outcome.kind === 'sent' ? `=${outcome.value}` : outcome.kind);

/** Holds people and mappings as the Rust side would. */
export class FakeMapping extends FakeTable {
  #people: Person[] = [];
  summary: DirectorySummary | null = null;
  /** What the file lacks. */
  use: Partial<FileUse> = {};
  /** The levels of which an attribute was not exported. */
  unknownLevels: string[] = [];
  /** The attributes that unused columns may hold. */
  proposals = new Map<string, string>();
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
        opposite: false,
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

  fileUse(directory: DirectorySummary): FileUse {
    const unused = directory.columns.filter(({ attribute }) => attribute === null);
    return {
      ...nothingMissing,
      ...this.use,
      findings: directory.findings,
      unused: unused.map(({ header }) => ({ header, proposal: this.proposals.get(header) ?? null })),
    };
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
    const mapping = this.rows.map(({ mapping }) => mapping).find((one) => one.target === target);
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
      values: this.rows.map(({ id, mapping }) => ({
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
        atMost: false,
        maybeDisabled: this.use.notExported?.some(({ attribute }) => attribute === 'accountEnabled')
          ? enabled
          : 0,
        notFound: 0,
        notFoundExamples: [],
      },
      forecast: this.forecast,
      targets: this.rows.map(({ mapping }) => {
        const outcomes = this.#people.map((person) => evaluate(mapping, person));
        const unknown = outcomes.filter(({ kind }) => kind === 'unknown').length;
        const values = outcomes.flatMap((outcome) => (outcome.kind === 'sent' ? [outcome.value] : []));
        return {
          target: mapping.target,
          filled: values.length,
          empty: this.#people.length - values.length - unknown,
          unknown,
          distinct: new Set(values).size,
          errors: 0,
          longest: values.reduce((a, b) => (b.length > a.length ? b : a), ''),
          frequent: frequentOf(values),
        };
      }),
      findings: groups.filter(({ count }) => count > 0),
      tree: { levels: this.#levels(), unknown: this.unknownLevels, root: this.#tree() },
    };
  }

  checkMapping(mapping: Mapping, row: number | null): MappingCheck {
    const person = row === null ? undefined : this.#people[row - 1];
    const text = mapping.source.kind === 'expression' ? mapping.source.text : null;
    return {
      diagnostics: this.diagnose(mapping),
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
    const kept = this.rows.find((row) => row.id === id)?.mapping;
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
      unknown: of('unknown'),
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

  #levels(): string[] {
    return ['organization', 'division', 'department'].filter((name) =>
      this.rows.some(({ mapping }) => mapping.target === enterprise + name),
    );
  }

  #pathOf(person: Person): string[] {
    return this.#levels().map((name) => {
      const mapping = this.rows.find((row) => row.mapping.target === enterprise + name)!.mapping;
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
