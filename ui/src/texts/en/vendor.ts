// English texts of the vendor step.
export const vendor = {
  identityProviders: { entra: 'Entra ID' },
  title: 'What are you connecting?',
  sentence:
    'Choose the product that should get its people from your directory. Footbridge leads you from its token to the first users.',
  search: 'Search',
  searchHint: 'Name or product',
  list: 'Vendors',
  none: (search: string) => `No vendor here is called “${search}”.`,
  noneNext:
    'Choose “Other SCIM application”, or open a profile: a file that the vendor can give you, with everything Footbridge needs to know.',
  chosen: 'chosen',
  openProfile: 'Open a profile…',
  openProfileLine: 'A file from a vendor that is not in this list',
  itsName: 'What is it called?',
  itsNameHint: 'The guide, the application in Entra and the report then use this name.',
  practice: 'No account at hand?',
  practiceLine: 'Try it with the practice tenant on this device',
  fromFile: (file: string) => `from ${file}`,
  minutes: (from: number, to: number) => (from === to ? `${from} minutes` : `${from} to ${to} minutes`),
  needs: 'What you need',
  whatHappens: 'What will happen',
  never: 'What will never happen',
  neverLines: [
    'Your token goes to your own tenant URL, and nowhere else.',
    'Footbridge writes nothing to Entra: you press the buttons there yourself.',
    'It writes nothing to the vendor either, unless you ask for a proof with a made-up person.',
  ],
  notes: 'Good to know',
  questions: 'Questions and answers',
  links: 'Read more',
};
