// A vendor with one tenant URL, and an address of another host in the field.
import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakePlatform, readyState } from '../../platform/fake';
import { crashed, otherHost } from '../../platform/fake/findings';
import { safe } from '../../platform/fake/vendors';
import { expectAccessible, show } from '../../test/screen';

const person = userEvent.setup();
const own = 'https://api.securepractice.co/scim/v2/';
const other = 'https://elsewhere.example/scim';
const url = () => screen.getByLabelText('Tenant URL');
const back = () => screen.findByRole('button', { name: 'Put it back' });
const use = () => screen.getByRole('button', { name: 'Use elsewhere.example all the same' });
const run = () => screen.getByRole('button', { name: 'Test the connection' });

async function typed(over = {}) {
  const platform = new FakePlatform(readyState({ position: 'connection', connection: null, ...over }));
  const window = show(platform);
  await person.clear(url());
  await person.type(url(), other);
  return { platform, ...window };
}

test('it is said at the field, with two ways on', async () => {
  await typed();
  await back();
  expect(url()).toBeInvalid();
  expect(url()).toHaveAccessibleDescription(
    /Secure Practice has one tenant URL; this one leads to elsewhere/,
  );
  expect(await back(), 'what is safe is what the screen proposes').toHaveClass('primary');
  expect(run()).not.toHaveClass('primary');
  await expectAccessible();
});

test('Put it back writes the vendor’s own address, which is then tested', async () => {
  const { platform } = await typed();
  await person.click(await back());
  expect(url()).toHaveValue(own);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Put it back' })).toBeNull());
  expect(run()).toHaveFocus();
  await person.keyboard('{Enter}');
  await waitFor(() => expect(platform.called('testConnection').map(([tested]) => tested)).toEqual([own]));
  expect(platform.called('confirmTenantUrl')).toEqual([]);
});

test.each([
  ['the button', () => person.click(run())],
  ['Enter in the field', () => person.type(url(), '{Enter}')],
])('Test by %s does not test, and leads there', async (_, press) => {
  // Without waiting for the check of what was typed, too.
  const { platform } = await typed();
  await press();
  await waitFor(async () => expect(await back()).toHaveFocus());
  expect(platform.called('testConnection')).toEqual([]);
  expect(screen.getByRole('status')).toHaveTextContent(
    'Put the tenant URL back first, or say that it is meant.',
  );
});

test('said to be meant, it can be tested', async () => {
  const { platform } = await typed();
  await back();
  await person.click(use());
  expect(platform.called('confirmTenantUrl')).toEqual([[other]]);
  await waitFor(() => expect(run()).toHaveFocus());
  expect(url()).toHaveValue(other);
  expect(url()).not.toBeInvalid();
  expect(screen.getByText('Made for api.securepractice.co, and sent nowhere else')).toBeVisible();
  await expectAccessible();
});

test('a refusal stands at the field, and nothing is tested', async () => {
  const { platform } = await typed();
  platform.failing.set('confirmTenantUrl', {
    ...otherHost('', ''),
    code: 'url.holds_secret',
    title: 'It holds a secret',
  });
  await back();
  await person.click(use());
  await waitFor(() => expect(url()).toHaveAccessibleDescription(/It holds a secret/));
  expect(platform.called('testConnection')).toEqual([]);
  platform.failing.set('confirmTenantUrl', crashed);
  await person.click(use());
  expect(await screen.findByRole('alert')).toHaveTextContent(crashed.title);
});

test('what the test itself refuses is decided in the same place', async () => {
  const platform = new FakePlatform(readyState({ position: 'connection', connection: null }));
  platform.failing.set('testConnection', otherHost('Secure Practice', 'elsewhere.example'));
  show(platform);
  await person.click(run());
  expect(await back()).toBeVisible();
});

test('a vendor whose customers have their own addresses is not asked', async () => {
  const { platform } = await typed({ vendor: safe, tenantUrl: '' });
  await waitFor(() => expect(platform.called('checkTenantUrl').at(-1)).toEqual([other]));
  expect(screen.queryByRole('button', { name: 'Put it back' })).toBeNull();
  await person.click(run());
  await waitFor(() => expect(platform.called('testConnection').map(([tested]) => tested)).toEqual([other]));
});
