// The commands of the token step.

import type { TokenInput } from '../../../bindings';
import { colonInKey, readyRecognised, secretMissing, whiteSpace } from '../findings';
import { tokenSummary } from '../state';
import { FakeVendor } from './vendor';

const mask = (text: string) => (text === '' ? '' : `••••${text.length > 8 ? text.slice(-4) : ''}`);

export class FakeToken extends FakeVendor {
  readonly token = 'a2V5LTg0MTI6c2VjcmV0LWZvci1leGFtcGxlcy1vbmx5LW5vdC1yZWFsLXE4M0E=';
  async checkToken(input: TokenInput) {
    this.note('checkToken', input);
    const findings = [];
    if (input.key.includes(':')) findings.push(colonInKey);
    if (input.secret.trim().includes(' ')) findings.push(whiteSpace);
    if (input.token !== '') findings.push(readyRecognised);
    const begun = input.key !== '' || input.secret !== '';
    const pair = input.key !== '' && input.secret !== '';
    if (begun && input.secret === '') findings.push(secretMissing);
    const encodes = this.state.vendor?.token.recipe === 'base64KeySecret';
    return {
      recognised:
        input.token !== '' ? ('readyToken' as const) : pair ? ('pair' as const) : ('nothing' as const),
      findings,
      composition:
        encodes && pair ? { key: mask(input.key), secret: mask(input.secret), result: '••••q83A' } : null,
      canCompose: (pair || input.token !== '') && !findings.some((finding) => finding.severity === 'error'),
    };
  }
  async composeToken(input: TokenInput) {
    this.note('composeToken', input);
    if (input.token === '' && input.secret === '') throw secretMissing;
    const days = this.state.vendor?.token.expiresAfterDays;
    return this.change({
      tokenMadeFor: null,
      tokenExpired: false,
      token: {
        ...tokenSummary,
        madeFrom: input.token === '' ? 'pair' : 'ready',
        recipe: this.state.vendor?.token.recipe ?? 'ready',
        expiresOn: days ? '2027-02-19' : null,
        expirySource: days ? 'profile' : null,
      },
      connection: null,
    });
  }
  async revealToken() {
    this.note('revealToken');
    return this.token;
  }
  async copyToken(onEvent: (event: { kind: 'copied'; seconds: number } | { kind: 'cleared' }) => void) {
    this.note('copyToken', onEvent);
    onEvent({ kind: 'copied', seconds: 45 });
  }
  async saveToken() {
    this.note('saveToken');
    return this.change({ token: { ...(this.state.token ?? tokenSummary), saved: true } });
  }
  async loadToken() {
    this.note('loadToken');
    return this.change({
      token: { ...tokenSummary, madeFrom: 'saved', saved: true },
      tokenRemembered: null,
    });
  }
  async removeSavedTokens() {
    this.note('removeSavedTokens');
    return this.change({ token: this.state.token && { ...this.state.token, saved: false } });
  }
  async forgetToken() {
    this.note('forgetToken');
    return this.change({ token: null, tokenExpired: false, connection: null });
  }
  async setTokenExpiry(date: string | null) {
    this.note('setTokenExpiry', date);
    return this.change({
      token: this.state.token && {
        ...this.state.token,
        expiresOn: date,
        expirySource: date ? 'entered' : null,
      },
    });
  }
  async practiceCredentials() {
    this.note('practiceCredentials');
    return { key: 'practice-key-0001', secret: 'practice-secret-0001' };
  }
}
