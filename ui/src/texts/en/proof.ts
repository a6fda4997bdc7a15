// English texts of the proof step.
import type { Alteration, ProofLeftover, TargetStatus } from '../../bindings';
import { formatList, formatMs, formatNumber, formatWhen, plural } from '../format';

/** What a proof that passed has seen. */
type Proved = { kept: number; changed: number; all: number; remarks: number; ms: number };

const altered = {
  case: 'kept in another case of letters',
  trimmed: 'kept without the spaces around it',
  cut: 'cut off',
  type: 'kept in another type',
  letters: 'kept with other letters',
  other: 'kept in another form',
} satisfies Record<Alteration, string>;

export const proof = {
  title: 'Prove it with a made-up person',
  sentence:
    'The connection test only reads. Here made-up data goes through the vendor’s real door, and every value is looked at again.',
  optional: 'This step is optional.',
  skip: 'Skip the proof',
  noToken: 'The proof is made with the token, and there is none yet.',
  toToken: 'Make the token',
  noUrl: 'The proof is made at the tenant URL, and there is none yet.',
  toConnection: 'Go to the connection test',
  notTested:
    'The connection has not passed its test yet. A proof would most likely end at its first request.',
  domain: 'Domain of the made-up address',
  domainHint:
    'One that your vendor accepts, such as your own. No e-mail arrives there: nobody has the address.',
  domainPlaceholder: 'such as contoso.com',
  before: 'What will be written',
  values: (count: number) =>
    `${plural(count, 'value', 'values')}, made by your mapping table from invented attributes`,
  target: 'Target',
  value: 'Value',
  becomes: 'Becomes',
  addedLater: 'added after the creation',
  notChanged: 'stays',
  requests: 'Every request',
  requestsHint: (count: number) => plural(count, 'request', 'requests'),
  checks: 'Every check',
  checksHint: (count: number) => plural(count, 'check', 'checks'),
  deletedAfter: 'Everything is deleted again at the end, whatever the end is.',
  /** Why two: with one member nobody could tell that member's removal from everybody's. */
  alsoPerson: (name: string) =>
    `and ${name}, the second member of the group: only so is it seen whether removing one member removes them all`,
  alsoGroup: (name: string) => `and the group ${name}`,
  prove: (people: number) => (people === 1 ? 'Write the made-up person' : 'Write the made-up people'),
  again: 'Prove again',
  /** Beside the button, so that nobody presses it without having read it. */
  writes: (people: number) =>
    people === 1
      ? 'This writes to your vendor: it takes one licence for about a minute, and some vendors greet new users by e-mail.'
      : `This writes to your vendor: it takes ${formatNumber(people)} licences for about a minute, and some vendors greet new users by e-mail.`,
  writesPractice: 'This writes to the practice tenant on this device.',
  running: 'Proving…',
  progress: (done: number, of: number) => `${formatNumber(done)} of ${formatNumber(of)} checks`,
  waiting: (ms: number) => `The server asks to wait: ${formatNumber(Math.ceil(ms / 1000))} s`,
  cleaningUp: 'Deleting what was created…',
  cancel: 'Cancel',
  cancelling: 'Deleting what was created…',
  /** Says no more than was seen: what was kept, what of it through a change, what there is to remark. */
  passed: ({ kept, changed, all, remarks, ms }: Proved) => {
    const took = `Proved in ${formatMs(ms)}`;
    const begin = remarks === 0 ? took : `${took}, with ${plural(remarks, 'remark', 'remarks')}`;
    if (all === 0) return begin;
    if (kept < all) {
      return `${begin}: ${formatNumber(kept)} of ${plural(all, 'value', 'values')} kept as sent`;
    }
    const whole = `${begin}: ${plural(all, 'value', 'values')} kept as sent`;
    if (changed === all) return `${whole}, and after a change`;
    return changed === 0 ? whole : `${whole}, ${formatNumber(changed)} of them after a change too`;
  },
  failed: (errors: number) =>
    errors === 1 ? 'The proof found an error' : `The proof found ${formatNumber(errors)} errors`,
  cancelled: 'Stopped by you; what was created is deleted',
  cancelledLeft: 'Stopped by you; not everything could be deleted',
  at: (at: string) => formatWhen(at, new Date()),
  outdated: 'The mappings have changed since this proof. Prove again to be sure.',
  notStored: 'What was stored is not kept between two starts. Prove again to see it.',
  table: 'What was kept',
  sent: 'Sent',
  stored: 'Stored',
  afterChange: 'After a change',
  result: 'Result',
  status: {
    kept: 'kept',
    altered: 'altered',
    lost: 'lost',
    unreadable: 'not readable',
  } satisfies Record<TargetStatus, string>,
  altered,
  dialects: {
    plain: 'As Entra writes to a tenant URL without aadOptscim062020',
    flag: 'As Entra writes to a tenant URL with aadOptscim062020',
  },
  nothing: 'nothing',
  exchanges: 'What was sent and answered',
  exchangesHint: (count: number) => plural(count, 'request', 'requests'),
  noAnswer: 'no answer',
  leftBehind: 'Left behind',
  leftBehindText:
    'This was created and could not be deleted. Delete it in the vendor’s own user list, or send this:',
  copyDelete: 'Copy the request',
  leftovers: {
    title: 'An earlier proof was cut off',
    text: ({ at, host, names }: ProofLeftover) =>
      `It began ${formatWhen(at, new Date())}, at ${host}, and may have left ${formatList(names)} there.`,
    byHand:
      'By hand: look for names that begin with footbridge-proof in the vendor’s own list of users and groups, and delete them.',
    elsewhere: (host: string) => `Choose the set-up whose tenant URL is at ${host}, and delete it there.`,
    noToken: 'Make the token first; then it can be deleted from here.',
    clean: 'Delete it now',
    cleaning: 'Deleting…',
    cleaned: 'Nothing is left of earlier proofs.',
    forget: 'It is deleted already',
  },
  faults: {
    title: 'Show what a loss looks like',
    another: 'Show another loss',
    hint: 'the practice tenant loses it on purpose',
    list: 'Losses of the practice tenant',
    chosen: (sentence: string) => `The server ${sentence}`,
  },
};
