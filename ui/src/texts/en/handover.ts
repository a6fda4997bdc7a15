// English texts of the hand-over step.
import { plural } from '../format';

export const handover = {
  heading: 'Hand over',
  lead: 'What was done, as a page to keep. It holds no secret.',
  loading: 'Putting the page together…',
  failed: 'The page could not be put together.',

  page: {
    label: 'The record',
    title: (vendor: string) => `Provisioning to ${vendor}`,
    titleUnknown: 'Provisioning',
    from: 'from Microsoft Entra ID',
    practice: 'A rehearsal on the practice tenant. Nothing of it is real, and nothing of it is kept.',
    lines: 'What was done',
    open: 'still open',
    test: 'Connection test',
    testNone: 'The connection has not been tested.',
    testPassed: (when: string, host: string) => `Passed ${when}, against ${host}.`,
    testFailed: (when: string, host: string) => `Found problems ${when}, at ${host}.`,
    testCancelled: (when: string) => `Stopped before the end, ${when}.`,
    check: 'Check',
    outcome: 'Outcome',
    detail: 'Detail',
    took: 'Took',
    pages: 'Portal pages',
    pagesNone: 'No portal page is ticked yet.',
    pageDone: (when: string) => `done ${when}`,
    tree: 'The organisation as the vendor will see it',
    treeNone: 'No users were loaded, so there is no organisation to show.',
    treeMore: (count: number) => `and ${plural(count, 'more', 'more')}, all in the saved report`,
    count: (count: number) => plural(count, 'person', 'people'),
    openPoints: 'Open points',
    openPointsNone: 'Nothing is open.',
  },

  save: {
    heading: 'Keep it',
    practice: 'What you save here is a record of practice, and says so.',
    report: 'Save report',
    reportWhy: 'One HTML file. It opens in any browser and prints well.',
    markdown: 'Save as Markdown',
    calendar: 'Save calendar entry',
    calendarWhy: 'A reminder before the token expires.',
    calendarNone: 'No calendar entry: the day on which the token expires is not known.',
    calendarLink: 'Enter it in the token step',
    schema: 'Save schema JSON',
    schemaWhy:
      'Entra’s own schema with the mappings chosen here, to paste back under `Review your schema here`.',
    schemaNone:
      'No schema JSON: it is made from Entra’s own, which the portal gives under `Attribute mapping`, `Show advanced options`, `Review your schema here`.',
    schemaLink: 'Open it in the mapping step',
    saving: 'Saving…',
    saved: (file: string) => `Saved as ${file}`,
    noSecret: 'The token is named by its last four characters and its fingerprint only.',
  },

  next: { heading: 'What happens next' },
};
