// A token belongs to one server, and ends on a day; practice saves nothing.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { emptyState, FakePlatform, readyState, tokenSummary } from '../../platform/fake';
import { safe, securePractice } from '../../platform/fake/vendors';
import { expectAccessible, show } from '../../test/screen';

const person = userEvent.setup();
const heading = () => screen.getByRole('heading', { level: 1 });
const inMain = () => within(screen.getByRole('main'));
const elsewhere = {
  position: 'token' as const,
  vendor: securePractice,
  token: null,
  tokenMadeFor: 'api.securepractice.co',
  tenantUrl: 'https://elsewhere.example/scim',
};

test('a token of another server is named with it, and why it is not used', async () => {
  const platform = new FakePlatform(emptyState(elsewhere));
  show(platform);
  expect(inMain().getByRole('status')).toHaveTextContent(
    /made for api\.securepractice\.co\. The tenant URL is of another server now, so it is not sent there/,
  );
  expect(screen.getByLabelText('API key'), 'it can be entered anew').toBeVisible();
  await expectAccessible();
  await person.click(inMain().getByRole('button', { name: 'Put the URL back' }));
  expect(await screen.findByLabelText('Tenant URL')).toHaveValue('https://api.securepractice.co/scim/v2/');
  await person.click(screen.getByRole('button', { name: 'Test the connection' }));
  await screen.findByRole('heading', { name: 'Passed in 478 ms' });
  expect(platform.state.token?.lastFour, 'the token is back with its server').toBe('q83A');
});

test('where the URL is the customer’s own, the way leads to it', async () => {
  show(new FakePlatform(emptyState({ ...elsewhere, vendor: safe })));
  await person.click(inMain().getByRole('button', { name: 'Go to the tenant URL' }));
  expect(await screen.findByLabelText('Tenant URL')).toHaveValue('https://elsewhere.example/scim');
});

test('an expired token is never ready: it says since when, and what to do', async () => {
  const token = { ...tokenSummary, expiresOn: '2026-03-01', expirySource: 'entered' as const };
  const platform = new FakePlatform(readyState({ position: 'token', token, tokenExpired: true }));
  show(platform);
  expect(heading()).toHaveTextContent('The secret token has expired');
  expect(screen.getByText(/valid until 1 March 2026/)).toBeVisible();
  expect(screen.queryByText('The secret token is ready')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Copy' }), 'it is not for pasting').toBeNull();
  expect(screen.queryByRole('checkbox'), 'nor for saving').toBeNull();
  expect(screen.getByLabelText('Expires on'), 'a wrong date can be corrected').toBeVisible();
  await expectAccessible();
  await waitFor(() => expect(heading()).toHaveFocus());
  await person.keyboard('{Enter}');
  expect(platform.called('forgetToken')).toHaveLength(1);
  expect(await screen.findByLabelText('API key')).toHaveValue('');
});

test('the connection step and the portal page say that it has expired', async () => {
  const platform = new FakePlatform(readyState({ position: 'connection', tokenExpired: true }));
  const { wizard } = show(platform);
  expect(screen.getByText('has expired')).toBeVisible();
  await person.click(screen.getByRole('button', { name: 'Make a new one' }));
  expect(await screen.findByRole('heading', { name: 'The secret token has expired' })).toBeVisible();
  wizard.state = {
    ...wizard.state,
    position: 'activation',
    ticks: [{ step: 'createApplication', at: '2026-11-20T09:30:00Z' }],
  };
  expect(
    await screen.findByText(/The token has expired\. Make a new one before you paste it\./),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: /Copy\s*Secret Token/ })).toBeNull();
  await expectAccessible();
});

test('an expired token of an earlier run is not proposed', async () => {
  const tokenRemembered = { ...tokenSummary, saved: true };
  show(
    new FakePlatform(
      emptyState({ position: 'token', vendor: securePractice, tokenRemembered, tokenExpired: true }),
    ),
  );
  expect(screen.getByText(/It has expired, so a new one is needed\./)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Take it from the keyring' })).not.toHaveClass('primary');
  expect(screen.getByRole('button', { name: 'Make the token' })).toHaveClass('primary');
});

test.each([
  ['the window is hidden', () => fireEvent(document, new Event('visibilitychange'))],
  ['the page is put away', () => fireEvent(window, new Event('pagehide'))],
])('Reveal ends when %s', async (_, happens) => {
  const platform = new FakePlatform(readyState({ position: 'token' }));
  show(platform);
  await fireEvent.pointerDown(screen.getByRole('button', { name: /Hold to reveal/ }));
  await screen.findByText(platform.token);
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  await happens();
  expect(screen.queryByText(platform.token)).toBeNull();
});

test('a token that arrives after the window was hidden is not shown', async () => {
  const platform = new FakePlatform(readyState({ position: 'token' }));
  let arrive: (token: string) => void = () => undefined;
  platform.revealToken = () => new Promise((resolve) => (arrive = resolve));
  show(platform);
  await fireEvent.pointerDown(screen.getByRole('button', { name: /Hold to reveal/ }));
  await fireEvent(document, new Event('visibilitychange'));
  arrive(platform.token);
  await waitFor(() => expect(screen.getByRole('button', { name: /Hold to reveal/ })).toBeVisible());
  expect(document.body.innerHTML).not.toContain(platform.token);
});

test('in practice the keyring is not offered, and it says why', async () => {
  const practice = { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null };
  show(new FakePlatform(readyState({ position: 'token', practice })));
  expect(screen.getByText('Nothing of practice is saved.')).toBeVisible();
  expect(screen.queryByRole('checkbox')).toBeNull();
  await expectAccessible();
});
