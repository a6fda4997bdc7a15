import type { Guide, HandoverSummary } from '../../bindings';

export const guide: Guide = {
  questions: [
    {
      field: 'ssoApplication',
      question: 'Do people already sign in to Secure Practice through Entra?',
      choices: [
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ],
    },
  ],
  steps: [
    {
      id: 'application',
      page: 'Enterprise applications',
      title: 'Create the application',
      actions: [
        { text: 'Press `New application`, then `Create your own application`.', values: [] },
        {
          text: 'Give it a name and choose `Non-gallery`.',
          values: [{ label: 'Name', kind: 'text', value: 'Secure Practice provisioning' }],
        },
      ],
      link: { label: 'Open Enterprise applications', url: 'https://entra.microsoft.com' },
      warnings: [],
      proof: { kind: 'tick', text: 'The application’s overview is open.' },
      picture: {
        page: 'Enterprise applications',
        menu: ['Overview', 'All applications', 'Application proxy'],
        activeMenu: 'All applications',
        button: 'New application',
        fields: [],
      },
    },
    {
      id: 'credentials',
      page: 'Provisioning › Connectivity',
      title: 'Enter the tenant URL and the token',
      actions: [
        {
          text: 'Paste these two values, then press `Test Connection`.',
          values: [
            { label: 'Tenant URL', kind: 'tenantUrl', value: 'https://api.securepractice.co/scim/v2/' },
            { label: 'Secret Token', kind: 'token', value: '' },
          ],
        },
      ],
      link: null,
      warnings: [{ severity: 'warning', text: 'Save before you leave the page.' }],
      proof: { kind: 'connectionTest', text: 'The same test passed here.' },
      picture: null,
    },
  ],
};

export const handover: HandoverSummary = {
  lines: [
    { label: 'Vendor', value: 'Secure Practice', state: 'done' },
    { label: 'Token', value: 'Ends in q83A', state: 'done' },
    { label: 'Connection', value: 'Passed at 10:44', state: 'done' },
    { label: 'Mapping', value: '412 people looked at', state: 'done' },
    { label: 'Activation', value: '1 of 2 pages ticked', state: 'open' },
  ],
  openPoints: ['Enter the tenant URL and the token'],
  next: ['The first cycle starts within 40 minutes.'],
  tree: null,
  hasExpiry: true,
};
