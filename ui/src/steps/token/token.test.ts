import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { emptyState, FakePlatform, readyState, tokenSummary } from '../../platform/fake';
import { keyringLocked, whiteSpace } from '../../platform/fake/findings';
import { safe, securePractice } from '../../platform/fake/vendors';
import { expectAccessible, show } from '../../test/screen';
import { Reveal, shownAtMost } from './reveal.svelte';

afterEach(() => vi.useRealTimers());

const open = (over = {}) =>
  new FakePlatform(emptyState({ position: 'token', vendor: securePractice, ...over }));
const key = () => screen.getByLabelText('API key');
const inMain = () => within(screen.getByRole('main'));
const secret = () => screen.getByLabelText('API secret');

describe('the form', () => {
  test('asks for both halves, as the vendor calls them, and says where they are', async () => {
    show(open());
    expect(key()).toHaveAttribute('type', 'password');
    expect(secret()).toHaveAttribute('autocomplete', 'off');
    expect(screen.getByText('Create API key')).toBeVisible();
    await expectAccessible();
  });

  test('shows the composition with the halves masked, as it happens', async () => {
    show(open());
    expect(screen.getAllByText('still empty'), 'both halves, and so the token').toHaveLength(3);
    await userEvent.type(key(), 'key-84129931');
    expect(screen.getAllByText('still empty'), 'the secret, and so the token').toHaveLength(2);
    await userEvent.type(secret(), 'abcdefghijklmnop');
    expect(await screen.findByText('••••9931')).toBeVisible();
    expect(await screen.findByText('••••mnop')).toBeVisible();
    expect(await screen.findByText('••••q83A')).toBeVisible();
    await expectAccessible();
  });

  test('says what is wrong under the field that it is about', async () => {
    show(open());
    await userEvent.type(key(), 'key:half');
    await userEvent.type(secret(), 'abc def');
    await waitFor(() =>
      expect(secret()).toHaveAccessibleDescription(/Does not work: There is a space inside/),
    );
    expect(secret()).toBeInvalid();
    expect(key(), 'a warning does not make it invalid').not.toBeInvalid();
    expect(key()).toHaveAccessibleDescription(/Warning: The key holds a colon/);
    await expectAccessible();
  });

  test('with nothing pasted it names the first field and goes there, and asks nothing of Rust', async () => {
    const platform = open();
    show(platform);
    await userEvent.click(screen.getByRole('button', { name: 'Make the token' }));
    expect(screen.getByRole('status')).toHaveTextContent('Paste the API key first.');
    expect(key()).toHaveFocus();
    expect(platform.called('composeToken')).toEqual([]);
  });

  test('a half that is missing is told once, under its field, which takes the focus', async () => {
    show(open());
    await userEvent.type(key(), 'key-84129931');
    expect(screen.queryByText(/API secret is missing/), 'nobody has asked yet').toBeNull();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(secret()).toHaveFocus());
    await waitFor(() => expect(screen.getAllByText(/API secret is missing/)).toHaveLength(1));
    expect(secret()).toHaveAccessibleDescription(/The API secret is missing/);
    await userEvent.type(secret(), 'x');
    await waitFor(() => expect(screen.queryByText(/API secret is missing/)).toBeNull());
  });

  test('composes on Enter, empties the fields, and leaves no trace of the halves in the page', async () => {
    const platform = open();
    show(platform);
    await userEvent.type(key(), 'canary-key-0001');
    await userEvent.type(secret(), 'canary-secret-0001');
    const inputs = [key(), secret()] as HTMLInputElement[];
    await userEvent.keyboard('{Enter}');
    expect(platform.called('composeToken')).toEqual([
      [{ key: 'canary-key-0001', secret: 'canary-secret-0001', token: '' }],
    ]);
    const heading = await screen.findByRole('heading', { level: 1, name: 'The secret token is ready' });
    await waitFor(() => expect(heading).toHaveFocus());
    expect(inputs.map((input) => input.value)).toEqual(['', '']);
    expect(document.documentElement.outerHTML).not.toContain('canary');
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('canary');
  });

  test('a refusal stands under its field, which takes the focus; nothing is emptied', async () => {
    const platform = open();
    platform.failing.set('composeToken', whiteSpace);
    show(platform);
    await userEvent.type(key(), 'key-84129931');
    await userEvent.type(secret(), 'abcdefghijklmnop{Enter}');
    await waitFor(() => expect(secret()).toHaveAccessibleDescription(/There is a space inside/));
    expect(secret()).toHaveFocus();
    expect(secret()).toHaveValue('abcdefghijklmnop');
  });

  test('a ready token may be pasted instead', async () => {
    const platform = open();
    show(platform);
    await userEvent.click(screen.getByRole('button', { name: /I have the ready token/ }));
    const field = screen.getByLabelText('Azure AD user synchronization token');
    expect(field).toHaveFocus();
    await userEvent.type(field, 'cmVhZHk6dG9rZW4=');
    expect(await screen.findByText('This is a ready token: it is taken as it is.')).toBeVisible();
    await expectAccessible();
    await userEvent.click(screen.getByRole('button', { name: 'Use this token' }));
    expect(platform.called('composeToken')).toEqual([[{ key: '', secret: '', token: 'cmVhZHk6dG9rZW4=' }]]);
  });

  test('a vendor with one token asks for one field and composes nothing', async () => {
    show(open({ vendor: safe }));
    expect(screen.getByLabelText('Secret Token')).toBeVisible();
    expect(screen.queryByRole('group', { name: 'How the token comes about' })).toBeNull();
    await expectAccessible();
  });

  test('line breaks inside a pasted value reach the check', async () => {
    const platform = open();
    show(platform);
    const input = key();
    await fireEvent.paste(input, { clipboardData: { getData: () => 'first\nsecond' } });
    await waitFor(() =>
      expect(platform.called('checkToken').at(-1)).toEqual([{ key: 'first\nsecond', secret: '', token: '' }]),
    );
  });

  test('in practice it fills in key and secret', async () => {
    show(open({ practice: { tenantUrl: 'http://127.0.0.1:41234/scim/v2' } }));
    await userEvent.click(screen.getByRole('button', { name: 'Fill in practice key and secret' }));
    expect(key()).toHaveValue('practice-key-0001');
    expect(secret()).toHaveValue('practice-secret-0001');
  });

  test('says that it works without network, and what the network does', async () => {
    const platform = open();
    platform.online = false;
    show(platform);
    expect(screen.getByText(/This device is offline. That is fine here./)).toBeVisible();
    platform.setOnline(true);
    expect(await screen.findByText(/you may go offline/)).toBeVisible();
  });

  test('takes the token of an earlier run from the keyring; a locked one can be tried again', async () => {
    const platform = open({ tokenRemembered: { ...tokenSummary, saved: true } });
    platform.failing.set('loadToken', keyringLocked);
    show(platform);
    await userEvent.click(screen.getByRole('button', { name: 'Take it from the keyring' }));
    expect(await screen.findByText('The keyring is locked')).toBeVisible();
    await expectAccessible();
    platform.failing.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/taken from the keyring/)).toBeVisible();
  });

  test('without a vendor it leads to the vendors', () => {
    show(new FakePlatform(emptyState({ position: 'token' })));
    expect(inMain().getByRole('button', { name: 'Vendor' })).toBeVisible();
  });
});

