// English texts of the mapping step's looks at what would be sent, at Entra's schema and at changes.
import { formatNumber, plural } from '../format';

const people = (count: number) => plural(count, 'person', 'people');

export const requests = {
  view: 'Show',
  values: 'Values',
  requests: 'Requests',
  lead: 'The exact requests Entra would make for this person. Nothing is sent from here.',
  event: 'What happens',
  events: {
    created: 'Provisioned for the first time',
    changed: 'Values change',
    disabled: 'Account disabled',
    unassigned: 'Unassigned, or out of scope',
    softDeleted: 'Deleted (can be restored)',
    hardDeleted: 'Deleted for good',
    restored: 'Enabled, assigned or restored again',
  },
  dialect: 'Tenant URL',
  dialects: { default: 'As it is', optscim: 'With aadOptscim062020' },
  dialectHint: {
    default: 'Your tenant URL has no aadOptscim062020, so Entra writes changes as under “As it is”.',
    optscim: 'Your tenant URL has aadOptscim062020, so Entra writes changes in that form.',
  },
  loading: 'Working out the requests…',
  nobody: 'Choose a person to see the requests for them.',
  steps: (count: number) => plural(count, 'request', 'requests'),
  noBody: 'Without a body',
  copyBody: 'Copy the body',
  copyUrl: 'Copy the URL',
  copyAll: 'Copy all as JSON',
  copied: { body: 'Body', url: 'URL', all: 'Requests' },
  notes: 'Worth knowing',
  unsent: 'Not sent',
  unsentHint: (count: number) => plural(count, 'target', 'targets'),
  placeholder: '{id} stands for the id that the application gives; the token is never shown.',

  whatIf: {
    heading: 'What changes in Entra',
    attribute: 'Attribute',
    value: (attribute: string) => `New value of ${attribute}`,
    before: (value: string) => (value === '' ? 'empty in the file' : `was ${value}`),
    none: 'The file has no such attribute; it is taken as one that gets a value.',
    add: 'Change an attribute…',
    inFile: 'In the file',
    others: 'Not in the file',
    addFirst: 'Choose an attribute to change, and see what Entra would send for it.',
    remove: (attribute: string) => `Do not change ${attribute}`,
  },
};

export const schema = {
  fold: 'Entra’s schema',
  heading: 'One paste instead of four pages',
  why: 'Give Footbridge the schema that Entra has now. It comes back finished, with the mappings of this table in it, to be pasted in one go. What that changes is shown first.',
  steps: [
    'In the Entra admin centre open the application’s `Provisioning`, then `Attribute mapping`, then the mapping of users.',
    'Tick `Show advanced options` and choose `Review your schema here`.',
    'Choose `Download`, and drop the file here.',
  ],
  open: 'Open a schema JSON…',
  look: 'Show its mappings here instead…',
  openAnother: 'Open another…',
  opened: (file: string, count: number) => `${file}: ${plural(count, 'mapping', 'mappings')}`,
  said: (file: string) => `The table now shows the mappings of ${file}. Undo brings yours back.`,
  same: 'Entra has exactly the mappings of this table. There is nothing to paste.',
  ready: (file: string) => `${file} is ready to be pasted back. Your table is as it was.`,
  changes: (count: number, severe: number, vendor: string) =>
    `Pasting it back changes ${plural(count, 'thing', 'things')}.${severe === 0 ? '' : ` ${vendor} itself demands ${severe === count ? (count === 1 ? 'it' : 'all of them') : formatNumber(severe)}.`}`,
  comparison: 'What pasting changes',
  target: 'Target',
  inEntra: 'In Entra now',
  here: 'After the paste',
  notMapped: 'not mapped',
  removed: 'removed',
  useProfile: 'Use the vendor’s mappings',
  usedProfile: 'The table is as the vendor asks for. Save the schema to paste it into Entra.',
  save: 'Save the finished JSON…',
  saved: (file: string) => `${file} saved.`,
  copy: 'Copy the finished JSON',
  copied: 'The finished JSON',
  pasteBack:
    'Paste it under `Review your schema here` in place of what stands there and choose `Save`. Only the mappings of users are changed; everything else of the schema is kept.',
  where: 'Show where schemas are opened',
  close: 'Close schema',
  closed: 'Schema closed. The table stays as it is.',
};

