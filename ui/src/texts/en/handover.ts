// English texts of the hand-over step.

export const handover = {
  heading: 'Hand over',
  lead: 'This is the file that you save. It holds no secret.',
  doneHeading: 'You are done',
  doneLead: 'Everything is set up, and the report is kept. Nothing is left to do here.',
  loading: 'Putting the page together…',
  failed: 'The page could not be put together.',

  report: 'The report',

  save: {
    heading: 'Keep it',
    practice: 'What you save here is a record of practice, and says so.',
    report: 'Save report',
    reportWhy: 'One HTML file. It opens in any browser and prints well.',
    markdown: 'Save as Markdown',
    calendar: 'Save calendar entry',
    calendarWhy: 'It reminds you 14 days before the token expires.',
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
    open: 'Open',
    openFile: (file: string) => `Open ${file}`,
    show: 'Show in folder',
    showFile: (file: string) => `Show in folder: ${file}`,
    noSecret: 'The token is named by its last four characters and its fingerprint only.',
  },

  next: { heading: 'What happens next' },
};
