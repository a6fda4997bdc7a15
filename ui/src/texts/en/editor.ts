// The words of the mapping editor: one mapping being changed, and what is proposed for it.

import type { DraftImpact } from '../../bindings';
import { formatList, formatNumber, plural } from '../format';

const people = (count: number) => plural(count, 'person', 'people');

export const editor = {
  headingNew: 'New mapping',
  heading: (target: string) => `Edit the mapping to ${target}`,
  close: 'Close; what was typed is kept',
  kind: 'Mapping type',
  kinds: { direct: 'Direct', constant: 'Constant', expression: 'Expression' },
  target: 'Target attribute',
  targetHint: 'Choose one, or type the full name of an extension attribute.',
  source: 'Source attribute',
  sourcesSuggested: (vendor: string) => `Suggested by ${vendor}`,
  sourcesInFile: 'In your file',
  sourcesAll: 'All attributes',
  sourcesOther: 'Not in your file',
  sourceNone: 'No known attribute of this name. It is taken as you type it.',
  targetNone: 'No known target of this name. It is taken as you type it.',
  constantValue: 'Constant value',
  expression: 'Expression',
  expressionHint: (completes: string) =>
    `Attributes in [brackets], texts in "quotation marks". ${completes} completes, F1 explains, F8 goes to the next problem, Tab leaves.`,
  reference: 'Function reference',
  problems: 'What is said about the expression',
  signature: (name: string) => `Parameters of ${name}`,
  notInFile: 'not in your file',
  result: (person: string) => `For ${person}`,
  resultNobody: 'Choose a person to see the result.',
  resultNoFile: 'Load users to see the result.',
  position: (column: number) => `at character ${column}`,
  defaultIfNull: 'Default value if empty',
  defaultHint: 'Optional. Entra uses it only when it creates a person.',
  apply: 'Apply this mapping',
  applies: { always: 'Always', onCreation: 'Only during object creation' },
  matching: 'Match objects using this attribute',
  matchingNo: 'No',
  matchingOption: (precedence: number) => `Yes, precedence ${precedence}`,
  more: 'Default value, when it applies, matching',
  save: 'Save mapping',
  saving: 'Saving…',
  cancel: 'Cancel',
  remove: 'Remove mapping',
  needTarget: 'Choose a target attribute first.',
  needSource: 'Choose a source attribute first.',
  needExpression: 'Write an expression first.',
};

export const suggestion = {
  label: 'Suggestion',
  title: (attribute: string) => `${attribute} holds a chain:`,
  nothing: 'nothing',
  more: 'The expressions',
  moreHint: 'and more examples',
  text: (share: string, levels: number) =>
    `${share} of the people have it. Sent as it is, the vendor sees one long name; split, it sees ${levels} levels.`,
  use: (levels: number) =>
    levels === 2
      ? 'Use these two levels'
      : levels === 3
        ? 'Use these three levels'
        : `Use these ${levels} levels`,
  undoable: 'You can undo this.',
  level: 'Target',
  before: 'Now',
  after: 'Then',
  expression: 'Expression',
  dismiss: 'Not now',
  done: (levels: number) => `Mapped to ${levels} levels. Undo takes it back.`,
};

/** How the result of an expression comes about. */
export const trace = {
  heading: 'How it comes about',
  label: (person: string) => `The parts of the expression and what they give for ${person}`,
  part: (label: string, parameter: string | null, value: string | null) =>
    [parameter === null ? label : `${parameter}: ${label}`, value]
      .filter((piece) => piece !== null)
      .join(', '),
  emptyText: 'empty text',
  none: 'no value',
  several: (texts: string[]) => texts.join(' · '),
  ignored: 'leaves the target as it is',
  failed: (message: string) => `Error: ${message}`,
  notReached: 'not looked at',
};

/** What a draft changes for everybody. */
export const impact = {
  heading: (users: number, scoped: boolean) =>
    scoped
      ? `For ${people(users)} who would be provisioned`
      : users === 1
        ? 'For the one person in the file'
        : `For all ${people(users)}`,
  lines: ({ users, sent, empty, ignored, failed, unknown, emptyBefore, changed }: DraftImpact): string[] => {
    const of = (count: number) => `${formatNumber(count)} of ${people(users)}`;
    const would = (count: number, what: string) => (count === 0 ? [] : [`${of(count)} would ${what}`]);
    const more = empty - (emptyBefore ?? empty);
    const than =
      more === 0 ? '' : ` (${formatNumber(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} than now)`;
    const first =
      emptyBefore === null
        ? `${of(sent)} would get a value`
        : changed === 0
          ? 'Nothing changes for anybody'
          : changed === 1
            ? '1 person changes'
            : `${people(changed)} change`;
    return [
      `${first}.`,
      ...would(failed, 'have an error instead of a value.'),
      ...(empty === 0 && more === 0 ? [] : [`${of(empty)} would be empty${than}.`]),
      ...would(ignored, 'keep what the application has.'),
      ...(unknown === 0 ? [] : [`Not known for ${of(unknown)}: an attribute was not exported.`]),
    ];
  },
  broken: 'Counted as soon as the expression has no error.',
  working: (users: number) => `Working it out for ${people(users)}…`,
  examples: 'Some of the people who change',
  person: 'Person',
  before: 'Now',
  after: 'With this draft',
  value: 'Value',
};

/** Expressions proposed from the loaded values. */
export const proposals = {
  heading: (count: number) => plural(count, 'suggestion from your data', 'suggestions from your data'),
  hint: 'each with its result',
  examples: 'Examples',
  result: ({ changed, empty, users }: DraftImpact) =>
    formatList([
      `${formatNumber(changed)} of ${people(users)} change`,
      ...(empty === 0 ? [] : [`${formatNumber(empty)} would be empty`]),
    ]),
  take: 'Use this',
  takeLabel: (title: string) => `Use this: ${title}`,
  taken: (title: string) => `${title}: written into the expression. It is not saved yet.`,
};

/** The reference of functions. */
export const functions = {
  title: 'Expression functions',
  search: 'Search functions',
  list: 'Functions',
  found: (shown: number, all: number) =>
    shown === all ? plural(all, 'function', 'functions') : `${formatNumber(shown)} of ${formatNumber(all)}`,
  none: 'No function is called so, or does that. Try another word, such as “lower” or “date”.',
  parameters: 'Parameters',
  noParameters: 'None.',
  parameter: (required: boolean, repeats: boolean) =>
    [required ? 'required' : 'optional; its slot stays empty', repeats ? 'may be given again and again' : '']
      .filter((piece) => piece !== '')
      .join(', '),
  example: 'Example',
  result: (person: string | null) => (person === null ? 'gives' : `gives for ${person}`),
  gives: (value: string, person: string | null) =>
    person === null ? `gives ${value}` : `gives for ${person}: ${value}`,
  insert: 'Insert at the caret',
  whyNoInsert: 'Open an expression in a mapping to insert a function.',
};
