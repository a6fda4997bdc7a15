// Findings as Rust gives them, for the screens that show them.
import type { Finding } from '../../bindings';

const blank = { causes: [], fixes: [], entraSays: null, evidence: null, place: null };

/** Returns a finding with everything but its words left out. */
export function finding(
  code: string,
  severity: Finding['severity'],
  title: string,
  explanation = '',
): Finding {
  return { ...blank, code, severity, title, explanation };
}

export const colonInKey: Finding = {
  ...blank,
  code: 'token.colon_in_key',
  severity: 'warning',
  title: 'The key holds a colon',
  explanation:
    'A colon separates the key from the secret. If you pasted both together, they are taken apart here.',
  place: { file: null, line: null, column: null, field: 'key' },
};

export const whiteSpace: Finding = {
  ...blank,
  code: 'token.inner_whitespace',
  severity: 'error',
  title: 'There is a space inside',
  explanation: 'A space in the middle is never part of a secret.',
  fixes: ['Copy it again from the portal.'],
  place: { file: null, line: null, column: null, field: 'secret' },
};

export const secretMissing: Finding = {
  ...blank,
  code: 'token.empty',
  severity: 'error',
  title: 'The API secret is missing',
  explanation: 'The token is made of both halves.',
  fixes: ['Paste it from the portal.'],
  place: { file: null, line: null, column: null, field: 'secret' },
};

export const readyRecognised: Finding = {
  ...blank,
  code: 'token.ready_recognised',
  severity: 'info',
  title: 'This is the ready token',
  explanation: 'It already holds the key and the secret, so it is taken as it is.',
  place: { file: null, line: null, column: null, field: 'token' },
};

export const usersInUrl: Finding = {
  ...blank,
  code: 'url.users_path',
  severity: 'warning',
  title: '`/Users` was cut off',
  explanation: 'Entra adds `/Users` itself.',
  place: { file: null, line: null, column: null, field: 'tenantUrl' },
};

export const plainHttp: Finding = {
  ...blank,
  code: 'url.not_https',
  severity: 'error',
  title: 'The address is not https',
  explanation: 'Entra speaks to https addresses only, and the token would travel unprotected.',
  fixes: ['Ask the vendor for the https address.'],
  place: { file: null, line: null, column: null, field: 'tenantUrl' },
};

/** The finding about a tenant URL whose host is not the vendor's. */
export const otherHost = (vendor: string, host: string): Finding => ({
  ...blank,
  code: 'app.other_host',
  severity: 'error',
  title: 'This is another host',
  explanation: `${vendor} has one tenant URL; this one leads to ${host}.`,
  place: { file: null, line: null, column: null, field: 'tenantUrl' },
});

export const invalidProxy: Finding = {
  ...blank,
  code: 'proxy.invalid',
  severity: 'error',
  title: 'This is not the address of an HTTP proxy',
  explanation: 'A proxy’s address is a host and a port, such as proxy.example.com:8080.',
  place: { file: null, line: null, column: null, field: 'proxy' },
};

export const rejected: Finding = {
  code: 'auth.rejected',
  severity: 'error',
  title: 'The server does not accept this token',
  explanation: 'It was reached, and answered that the token is not valid.',
  causes: [
    {
      cause: 'The key or secret was cut off when it was copied.',
      fix: 'Copy both again and make the token anew.',
    },
    {
      cause: 'The key has been deleted or has expired.',
      fix: 'Create a new API key in the vendor’s portal.',
    },
    {
      cause: 'The key belongs to another tenant or region.',
      fix: 'Compare the tenant URL with the one in the portal.',
    },
  ],
  fixes: [],
  entraSays:
    'You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account.',
  evidence: '401 Unauthorized · {"detail":"Invalid token"}',
  place: null,
};

export const privateIssuer: Finding = {
  ...blank,
  code: 'tls.private_issuer',
  severity: 'warning',
  title: 'The certificate is trusted by this computer only',
  explanation:
    'Its issuer is installed on this computer. Entra connects from Microsoft’s network and may not trust it.',
  fixes: ['Run this test once from a network without TLS inspection.'],
  evidence: 'issuer: CN=Corp Inspection CA',
};

export const slowAnswer: Finding = {
  ...blank,
  code: 'timing.slow',
  severity: 'info',
  title: 'The answers take their time',
  explanation: 'The slowest took 2.1 s. Entra waits longer than that, but a first cycle will take a while.',
};

export const keyringLocked: Finding = {
  ...blank,
  code: 'keyring.locked',
  severity: 'error',
  title: 'The keyring is locked',
  explanation: 'The token was not saved. It lives for as long as Footbridge is open.',
  fixes: ['Unlock the keyring of this device, then try again.'],
};

export const brokenProfile: Finding = {
  ...blank,
  code: 'profile.unknown_key',
  severity: 'error',
  title: 'The profile was not opened',
  explanation: 'It holds a key that is not known here. Nothing has changed.',
  fixes: ['Did you mean `recipe`?'],
  evidence: '12:3  [token] unknown key `receipe`\n31:14 [tenant_url] `htps://` is no address',
  place: { file: 'acme.toml', line: 12, column: 3, field: 'token.receipe' },
};

export const crashed: Finding = {
  ...blank,
  code: 'internal',
  severity: 'error',
  title: 'Something went wrong inside Footbridge',
  explanation: 'The last action was not carried out.',
  fixes: ['Try it once more.'],
  evidence: 'commands::token: poisoned',
};

export const resembling: Finding = {
  ...blank,
  code: 'profile.resembles',
  severity: 'warning',
  title: 'This profile resembles Secure Practice',
  explanation:
    'It is called “Secure Practise”, and its token goes to login.example.net, not to api.securepractice.co.',
  evidence: 'login.example.net',
  place: { file: 'acme.toml', line: null, column: null, field: null },
};

export const notSaved: Finding = {
  ...blank,
  code: 'progress.not_saved',
  severity: 'error',
  title: 'Not saved: the disk is full',
  explanation: 'What you do is kept while this window is open.',
  fixes: ['Make room on the disk; it is then saved by itself.'],
};

export const partlyRead: Finding = {
  ...blank,
  code: 'progress.partly_read',
  severity: 'warning',
  title: 'A part of your last session could not be read',
  explanation: 'The set-up of SAFE begins anew; everything else is here.',
  fixes: ['The old file lies beside the new one.'],
  evidence: '/home/kari/.local/share/footbridge/progress.old-1.json',
};
