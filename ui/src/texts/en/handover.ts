// English texts of the hand-over step.
import { formatNumber, plural } from '../format';

const people = (count: number) => plural(count, 'person', 'people');

export const handover = {
  heading: 'Hand over',
  lead: 'What was done, as a page to keep. It holds no secret.',
  loading: 'Putting the page together…',

  page: {
    title: (vendor: string) => `Provisioning to ${vendor}`,
    titleUnknown: 'Provisioning',
    from: (provider: string) => `from ${provider}`,
    practice: 'This was a rehearsal on the practice tenant.',
    made: (when: string) => `As of ${when}`,
    done: 'done',
    open: 'open',
    lines: 'What was done',
    results: 'Connection test',
    resultsNone: 'The connection has not been tested.',
    resultPassed: (when: string) => `Passed ${when}`,
    resultFailed: (when: string) => `Found problems ${when}`,
    resultCancelled: (when: string) => `Stopped before the end, ${when}`,
    stage: 'Check',
    outcome: 'Outcome',
    detail: 'Detail',
    took: 'Took',
    status: { passed: 'Passed', failed: 'Failed', warned: 'Passed with a warning', skipped: 'Skipped' },
    ticks: 'Portal pages',
    ticksNone: 'No portal page is ticked yet.',
    tree: 'Organisation as the vendor will see it',
    treeNone: 'No users were loaded, so there is no organisation to show.',
    treeMore: (count: number) => `and ${formatNumber(count)} more`,
    count: people,
    openPoints: 'Open points',
    openPointsNone: 'Nothing is open.',
  },

  save: {
    report: 'Save report',
    reportWhy: 'One HTML file that opens in any browser and prints well.',
    markdown: 'Save as Markdown',
    calendar: 'Save calendar entry',
    calendarWhy: 'A reminder for the day the token expires.',
    calendarNone: 'There is no calendar entry to save: no expiry date is known for the token.',
    calendarLink: 'Enter the expiry date in the token step',
    saving: 'Saving…',
    saved: (file: string) => `Saved as ${file}.`,
    cancelled: 'Not saved.',
    noSecret: 'The report names the token by its last four characters and its fingerprint only.',
  },

  next: { heading: 'What happens next' },
};
