// English texts of the activation step. Portal words stand in `backticks` and are shown as chips.

export const activation = {
  pasteInstead: 'The pages about single mappings can be done in one go.',
  pasteLink: 'One paste instead',
  heading: 'Set it up in the portal',
  lead: 'One portal page at a time. Keep the portal open beside this window.',
  loading: 'Preparing the guide for your situation…',
  failed: 'The guide could not be prepared.',
  none: 'There are no pages for these answers. Change the answers, or follow the vendor’s own guide.',

  practice:
    'This is practice: look at the pages, but leave your tenant as it is. The tenant URL and the token below are the practice tenant’s; Entra cannot reach it, so do not paste them there.',
  practiceValues: 'Practice values: do not paste them into Entra.',

  situation: {
    heading: 'First, your situation',
    lead: 'The guide then shows only what applies to you. You can change an answer at any time.',
    again: 'Your situation',
    start: 'Show the first page',
    resume: 'Back to the page',
    change: 'Change the answers',
    portal: 'Your portal offers',
    changed: 'The guide has been adapted to your answers.',
  },

  list: {
    label: 'Portal pages',
    progress: (done: number, all: number) => `${done} of ${all} done`,
    place: (page: number, all: number) => `Page ${page} of ${all}`,
    done: 'done',
    all: 'All pages',
  },

  page: {
    tokenMissing: 'The token is not in memory any more. Make it again, or load it from the keyring.',
    tokenExpired: 'The token has expired. Make a new one before you paste it.',
    tokenElsewhere: (host: string) =>
      `The token of this run was made for ${host}. Enter it anew for this tenant URL.`,
    tokenStep: 'Go to the token step',
    urlMissing: 'The tenant URL is not known yet.',
    connectionStep: 'Go to the connection step',
    openIn: (where: string) => `Open in portal: ${where}`,
    next: 'Next page',
    previous: 'Page before',
  },

  picture: {
    label: (page: string) => `Sketch of the portal page ${page}.`,
    menu: (entry: string) => `In the menu on the left, ${entry} is chosen.`,
    fields: (fields: string) => `It has the fields ${fields}.`,
    button: (button: string) => `The button to use is ${button}.`,
    note: 'Our sketch, not a screenshot. The portal may look a little different.',
  },

  proof: {
    heading: 'How you know it worked',
    passed: (when: string) => `Footbridge’s own test passed ${when}.`,
    failed: (when: string) => `Footbridge’s own test found problems ${when}.`,
    untested: 'Footbridge has not tested this connection yet.',
    connectionStep: 'Go to the connection step',
    licenceUnknown: 'Load your own users in the mapping step to see here how many licences it could take.',
    licenceSample: 'The loaded people are made up, so their number says nothing about your licences.',
    mappingStep: 'Go to the mapping step',
  },

  tick: {
    done: 'Done',
    doneNext: 'Done, next page',
    at: (when: string) => `Done ${when}`,
    undo: 'Not done after all',
    said: (title: string) => `${title}: done.`,
    unsaid: (title: string) => `${title}: open again.`,
    allDone: 'That was the last page. Everything is done.',
  },

  severity: { info: 'Note', warning: 'Watch out', error: 'Important' },
};
