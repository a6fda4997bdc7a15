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
  fromFile: (file: string) => `from ${file}`,
  minutes: (from: number, to: number) => (from === to ? `${from} minutes` : `${from} to ${to} minutes`),
  needs: 'What you need',
  whatHappens: 'What will happen',
  never: 'What will never happen',
  neverLines: [
    'No secret leaves this device, but to your own tenant URL.',
    'Nothing is written to Entra or to the vendor: you press the buttons there yourself.',
  ],
  notes: 'Good to know',
  identityProvider: 'Where your people are',
  identityProviderName: 'Microsoft Entra ID',
  identityProviderLine: 'Until 2023 called Azure AD. The only one that Footbridge knows so far.',
  questions: 'Questions others had',
  links: 'Read more',
};
