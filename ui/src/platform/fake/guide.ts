// The guide through the portal, and the record of the hand-over.
import type { Guide, GuideStep, HandoverSummary, Situation } from '../../bindings';

const menu = ['Overview', 'Connectivity', 'Attribute Mapping', 'Users and groups', 'Provision on demand'];

function step(
  id: string,
  page: string,
  title: string,
  rest: Partial<GuideStep> & Pick<GuideStep, 'actions'>,
): GuideStep {
  return {
    id,
    page,
    title,
    link: { label: 'Entra admin centre', url: 'https://entra.microsoft.com' },
    warnings: [],
    proof: { kind: 'tick', text: 'The page shows what you entered.' },
    picture: null,
    ...rest,
  };
}

const application = step('createApplication', 'Entra ID › Enterprise apps', 'Create the application', {
  actions: [
    { text: 'In the Entra admin centre, go to `Entra ID`, then `Enterprise apps`.', values: [] },
    { text: 'Choose `New application`, then `Create your own application`.', values: [] },
    {
      text: 'Paste the name. You may choose another one.',
      values: [{ label: 'Name', kind: 'text', value: 'Secure Practice provisioning' }],
    },
    { text: 'Choose `Create` and wait for the application’s own page.', values: [] },
  ],
  proof: { kind: 'tick', text: 'The application’s page is open and shows its name.' },
  picture: {
    page: 'Enterprise apps',
    menu: ['Users', 'Groups', 'Enterprise apps', 'App registrations'],
    activeMenu: 'Enterprise apps',
    button: 'New application',
    fields: ['Name'],
  },
});

const credentials = step('connect', 'Provisioning › Connectivity', 'Enter the tenant URL and the token', {
  actions: [
    { text: 'In the left menu, choose `Connectivity`, then `+ New configuration`.', values: [] },
    {
      text: 'Paste the two values.',
      values: [
        { label: 'Tenant URL', kind: 'tenantUrl', value: 'https://api.securepractice.co/scim/v2/' },
        { label: 'Secret Token', kind: 'token', value: '' },
      ],
    },
    { text: 'Choose `Test connection` and wait for the answer, then `Create`.', values: [] },
  ],
  warnings: [
    { severity: 'info', text: 'Paste the token alone. Entra puts `Bearer` before it by itself.' },
    { severity: 'warning', text: 'The mappings open only after a successful test.' },
  ],
  proof: { kind: 'connectionTest', text: 'Entra reports success. Footbridge’s own test asks the same.' },
  picture: {
    page: 'Connectivity',
    menu,
    activeMenu: 'Connectivity',
    button: 'Create',
    fields: ['Tenant URL', 'Secret Token'],
  },
});

const mappings = step('addMappings', 'Provisioning › Attribute Mapping', 'Add mappings', {
  actions: [
    {
      text: 'In the left menu, choose `Attribute Mapping`, then `Provision Microsoft Entra ID Users`.',
      values: [],
    },
    {
      text: 'Choose `Add New Mapping`, enter these values for `division`, and choose `OK`.',
      values: [
        { label: 'Expression', kind: 'expression', value: 'Trim(Item(Split([department], ">"), 2))' },
        {
          label: 'Target attribute',
          kind: 'text',
          value: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division',
        },
      ],
    },
    { text: 'Choose `Save`, and confirm.', values: [] },
  ],
  proof: { kind: 'mappings', text: 'The new rows are in the table.' },
  picture: {
    page: 'Attribute Mapping',
    menu,
    activeMenu: 'Attribute Mapping',
    button: 'Add New Mapping',
    fields: ['Mapping type', 'Source attribute', 'Target attribute'],
  },
});