describe('the token', () => {
  const ready = (over = {}) => new FakePlatform(readyState({ position: 'token', ...over }));
  const reveal = () => screen.getByRole('button', { name: /Hold to reveal|Let go to hide/ });

  test('shows its last four and its fingerprint, never itself', async () => {
    const platform = ready();
    show(platform);
    expect(screen.getByText('Secret token, ends in q83A')).toBeVisible();
    expect(screen.getByText('7f3a 91c2 0be4')).toBeVisible();
    expect(document.body.innerHTML).not.toContain(platform.token);
    expect(platform.called('revealToken')).toEqual([]);
    await expectAccessible();
  });

  test('is shown while the pointer holds, and hidden on release', async () => {
    const platform = ready();
    show(platform);
    await fireEvent.pointerDown(reveal());
    expect(await screen.findByText(platform.token)).toBeVisible();
    expect(reveal()).toHaveAttribute('aria-pressed', 'true');
    await fireEvent.pointerUp(reveal());
    expect(screen.queryByText(platform.token)).toBeNull();
  });

  test.each([' ', 'Enter'])('is shown while the key “%s” is held', async (name) => {
    const platform = ready();
    show(platform);
    await fireEvent.keyDown(reveal(), { key: name });
    expect(await screen.findByText(platform.token)).toBeVisible();
    await fireEvent.keyUp(reveal(), { key: name });
    expect(screen.queryByText(platform.token)).toBeNull();
  });

  test('is hidden when the window loses the focus', async () => {
    const platform = ready();
    show(platform);
    await fireEvent.pointerDown(reveal());
    await screen.findByText(platform.token);
    await fireEvent.blur(window);
    expect(screen.queryByText(platform.token)).toBeNull();
  });

  test('is not shown when it arrives after the release, and hides by itself', async () => {
    vi.useFakeTimers();
    const held = new Reveal();
    let arrive: (token: string) => void = () => undefined;
    const showing = held.show(() => new Promise((resolve) => (arrive = resolve)));
    held.hide();
    arrive('late');
    await showing;
    expect(held.token, 'nobody holds any more').toBeNull();
    await held.show(() => Promise.resolve('token'));
    expect(held.token).toBe('token');
    vi.advanceTimersByTime(shownAtMost);
    expect(held.token, 'eight seconds are over').toBeNull();
  });

  test('is copied by Rust, and the seconds until it is cleared are counted', async () => {
    const platform = ready();
    show(platform);
    await userEvent.click(screen.getByRole('button', { name: 'Copy' }));
    expect(platform.called('copyToken')).toHaveLength(1);
    expect(platform.called('copyText'), 'it does not pass through the page').toEqual([]);
    expect(await screen.findByText('On the clipboard for 45 s')).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent(/cleared from the clipboard after 45 seconds/);
    const tell = platform.called('copyToken')[0]?.[0] as (event: { kind: string }) => void;
    tell({ kind: 'replaced' });
    expect(await screen.findByText(/that was left alone/)).toBeVisible();
    tell({ kind: 'cleared' });
    expect(await screen.findByText('Cleared from the clipboard.')).toBeVisible();
  });

  test('is saved only when ticked', async () => {
    const platform = ready();
    show(platform);
    const box = screen.getByRole('checkbox', { name: 'Save it in the keyring of this device' });
    expect(box).not.toBeChecked();
    await userEvent.click(box);
    expect(await inMain().findByText('In the keyring of this device.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'remove…' }));
    expect(screen.getByRole('dialog', { name: 'Remove saved tokens?' })).toBeVisible();
  });

  test('a keyring that refuses says why, the tick is gone, and Try again works', async () => {
    const platform = ready();
    platform.failing.set('saveToken', keyringLocked);
    show(platform);
    await userEvent.click(screen.getByRole('checkbox'));
    expect(await screen.findByRole('alert')).toHaveTextContent('The keyring is locked');
    expect(screen.getByRole('checkbox')).not.toBeChecked();
    await expectAccessible();
    platform.failing.clear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await inMain().findByText('In the keyring of this device.')).toBeVisible();
  });

  test('a vendor that asks for days is answered in days', async () => {
    const token = { ...tokenSummary, madeAt: '2026-11-21T10:42:00Z', expiresOn: '2027-02-19' };
    const platform = new FakePlatform(readyState({ position: 'token', vendor: safe, token }));
    show(platform);
    const days = screen.getByRole('spinbutton');
    expect(days).toHaveValue(90);
    await fireEvent.change(days, { target: { value: '30' } });
    expect(platform.called('setTokenExpiry')).toEqual([['2026-12-21']]);
    await expectAccessible();
  });

  test('a URL of the customer’s own is asked beside the token, and is in the field of the test', async () => {
    const platform = new FakePlatform(
      readyState({ position: 'token', vendor: safe, token: null, tenantUrl: '' }),
    );
    show(platform);
    await userEvent.type(screen.getByLabelText('Tenant URL'), 'https://own.safe.example/scim');
    await expectAccessible();
    await userEvent.click(screen.getByRole('button', { name: /^Connection/ }));
    expect(await screen.findByLabelText('Tenant URL')).toHaveValue('https://own.safe.example/scim');
  });

  test('what is hidden can be looked at while it is typed, and hides when nobody looks at the window', async () => {
    show(new FakePlatform(readyState({ position: 'token', token: null })));
    const secret = screen.getByLabelText('API secret');
    await userEvent.type(secret, 'half');
    expect(secret).toHaveAttribute('type', 'password');
    await userEvent.click(screen.getByRole('button', { name: 'Show what is in API secret' }));
    expect(secret).toHaveAttribute('type', 'text');
    expect(screen.getByLabelText('API key'), 'the other half stays hidden').toHaveAttribute(
      'type',
      'password',
    );
    await fireEvent.blur(window);
    expect(secret).toHaveAttribute('type', 'password');
  });

  test('an expiry date is entered, told in words with what happens then, and taken back', async () => {
    const platform = ready();
    show(platform);
    const date = screen.getByLabelText('Expires on');
    await fireEvent.change(date, { target: { value: '2099-02-19' } });
    expect(platform.called('setTokenExpiry')).toEqual([['2099-02-19']]);
    expect(await screen.findByText(/19 February 2099/)).toBeVisible();
    expect(screen.getByText(securePractice.token.expiryText)).toBeVisible();
    await expectAccessible();
    await userEvent.click(screen.getByRole('button', { name: 'no date' }));
    expect(platform.called('setTokenExpiry').at(-1)).toEqual([null]);
  });

  test('Make another leads back to the empty form', async () => {
    const platform = ready();
    show(platform);
    await userEvent.click(screen.getByRole('button', { name: 'Make another' }));
    expect(platform.called('forgetToken')).toHaveLength(1);
    expect(await screen.findByLabelText('API key')).toHaveValue('');
  });
});
