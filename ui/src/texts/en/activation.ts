// English texts of the activation step. Portal words stand in `backticks` and are shown as chips.
import { plural } from '../format';

const people = (count: number) => plural(count, 'person', 'people');

export const activation = {
  heading: 'Set it up in the portal',
  lead: 'One portal page at a time. Keep the portal open beside this window.',
  loading: 'Preparing the guide for your situation…',
  none: 'The profile has no steps for this situation. Answer the questions differently, or follow the vendor’s own guide.',

  questions: {
    heading: 'First, your situation',
    lead: 'The guide shows only what applies to you. You can change an answer at any time.',
    start: 'Show me the first page',
    change: 'Change the answers',
    changeTitle: 'Your situation',
    close: 'Done with the answers',
    yes: 'Yes',
    no: 'No',
    saving: 'Adapting the guide…',
  },

  portal: {
    label: 'Your portal shows',
    connectivity: 'Connectivity',
    adminCredentials: 'Admin Credentials',
    help: 'Look at the menu on the left of the `Provisioning` page. Newer portals have `Connectivity` there; older ones have `Admin Credentials` on the page itself.',
  },

  list: {
    label: 'Pages of the portal',
    progress: (done: number, all: number) => `${done} of ${all} done`,
    place: (page: number, all: number) => `Page ${page} of ${all}`,
    done: 'done',
    doneAt: (when: string) => `Done ${when}`,
    all: 'All pages are done.',
    show: 'All pages',
  },

  page: {
    open: 'Open in portal',
    openLink: (label: string) => `Open in portal: ${label}`,
    values: 'Values for this action',
    paste: 'Values to paste, in the order of the form',
    mappings: 'The rows as they should be',
    mappingsLead:
      'Make the portal’s table look like this. Delete every row that is not here. A click copies a value.',
    mappingsCount: (count: number) => plural(count, 'row', 'rows'),
    mappingsLoading: 'Reading the mapping table…',
    typeOf: { direct: 'Direct', constant: 'Constant', expression: 'Expression' },
    source: 'Source attribute',
    constant: 'Constant value',
    expression: 'Expression',
    target: 'Target attribute',
    defaultIfNull: 'Default value if null',
    matching: (precedence: number) => `Match objects using this attribute: precedence ${precedence}`,
    onCreation: 'Apply only during object creation',
    rowDiffers: { edited: 'edited by you', added: 'added by you', profile: '' },
    noValue: 'No value yet.',
    token: 'Secret Token',
    tokenMissing: 'The token is not on this device’s memory any more. Make it again in the token step.',
    tokenStep: 'Go to the token step',
    urlMissing: 'The tenant URL is not known yet. Enter it in the connection step.',
    connectionStep: 'Go to the connection step',
    picture: (page: string) => `Sketch of the portal page ${page}`,
    pictureNote: 'Our sketch, not a screenshot. Your portal may look a little different.',
    pictureDescribed: {
      menu: (entry: string) => `In the menu on the left, ${entry} is chosen.`,
      fields: (fields: string) => `Fields: ${fields}.`,
      button: (button: string) => `The button to press: ${button}.`,
    },
    previous: 'Previous page',
    next: 'Next page',
    nextUndone: 'Next page',
    finish: 'To the hand-over',
  },

  proof: {
    label: 'How you know it worked',
    licence: (count: number) =>
      `Your file has ${people(count)}. With everybody in scope it takes ${plural(count, 'licence', 'licences')}.`,
    licenceSample:
      'Only sample people are loaded. Load your own users in the mapping step to see how many licences it takes.',
    licenceUnknown:
      'Load your users in the mapping step, and the number of licences it would take is shown here.',
    mappingStep: 'Go to the mapping step',
    tested: (when: string) => `Footbridge’s own test passed ${when}.`,
    testedFailed: (when: string) => `Footbridge’s own test found problems ${when}.`,
    untested: 'Footbridge has not tested this connection yet.',
  },

  tick: {
    done: 'Done',
    markDone: 'Mark as done',
    markDoneNext: 'Done, next page',
    undo: 'Not done after all',
    at: (when: string) => `Done ${when}`,
    said: (title: string) => `${title}: done.`,
    unsaid: (title: string) => `${title}: no longer done.`,
  },

  warning: { info: 'Note', warning: 'Watch out', error: 'Important' },
};