export const scope = {
  fold: (kind: 'everybody' | 'listed' | 'having', count: number | undefined) =>
    kind === 'everybody'
      ? 'Everybody is provisioned'
      : count === undefined
        ? 'Some are provisioned'
        : `${people(count)} provisioned`,
  label: 'Who is provisioned',
  kinds: {
    everybody: 'Everybody',
    listed: 'A list of assigned people',
    having: 'People who share a value',
  },
  listed: (file: string, names: number) => `${file}: ${plural(names, 'name', 'names')}`,
  another: 'Another list…',
  attribute: 'Attribute',
  value: 'Value',
  apply: 'Use',
  count: (count: number, atMost: boolean) =>
    `Entra would create ${atMost ? 'at most ' : ''}${plural(count, 'account', 'accounts')}: that many licences may be taken.`,
  everybody: (count: number, atMost: boolean) =>
    `With everybody it would be ${atMost ? 'at most ' : ''}${formatNumber(count)}.`,
  atMostFiltered: 'Of some it cannot be told whether the schema’s scoping filter lets them through.',
  maybeDisabled: (count: number, everybody: number) =>
    count === everybody
      ? 'The file does not say whose account is disabled (accountEnabled), and those are not created.'
      : `Of ${people(count)} the file does not say whether the account is disabled (accountEnabled); those that are will not be created.`,
  notFound: (count: number, examples: string[]) =>
    `${plural(count, 'name', 'names')} of the list ${count === 1 ? 'is' : 'are'} nobody’s in the file: ${examples.join(', ')}${count > examples.length ? ' …' : ''}`,
  hint: 'In Entra this is the choice between `Sync only assigned users and groups` and `Sync all users and groups`. Disabled accounts are not created and take no licence. A list is any file with user names, object ids or e-mail addresses.',
};

export const changes = {
  base: 'Compared with',
  bases: { profile: 'Vendor’s profile', lastState: 'Last state', schema: 'Opened schema' },
  working: 'Comparing the values of everybody…',
  stopped: 'You stopped the comparison.',
  again: 'Compare again',
  none: {
    profile: 'No mapping differs from the vendor’s profile.',
    lastState: 'Nothing was changed yet.',
    schema: 'The table is as in the opened schema.',
  },
  mappings: 'Mappings',
  before: 'Before',
  after: 'Now',
  notMapped: 'not mapped',
  person: (name: string) => `For ${name}`,
  personSame: (name: string) => `Nothing changes for ${name}.`,
  everybody: 'For everybody',
  inScope: 'For everybody who is provisioned',
  people: (count: number, all: number, scoped: boolean) => {
    const of = `${people(all)}${scoped ? ' who would be provisioned' : ''}`;
    return count === 0
      ? `No value changes for any of the ${of}.`
      : `${formatNumber(count)} of ${of} ${count === 1 ? 'gets' : 'get'} at least one other value.`;
  },
  target: (changed: number, filled: number, emptied: number) =>
    [
      people(changed),
      filled > 0 ? `${formatNumber(filled)} filled that ${filled === 1 ? 'was' : 'were'} empty` : '',
      emptied > 0 ? `${formatNumber(emptied)} no longer sent` : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
  unchanged: (targets: string) => `Without a difference for anybody in this file: ${targets}`,
  nothing: 'nothing',
  removedHint:
    'Entra stops sending what is no longer mapped; what the application has already, it keeps until it is deleted there.',
  matching: (precedence: number) => `matches ${precedence}`,
  default: (text: string) => `default “${text}”`,
  onCreation: 'only when created',
};

export const statistics = {
  fold: (target: string) => `Values of ${target}`,
  filled: 'Filled',
  empty: 'Empty',
  errors: 'Errors',
  unknown: 'Not known',
  distinct: 'Different',
  emptyPeople: (count: number) => `Empty, ${people(count)}`,
  valuePeople: (value: string, count: number) => `${value}, ${people(count)}`,
  longest: (letters: number) => `Longest, ${plural(letters, 'character', 'characters')}`,
  frequent: 'Most frequent',
  allDifferent: 'No value occurs twice.',
};