const scope = step('scope', 'Provisioning › Settings', 'Keep to assigned people', {
  actions: [
    { text: 'Open the settings of the provisioning and look for `Scope`.', values: [] },
    { text: 'Set `Scope` to `Sync only assigned users and groups`.', values: [] },
    { text: 'Save the change.', values: [] },
  ],
  warnings: [{ severity: 'warning', text: '`Sync all users and groups` sends everybody in your tenant.' }],
  proof: { kind: 'licenceCount', text: '`Scope` says that only assigned users and groups are synchronised.' },
  picture: { page: 'Settings', menu, activeMenu: 'Overview', button: null, fields: ['Scope'] },
});

const turnOn = step('turnOn', 'Provisioning › Overview', 'Turn provisioning on', {
  actions: [
    { text: 'On the overview, choose `Start provisioning`.', values: [] },
    { text: 'Confirm with `Yes`.', values: [] },
  ],
  link: null,
  proof: { kind: 'tick', text: 'The overview says that the initial cycle has started.' },
});

/** The pages as they are before any question is answered. */
export const guide: Guide = guideFor({
  ssoApplication: false,
  secondApplication: false,
  groups: false,
  portal: 'connectivity',
});

/** The guide of the fake wizard: the questions and pages follow the situation, as the real one's do. */
export function guideFor(situation: Situation): Guide {
  const old = situation.portal === 'adminCredentials';
  const yesNo = [
    { value: 'false', label: 'No' },
    { value: 'true', label: 'Yes, it exists' },
  ];
  return {
    questions: [
      {
        field: 'ssoApplication',
        question: 'Do your people already sign in to Secure Practice through an enterprise application?',
        choices: yesNo,
      },
      ...(situation.ssoApplication
        ? [
            {
              field: 'secondApplication' as const,
              question: 'Can provisioning be started in that application?',
              choices: [
                { value: 'false', label: 'Yes, it can' },
                { value: 'true', label: 'No, I create a second one' },
              ],
            },
          ]
        : []),
      {
        field: 'portal',
        question: 'What does the application’s `Provisioning` page offer?',
        choices: [
          { value: 'connectivity', label: '`+ New configuration`' },
          { value: 'adminCredentials', label: '`Get started`' },
        ],
      },
    ],
    steps: [
      ...(situation.ssoApplication && !situation.secondApplication ? [] : [application]),
      old ? { ...credentials, page: 'Provisioning › Admin Credentials' } : credentials,
      mappings,
      scope,
      turnOn,
    ],
  };
}

export const handover: HandoverSummary = {
  lines: [
    { label: 'Vendor', value: 'Secure Practice', state: 'done' },
    { label: 'Token', value: 'Ends in q83A, fingerprint 7f3a 91c2 0be4', state: 'done' },
    { label: 'Connection', value: 'Passed, 11 checks', state: 'done' },
    { label: 'Mapping', value: '412 people looked at, 2 findings', state: 'done' },
    { label: 'Activation', value: '4 of 5 pages ticked', state: 'open' },
  ],
  openPoints: ['Turn provisioning on'],
  next: [
    'The first cycle starts within 40 minutes and may take hours with many people.',
    'Look at `Provisioning logs` after the first cycle, and search for one person you know.',
    'Come back before the token expires to make a new one.',
  ],
  tree: {
    levels: ['organization', 'division', 'department'],
    unknown: [],
    root: {
      name: '',
      count: 412,
      children: [
        {
          name: 'Nordlys AS',
          count: 366,
          children: [
            {
              name: 'Operations',
              count: 274,
              children: [
                { name: 'Transport', count: 183, children: [] },
                { name: 'Warehouse', count: 91, children: [] },
              ],
            },
            { name: 'Staff', count: 92, children: [{ name: 'Finance', count: 92, children: [] }] },
          ],
        },
        { name: '', count: 46, children: [] },
      ],
    },
  },
  hasExpiry: false,
};

/** A report, as small as one can be. */
export const report = `<!doctype html><html lang="en"><head><title>Provisioning record</title><style>
:root { --ink: #1a1d1e; }
body { color: var(--ink); }
</style></head><body><h1>Microsoft Entra ID to Secure Practice</h1><p>Ends in q83A</p></body></html>`;
