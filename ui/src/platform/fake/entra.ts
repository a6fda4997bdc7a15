// What Entra says, with explanations.
import type { EntraExplanation } from '../../bindings';
import { plainHttp, privateIssuer, rejected, slowAnswer } from './findings';

/** Found by the first word of their names. */
export const explanations: EntraExplanation[] = [
  {
    name: 'CredentialValidationUnavailable',
    place: 'connectionTest',
    meaning: 'Entra got no usable answer: the name, the network, TLS, a firewall, or an error of the server.',
    fix: 'Look for "Response Status Code" in the details; without one the connection itself failed.',
    step: 'connection',
    findings: [rejected, privateIssuer, slowAnswer, plainHttp],
  },
  {
    name: '401 Unauthorized',
    place: 'connectionTest',
    meaning: 'The token is wrong or has expired, or the account behind it may no longer do this.',
    fix: 'Create a new token and put it into Entra.',
    step: 'token',
    findings: [rejected],
  },
  {
    name: 'LicenseLimitExceeded',
    place: 'provisioningLogs',
    meaning: 'The vendor has no licences left.',
    fix: 'Buy or free some.',
    step: null,
    findings: [],
  },
];
