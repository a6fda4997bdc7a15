// What somebody who means ill, or a very large tenant, would have Rust answer: words without an end,
// and lists without one. For the tests of the layout and for looking at it.
import type {
  DirectoryPreview,
  Finding,
  GuideStep,
  MappingDifference,
  TreeNode,
  Vendor,
} from '../../bindings';
import { passedReport } from './connection';
import { guideFor } from './guide';
import type { FakePlatform } from './index';
import { finding } from './findings';
import { schema } from './preview';

export const longWord = 'm'.repeat(5000);

/** Where a string is no text: names of choices, codes, dates and addresses. */
const closed = new Set(
  (
    'kind code severity step state id status stage field position portal recipe origin apply recognised ' +
    'madeFrom expirySource format value at madeAt savedAt expiresOn notAfter activeMenu name identityProvider ' +
    'finding place levels attribute version'
  ).split(' '),
);
/** … but of these a string that is one of a closed set is kept, and any other is a text. */
const open = new Set(['name', 'value', 'attribute', 'place']);
const words = new Set(
  (
    'url token dns tcp proxy tls http auth users groups filter wrongToken noToken timing true false ' +
    'connectivity adminCredentials connectionTest provisioningLogs quarantine graph symptom'
  ).split(' '),
);

/** Returns an answer in which every text ends in a word of 5,000 letters. */
export function lengthened<Answer>(answer: Answer, key = ''): Answer {
  if (typeof answer === 'string') {
    const kept = words.has(answer) || answer === '' || (closed.has(key) && !open.has(key));
    return kept ? answer : (`${answer} ${longWord}` as Answer);
  }
  if (Array.isArray(answer)) return answer.map((one: unknown) => lengthened(one, key)) as Answer;
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, lengthened(value, name)]),
  ) as Answer;
}

/** Has every answer of the platform hold such words. */
export function withLongWords(platform: FakePlatform): FakePlatform {
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(platform));
  for (const name of methods.filter((one) => one !== 'constructor')) {
    const method = platform[name as keyof FakePlatform] as unknown;
    if (typeof method !== 'function') continue;
    const longer = (...args: unknown[]): unknown => {
      const answer: unknown = method.apply(platform, args);
      return answer instanceof Promise ? answer.then((one: unknown) => lengthened(one)) : answer;
    };
    Object.defineProperty(platform, name, { value: longer });
  }
  platform.state = lengthened(platform.state);
  return platform;
}

const many = <Thing>(count: number, make: (index: number) => Thing): Thing[] =>
  Array.from({ length: count }, (_, index) => make(index));

const findings = (count: number): Finding[] =>
  many(count, (index) => finding(`many.${index}`, 'warning', `Finding ${index}`, `Explained ${index}.`));

/** A vendor's profile with 5,000 of everything. */
export function manyOf(vendor: Vendor): Vendor {
  const lines = many(5000, (index) => `Line ${index}`);
  return {
    ...vendor,
    needs: lines,
    whatHappens: lines,
    notes: lines.map((text) => ({ severity: 'info', text })),
    questions: lines.map((question) => ({ question, answer: question })),
    links: lines.map((label) => ({ label, url: 'https://example.com' })),
    mappingRules: lines,
    token: { ...vendor.token, where: lines },
  };
}

function differences(count: number): MappingDifference[] {
  return many(count, (index) => ({ ...schema.againstTable[0]!, target: `target${index}` }));
}

function preview(known: DirectoryPreview): DirectoryPreview {
  const children: TreeNode[] = many(5000, (index) => ({ name: `Node ${index}`, count: 1, children: [] }));
  return {
    ...known,
    findings: findings(5000).map((one) => ({ finding: one, count: 1, examples: [] })),
    tree: { levels: ['department'], unknown: [], root: { name: '', count: 5000, children } },
  };
}

/** Has the platform answer with lists of thousands. */
export function withManyThings(platform: FakePlatform): FakePlatform {
  const { mapping, state } = platform;
  const errors = findings(5000).map((one) => ({ ...one, severity: 'error' as const }));
  platform.people = 3;
  platform.state = {
    ...state,
    vendor: state.vendor && manyOf(state.vendor),
    notices: findings(5000),
    connection: state.connection && {
      ...passedReport,
      ok: false,
      findings: [...errors, ...findings(5000)],
      exchanges: many(5000, () => passedReport.exchanges[0]!),
      certificate: { ...passedReport.certificate!, names: many(5000, (index) => `name${index}.example`) },
    },
  };
  const table = mapping.mappingTable.bind(mapping);
  mapping.mappingTable = () => {
    const known = table();
    const row = known.rows.find(({ mapping: { target } }) => target === 'title')!;
    const rows = many(20_000, (index) => ({
      ...row,
      id: 1000 + index,
      mapping: { ...row.mapping, target: `target${index}` },
    }));
    const others = known.groups.filter(({ topic }) => topic !== 'custom');
    const groups = [...others, { topic: 'custom' as const, rows: rows.map(({ id }) => id) }];
    return { ...known, rows: [...known.rows, ...rows], groups, findings: findings(5000) };
  };
  const people = mapping.previewDirectory.bind(mapping);
  mapping.previewDirectory = () => preview(people());
  const list = mapping.listPeople.bind(mapping);
  const codes = findings(5000).map(({ code }) => code);
  mapping.listPeople = (query) => {
    const page = list(query);
    return { ...page, people: page.people.map((person) => ({ ...person, findings: codes })) };
  };
  const load = mapping.open.bind(mapping);
  mapping.open = (file, count, more) => ({
    ...load(file, count, more),
    skipped: 10_000,
    findings: findings(5000),
    columns: many(5000, (index) => ({
      header: `column${index}`,
      attribute: null,
      opposite: false,
      filled: 1,
      example: 'x',
    })),
  });
  const choices = mapping.mappingChoices.bind(mapping);
  mapping.mappingChoices = () => {
    const known = choices();
    const sources = many(5000, (index) => ({ name: `source${index}`, inFile: true, note: '' }));
    return { ...known, sources: [...known.sources, ...sources] };
  };
  platform.groups = {
    target: 'title',
    groups: many(5000, (index) => ({ name: `Group ${index}`, count: 1 })),
    without: 0,
    unknown: 0,
  };
  platform.skippedRows = async () =>
    many(10_000, (index) => ({ file: 'users.csv', line: index, reason: 'Too many values' }));
  platform.schema = { ...schema, findings: findings(5000), againstTable: differences(20_000) };
  platform.practiceFaults = async () =>
    many(5000, (index) => ({ name: `fault${index}`, sentence: `does ${index}`, stage: 'http' as const }));
  platform.guide = async () => {
    const guide = guideFor(platform.state.situation);
    const [first] = guide.steps as [GuideStep];
    return {
      ...guide,
      steps: [manyActions(first), ...guide.steps.slice(1), ...many(5000, (index) => page(first, index))],
    };
  };
  return platform;
}

const page = (step: GuideStep, index: number): GuideStep => ({
  ...step,
  id: `page${index}`,
  title: `Page ${index}`,
});

function manyActions(step: GuideStep): GuideStep {
  const value = { label: 'Name', kind: 'text' as const, value: 'x' };
  return {
    ...step,
    actions: many(5000, (index) => ({
      text: `Do ${index}`,
      values: index === 0 ? many(5000, () => value) : [],
    })),
    warnings: many(5000, (index) => ({ severity: 'info', text: `Note ${index}` })),
  };
}
