// English texts of the mapping step. Portal words stand in `backticks` and are shown as chips.
import type { TargetSummary } from '../../bindings';
import { formatNumber, formatShare, plural } from '../format';
import { columns, names, notExported } from './columns';
import { editor, functions, impact, proposals, suggestion, trace } from './editor';
import { changes, requests, schema, scope, statistics } from './preview';

const people = (count: number) => plural(count, 'person', 'people');

export const mapping = {
  heading: 'See what will be sent',
  lead: 'Load your own users and see, person by person, what Entra would send. Nothing is sent from here.',
  people,
  share: formatShare,
  /** Names files: the first, and how many more. */
  files: (names: string[]) =>
    names.length > 1 ? `${names[0]} and ${formatNumber(names.length - 1)} more` : (names[0] ?? ''),
  loading: 'Reading the mappings…',

  empty: {
    dropTitle: 'Drop your users file here',
    dropAnother: 'Drop to look at this instead.',
    dropText:
      'CSV, JSON, NDJSON or Excel (.xlsx), anywhere on this window. Several exports of one tenant are read together.',
    choose: 'Choose a file…',
    reading: 'Reading the file…',
    reopen: (file: string) => `Open ${file} again`,
    reopenWhy: (files: string, count: number) =>
      `Last time you used ${files}. The people were not kept, so the ${count > 1 ? 'files are' : 'file is'} read afresh.`,
    sample: 'Try with 25 sample people',
    exportTitle: 'How to export your users',
    exportSteps: [
      'In the Entra admin centre open `Users`, then `All users`.',
      'Choose `Download users`, then `Start`.',
      'When the file is ready, download it and drop it here as it is.',
    ],
    otherFiles: 'Files from `Get-MgUser | Export-Csv` and JSON from Microsoft Graph’s /users are read too.',
    stays: 'Stays on this device',
    staysText:
      'Footbridge reads names, departments and the other columns to work out the values, keeps them in memory while it is open, and sends them nowhere. Close the file and they are gone.',
    without: 'Without a file the mappings can still be looked at and edited.',
    showMappings: 'Show the mappings',
  },

  loadingFile: {
    reading: (file: string) => `Reading ${file}…`,
    opening: 'Looking for the first people…',
    soFar: (count: number) => `${people(count)} so far`,
    first: 'The first people',
  },

  previewing: {
    working: 'Working out what would be sent for everybody…',
    stopped: 'You stopped the preview: findings, totals and the organisation are not known.',
    again: 'Compute it',
  },

  bar: {
    label: 'Loaded file',
    sample: 'Sample people',
    noFile: 'No file loaded',
    findings: (count: number) => plural(count, 'finding', 'findings'),
    noFindings: 'Nothing found',
    failing: (count: number, percent: number, quarantine: boolean) =>
      `${people(count)} would fail (${percent < 1 ? 'under 1%' : formatShare(percent / 100)})${quarantine ? '' : ', too few for a quarantine'}`,
    skipped: (count: number) => `${plural(count, 'row', 'rows')} skipped`,
    skippedTitle: (files: number) => `What was noticed while reading the ${files > 1 ? 'files' : 'file'}`,
    inFile: (file: string) => `In ${file}`,
    columns: (read: number, all: number) => `${read} of ${all} columns recognised`,
    close: (files: number) => (files > 1 ? 'Close files' : 'Close file'),
    filesTitle: (count: number) => plural(count, 'file', 'files'),
    change: 'Load a file…',
    changed: 'What changed',
    changedWarning:
      'Make the same changes in the portal; the activation step lists every row. After a change to mappings that already run, choose `Restart provisioning`.',
    undo: 'Undo',
    redo: 'Redo',
    reset: 'Reset to the profile',
    resetDone: 'Mappings are as in the profile again. Undo brings your changes back.',
  },

  columns,
  names,
  notExported,

  skipped: {
    summary: 'Every row that was left out',
    loading: 'Looking them up…',
    file: 'File',
    line: 'Line',
    reason: 'Why',
    copy: 'Copy as a table',
    copied: 'Rows',
    more: (listed: number, all: number) =>
      `The first ${formatNumber(listed)} of ${formatNumber(all)}; all are counted above.`,
  },

  rooms: { label: 'Look or edit', look: 'Look', edit: 'Edit mappings' },

  look: {
    found: 'What was found',
    nothing: 'Nothing was found that would go wrong.',
  },

  list: {
    heading: 'People',
    search: 'Search people',
    searchHint: 'Search people',
    filters: 'Show only',
    filtered: (shown: number, all: number) => `${formatNumber(shown)} of ${people(all)}`,
    unfiltered: (all: number) => people(all),
    inScope: (count: number, all: number) => `${people(count)} of ${formatNumber(all)} provisioned`,
    nobodyInScope: {
      title: 'Nobody would be provisioned.',
      text: 'Nobody in the file fits what was chosen under who is provisioned.',
    },
    clear: 'Show everyone',
    close: 'Close the list of people',
    values: 'See each value',
    see: (count: number) => (count === 1 ? 'See this person' : `See these ${people(count)}`),
    filter: (count: number, title: string) => `${formatNumber(count)} · ${title}`,
    sent: (target: string, value: string | null) =>
      value === null ? `Nothing sent for ${target}` : `${target} is “${value}”`,
    without: (condition: string) => `Give up: ${condition}`,
    inNode: (path: string) => `In ${path}`,
    inGroup: (name: string | null) => (name === null ? 'In no group' : `In the group ${name}`),
    nobody: { title: 'Nobody matches.', text: 'Change the search, or show everyone again.' },
    nobodyInFile: {
      title: 'The file has no people.',
      text: 'Check that the file holds one row for each user under a row of column names.',
    },
    drafted: (target: string) => (target === '' ? 'With its value as edited' : `With ${target} as edited`),
    loadingRow: 'Loading…',
  },

  person: {
    heading: 'Chosen person',
    choose: 'Choose a person to see the values that would be sent.',
    nobody: 'Load users to see the values that would be sent for a person.',
    loading: 'Working out the values…',
    findings: 'Findings for this person',
    which: 'Another person',
    before: 'The person before',
    after: 'The next person',
  },

  table: {
    heading: 'Mappings',
    caption: (person: string) => `Mappings, and what would be sent for ${person}`,
    captionNobody: 'Mappings',
    source: 'Source in Entra',
    target: 'Target',
    value: 'Value that will be sent',
    everybody: 'Over everybody',
    topics: {
      identity: 'Who they are',
      contact: 'Contact',
      organisation: 'Organisation',
      custom: 'The vendor’s own',
      notInFile: 'Not in your file',
    },
    notInFile: (count: number) =>
      `What Entra would send for ${count === 1 ? 'it' : 'these'} is not known: no column of the file has it.`,
    add: 'Add mapping',
    none: 'There are no mappings. Nothing would be sent.',
    edit: (target: string) => `Edit the mapping to ${target}`,
    constant: 'Constant',
    expression: 'Expression',
    direct: 'Direct',
    matching: (precedence: number) => `Matches ${precedence}`,
    onCreation: 'Only when created',
    notSent: 'Not sent',
    unknown: 'Not known',
    ignored: 'Left as it is',
    error: 'Error',
    fromDefault: 'from the default value',
    emptyValue: 'empty text',
    draft: 'Not saved yet',
    over: ({ filled, empty, errors, unknown }: Omit<TargetSummary, 'target'>) => {
      if (filled + empty + errors === 0) return 'Not exported: cannot be checked';
      const said =
        empty === 0
          ? `Filled for ${unknown + errors > 0 ? '' : 'all '}${people(filled)}`
          : `Empty for ${people(empty)}`;
      return unknown === 0 ? said : `${said}, not known for ${formatNumber(unknown)}`;
    },
    edited: 'Edited',
    added: 'Added',
  },

  rules: {
    heading: 'What the vendor asks for',
    hint: (count: number) => plural(count, 'rule', 'rules'),
  },

  editor,
  functions,
  impact,
  proposals,
  trace,

  organisation: {
    heading: 'Organisation',
    levels: { organization: 'Organization', division: 'Division', department: 'Department' } as Record<
      string,
      string
    >,
    blank: {
      organization: 'No organization',
      division: 'No division',
      department: 'No department',
    } as Record<string, string>,
    blankOther: 'No value',
    blankUnknown: 'Not exported',
    node: (name: string, count: number) => `${name}, ${people(count)}`,
    path: (names: string[]) => names.join(' › '),
    icicle: 'Organisation, drawn by head-count',
    icicleHint: 'Each area is as high as its share of the people. A click goes into it.',
    smaller: (count: number) => `${formatNumber(count)} smaller`,
    everybody: 'Everybody',
    breadcrumb: 'Where you are in the organisation',
    tree: 'Organisation tree',
    search: 'Search the organisation',
    none: 'Nothing matches.',
    noPreview: 'The organisation comes with the preview of everybody.',
    noLevels: 'No level of an organisation is mapped.',
    noLevelsText: 'Map department, and division or organization above it, to see the tree here.',
    noData: 'Nobody has a value for these levels.',
    noDataText:
      'The tree appears as soon as a mapping to organization, division or department gives a value.',
    notExported: 'Not exported: cannot be checked.',
    notExportedText: 'The file has no attribute that these levels are made of.',
    expandAll: 'Open all',
    collapseAll: 'Close all',
    save: 'Save as',
    groups: 'Groups',
    groupsLead: (vendor: string, target: string) =>
      `${vendor} can make a group of the people who share a value of ${target}. These would arise:`,
    groupPeople: (name: string, count: number) => `${name} ${people(count)}`,
    groupsWithout: (count: number) => `${people(count)} in no group`,
    groupsUnknown: (count: number) => `Not known for ${people(count)}: an attribute was not exported`,
    groupsNone: 'Nobody has a value, so no group would arise.',
    saveCsv: 'Save the tree as CSV, a table',
    saveSvg: 'Save the tree as SVG, a drawing',
    saved: (file: string) => `${file} saved.`,
    clear: 'Show everyone',
  },

  suggestion,
  requests,
  schema,
  scope,
  changes,
  statistics,

  said: {
    loaded: (file: string, count: number) => `${file}: ${people(count)} loaded.`,
    closed: 'File closed. Nothing of it is kept.',
    saved: (target: string) => `Mapping to ${target} saved.`,
    removed: (target: string) => `Mapping to ${target} removed. Undo brings it back.`,
    undone: 'Undone.',
    redone: 'Done again.',
    filtered: (count: number) => `${people(count)} shown.`,
  },
};
