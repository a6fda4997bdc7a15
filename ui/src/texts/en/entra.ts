// English texts of the search for what Entra says.
import type { EntraPlace, EntraStep } from '../../bindings';
import { plural } from '../format';

export const entra = {
  title: 'What does Entra say?',
  open: 'What does Entra say?',
  offer: 'An error from Entra? What it means',
  hint: 'paste an error of the portal, and see what it means',
  label: 'Error code or text',
  fieldHint: 'The whole message may be pasted, with its line breaks. It stays on this device.',
  placeholder: 'Error code: SystemForCrossDomainIdentityManagement…',
  clear: 'Clear',
  emptyTitle: 'Where Entra says it',
  emptyPlaces: [
    'Under `Test connection`: the headline, the `Error code` and the `Details`.',
    'In the `Provisioning logs`: the error code and the message of a person or group.',
    'In the message about a quarantine: its reason.',
  ],
  examplesLabel: 'For example',
  examples: [
    'You appear to have entered invalid credentials',
    'Response Status Code: NotFound',
    'quarantine',
  ],
  tooShort: 'Three letters or more are searched for.',
  found: (count: number) => plural(count, 'explanation', 'explanations'),
  results: 'Explanations',
  place: {
    connectionTest: 'Test connection',
    provisioningLogs: 'Provisioning logs',
    quarantine: 'Quarantine',
    graph: 'Microsoft Graph',
    symptom: 'Without a message',
  } satisfies Record<EntraPlace, string>,
  whatToDo: 'What to do',
  behind: 'What can be behind it',
  more: (count: number) => `${plural(count, 'more cause', 'more causes')}`,
  go: {
    token: 'Go to the token',
    connection: 'Go to the connection test',
    mapping: 'Go to the mappings',
    activation: 'Go to the portal steps',
  } satisfies Record<EntraStep, string>,
  source:
    'The codes are from Microsoft’s documentation. What is behind each of them is our reading of it and of admins’ reports.',
  noneTitle: 'We do not know this text',
  noneText: 'It may hold one of these further down; paste that part alone:',
  noneChecks: [
    'What stands after `Error code`, such as SystemForCrossDomainIdentityManagementServiceIncompatible.',
    'What stands after `Response Status Code` in the `Details`, such as Forbidden or 404.',
  ],
  noneThen:
    'The connection test finds out by itself what Entra would meet. To ask for help, copy your text together with the last test, and add the `Request-id` that the portal shows.',
  copyNote: 'Copy for support',
  copiedNote: 'Your text and the last test',
  note: (text: string, version: string) =>
    `Microsoft Entra ID says:\n${text}\n\nFootbridge ${version} does not know this text.`,
};
