// English texts of the frame, and what all steps share.
import type { Place, Step } from '../../bindings';
import { formatNumber, formatTime, plural } from '../format';

export const common = {
  copy: 'Copy',
  copied: (label: string) => `${label} copied`,
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  details: 'Details',
  change: 'change',
  opensInBrowser: 'opens in your browser',
  waiting: 'One moment…',
  tooLongTitle: 'That is too long',
  tooLong: (letters: number, most: number) =>
    `With what you pasted there would be ${formatNumber(letters)} characters here, and this field takes ${formatNumber(most)}. Nothing of it was taken.`,
  more: (count: number) => `and ${formatNumber(count)} more`,
  moreTyping: (count: number) => `and ${formatNumber(count)} more: type to narrow them down`,
};

export const finding = {
  mostLikely: 'Most likely',
  lessLikely: (count: number) => plural(count, 'less likely cause', 'less likely causes'),
  whatToDo: 'What to do',
  entraSays: 'What Entra would say',
  evidence: 'In its own words',
  severity: { info: 'Worth knowing', warning: 'Warning', error: 'Does not work' },
  place: ({ file, line, column, field }: Place) =>
    [
      file,
      line === null ? null : `line ${line}`,
      line === null || column === null ? null : `column ${column}`,
      field,
    ]
      .filter((part) => part !== null)
      .join(', '),
};

export const failure = {
  kept: 'What you have entered so far is kept.',
  dismiss: 'Dismiss',
  copyDetails: 'Copy details',
  callTitle: 'Footbridge could not do that',
  callExplanation: 'The window asked for something that the program did not carry out.',
  callFix: 'Try once more. If it happens again, close Footbridge and open it; your place is kept.',
  startTitle: 'Footbridge could not start',
};

export const status = {
  passed: 'Passed',
  failed: 'Failed',
  warned: 'Passed with a warning',
  skipped: 'Not checked',
  running: 'Running',
  waiting: 'Waiting',
  done: 'Done',
  open: 'Open',
};

export const frame = {
  name: 'Footbridge',
  steps: 'Steps',
  step: {
    vendor: 'Vendor',
    token: 'Token',
    connection: 'Connection',
    mapping: 'Mapping',
    proof: 'Proof',
    activation: 'Activation',
    handover: 'Hand-over',
  } satisfies Record<Step, string>,
  stepDone: 'done',
  saved: (at: string) => `saved ${formatTime(at)}`,
  minutesLeft: (minutes: number) => `about ${plural(minutes, 'minute', 'minutes')} left`,
  allDone: 'all steps done',
  back: 'Back',
  continue: 'Continue',
  resumed: 'Welcome back. You are where you left off.',
  menu: 'More',
  openProfile: 'Open a vendor profile…',
  entra: 'What does Entra say?…',
  practiceOn: 'Use the practice tenant',
  practiceOff: 'Leave the practice tenant',
  removeTokens: 'Remove saved tokens…',
  functions: 'Expression functions',
  shortcuts: 'Keyboard shortcuts',
  startAgain: 'Start again…',
  version: (version: string) => `Footbridge ${version}`,
  practiceBanner: 'Practice, a set-up of its own: everything happens on this device.',
  practiceKept: 'Nothing of it is kept; your own set-up comes back as it was.',
  practiceNotSaved: 'Practice, not saved',
  practiceFault: (sentence: string) => `Practice, with a failure switched on: the server ${sentence}.`,
  practiceHealthy: 'Make it healthy again',
  practiceLeave: 'Leave practice',
  practiceStarted: 'The practice tenant is running on this device. Your own set-up waits as it is.',
  practiceStopped: 'Practice has ended, and nothing of it is kept. Your own settings are back.',
  tokensRemoved: 'No token is left in the keyring.',
  theme: { label: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark' },
  themeNow: (theme: string) => `Theme: ${theme}`,
  startAgainQuestion: {
    title: 'Start again?',
    text: 'Choices, test results, edited mappings and ticks are thrown away. Tokens in the keyring and files you saved stay.',
    confirm: 'Start again',
    said: 'Everything is empty again.',
  },
  practiceAgainQuestion: {
    title: 'Begin practice anew?',
    text: 'What you have done in practice is thrown away, and practice begins anew. Your own set-up is left alone.',
    confirm: 'Start again',
    said: 'Practice begins anew.',
  },
  resemblingTitle: 'Use this profile?',
  resemblingRefuse: 'Do not use it',
  resemblingUse: 'Use this profile',
  dismissNotice: (title: string) => `Dismiss: ${title}`,
  removeTokensTitle: 'Remove saved tokens?',
  removeTokensText:
    'Every token that Footbridge has put into the keyring of this device is deleted. The ones already pasted into Entra keep working.',
  removeTokensConfirm: 'Remove them',
  keepThem: 'Keep them',
  keysOnMac: { Ctrl: 'Cmd', Alt: 'Option', Enter: 'Return' } as Record<string, string>,
  shortcutList: [
    { keys: ['Alt', '→'], what: 'Next step' },
    { keys: ['Alt', '←'], what: 'Step before' },
    { keys: ['Enter'], what: 'The main button of the screen' },
    { keys: ['/'], what: 'Search, where there is one' },
    { keys: ['Ctrl', 'K'], what: 'What does Entra say?' },
    { keys: ['F1'], what: 'The functions of expressions' },
    { keys: ['?'], what: 'This list' },
    { keys: ['Esc'], what: 'Close, or step out' },
  ],
};
