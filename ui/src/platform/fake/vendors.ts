// Vendors as profiles give them.
import type { Vendor, VendorCard } from '../../bindings';

export const cards: VendorCard[] = [
  {
    id: 'secure-practice',
    name: 'Secure Practice',
    line: 'API key and secret · users · organisation levels',
    searchWords: ['MailRisk'],
    other: false,
  },
  {
    id: 'keepnet',
    name: 'Keepnet',
    line: 'Ready token · users · groups by country',
    searchWords: ['Keepnet Labs'],
    other: false,
  },
  {
    id: 'safe',
    name: 'SAFE',
    line: 'Ready token, 90 days · users · exactly six attributes',
    searchWords: ['Safe Security'],
    other: false,
  },
  {
    id: 'jericho',
    name: 'Jericho Security',
    line: 'SCIM API key · users and groups',
    searchWords: [],
    other: false,
  },
  {
    id: 'other',
    name: 'Other SCIM application',
    line: 'Any tenant URL and token · Entra’s default mappings',
    searchWords: ['custom', 'generic'],
    other: true,
  },
];

export const securePractice: Vendor = {
  id: 'secure-practice',
  name: 'Secure Practice',
  givenName: null,
  line: 'API key and secret · users · organisation levels',
  needs: [
    'An administrator role in Entra ID that may add enterprise applications',
    'An administrator of Secure Practice',
    'A Microsoft Entra ID P1 licence, for provisioning by group',
  ],
  minutes: { from: 10, to: 20 },
  whatHappens: [
    'The token is made here from your API key and secret.',
    'Your tenant URL is asked what Entra will ask it.',
    'You see what Entra would send for your own people, before it does.',
    'You follow the portal page by page, with every value at hand.',
  ],
  notes: [
    {
      severity: 'info',
      text: 'Create the key with an administrator made for the purpose, so that no personal account is a dependency.',
    },
  ],
  token: {
    recipe: 'base64KeySecret',
    keyLabel: 'API key',
    secretLabel: 'API secret',
    tokenLabel: 'Azure AD user synchronization token',
    acceptsReadyToken: true,
    where: [
      'Open `Settings` at the top right of the Secure Practice portal.',
      'Choose the `SECURITY` tab, then `API access`.',
      'Press `Create API key`. Key and secret are shown once.',
    ],
    link: { label: 'Open the Secure Practice portal', url: 'https://manage.securepractice.co' },
    expiresAfterDays: null,
    expiryText: 'On that day Entra is refused, provisioning goes into quarantine, and nobody new is added.',
  },
  tenantUrl: {
    fixed: 'https://api.securepractice.co/scim/v2/',
    example: null,
    where: 'The same for every customer of Secure Practice.',
  },
  objects: { users: true, groups: false },
  questions: [
    {
      question: 'Why can `Get started` not be clicked?',
      answer:
        'Entra may refuse provisioning on an application that already does single sign-on. Create a second one.',
    },
  ],
  links: [{ label: 'Secure Practice’s guide', url: 'https://securepractice.co' }],
  mappingRules: ['`organization` is a level above `department`; `division` lies between them.'],
};

export const safe: Vendor = {
  ...securePractice,
  id: 'safe',
  name: 'SAFE',
  line: 'Ready token, 90 days · users · exactly six attributes',
  notes: [
    {
      severity: 'warning',
      text: 'Do not combine this with another way of adding users to SAFE: people would stay who have left.',
    },
  ],
  token: {
    ...securePractice.token,
    recipe: 'ready',
    keyLabel: '',
    secretLabel: '',
    tokenLabel: 'Secret Token',
    where: ['In SAFE Hooks, open `Microsoft Entra ID User Provisioning` and press `Generate Token`.'],
    link: null,
    expiresAfterDays: 90,
  },
  tenantUrl: {
    fixed: null,
    example: 'https://example.safe.security/scim/v2',
    where: 'The `API Endpoint URL` that SAFE shows beside the token.',
  },
  mappingRules: ['SAFE accepts exactly these six targets.', 'Only `mail` matches.'],
};

export const keepnet: Vendor = {
  ...safe,
  id: 'keepnet',
  name: 'Keepnet',
  line: 'Ready token · users · groups by country',
  token: {
    ...safe.token,
    tokenLabel: 'Token',
    where: ['Open `Company Settings`, then `SCIM Settings`, and press `+ NEW`.'],
    expiresAfterDays: null,
  },
  tenantUrl: {
    fixed: 'https://scim-api.keepnetlabs.com/scim',
    example: null,
    where: 'The same for everybody.',
  },
  objects: { users: true, groups: true },
};

export const jericho: Vendor = {
  ...keepnet,
  id: 'jericho',
  name: 'Jericho Security',
  line: 'SCIM API key · users and groups',
  notes: [{ severity: 'info', text: 'Only direct members of an assigned group are provisioned.' }],
  token: {
    ...keepnet.token,
    tokenLabel: 'SCIM API Key',
    where: ['Open the integration settings of Jericho.'],
  },
  tenantUrl: {
    fixed: 'https://app.jerichosecurity.com/scim_v2',
    example: null,
    where: 'The same for everybody.',
  },
};

export const other: Vendor = {
  ...safe,
  id: 'other',
  name: 'Other SCIM application',
  givenName: '',
  line: 'Any tenant URL and token · Entra’s default mappings',
  notes: [],
  token: { ...safe.token, recipe: 'verbatim', tokenLabel: 'Secret Token', expiresAfterDays: null },
};

export const vendors: Vendor[] = [securePractice, keepnet, safe, jericho, other];
