import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { ProxySetting } from '../../bindings';
import { FakePlatform, readyState } from '../../platform/fake';
import { expectAccessible, show } from '../../test/screen';

const open = (proxy: ProxySetting = { kind: 'system' }) =>
  new FakePlatform(readyState({ position: 'connection', connection: null, proxy }));
const box = () => screen.getByText('Proxy', { selector: 'summary span' }).closest('details')!;
const unfold = () => userEvent.click(screen.getByText('Proxy', { selector: 'summary span' }));

test('folded away, it says which one is used', async () => {
  show(open());
  await waitFor(() => expect(box()).toHaveTextContent('this computer names none for this address'));
  expect(box()).not.toHaveAttribute('open');
});

test('the system’s is shown as it was found', async () => {
  const platform = open();
  platform.proxyOfSystem = { address: 'proxy.corp.example:3128', signsIn: true };
  show(platform);
  await waitFor(() =>
    expect(box()).toHaveTextContent('proxy.corp.example:3128, from this computer’s settings'),
  );
  expect(platform.called('systemProxy')[0]).toEqual(['https://api.securepractice.co/scim/v2/']);
  await unfold();
  expect(screen.getByText(/It comes with a user name and password/)).toBeVisible();
  await expectAccessible();
});

test('one is entered with its sign-in, of which nothing stays in the window', async () => {
  const platform = open();
  const { container } = show(platform);
  await unfold();
  await userEvent.click(screen.getByRole('radio', { name: 'This proxy' }));
  await userEvent.type(screen.getByLabelText('Address of the proxy'), 'socks5://proxy.example:1080');
  await userEvent.click(screen.getByRole('button', { name: 'Use this proxy' }));
  await waitFor(() =>
    expect(screen.getByLabelText('Address of the proxy')).toHaveAccessibleDescription(
      /not the address of an HTTP proxy/,
    ),
  );
  await expectAccessible();

  await userEvent.clear(screen.getByLabelText('Address of the proxy'));
  await userEvent.type(screen.getByLabelText('Address of the proxy'), 'proxy.example:8080');
  await userEvent.type(screen.getByLabelText('User name'), 'kim');
  expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password');
  await userEvent.type(screen.getByLabelText('Password'), 'canary-proxy-pass{Enter}');
  expect(platform.called('setProxy').at(-1)).toEqual([
    { kind: 'at', address: 'proxy.example:8080', user: 'kim', password: 'canary-proxy-pass' },
  ]);
  expect(await screen.findByText(/The test goes through proxy.example:8080/)).toBeVisible();
  expect(box()).toHaveTextContent('proxy.example:8080, with a sign-in');
  expect(container.outerHTML).not.toContain('canary-proxy-pass');
  expect([...container.querySelectorAll('input')].map((input) => input.value)).not.toContain(
    'canary-proxy-pass',
  );
  expect(platform.called('testConnection'), 'Enter there does not start the test').toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Enter another' }));
  expect(screen.getByLabelText('Password')).toHaveValue('');
});

test('none, or the system’s again, is one choice', async () => {
  const platform = open({ kind: 'at', address: 'proxy.example:8080', signsIn: false });
  show(platform);
  await unfold();
  await userEvent.click(screen.getByRole('radio', { name: 'No proxy' }));
  await waitFor(() => expect(box()).toHaveTextContent('Proxy none is used'));
  await userEvent.click(screen.getByRole('radio', { name: 'As this computer' }));
  expect(platform.called('setProxy')).toEqual([[{ kind: 'direct' }], [{ kind: 'system' }]]);
});

test('the practice tenant is on this device: no proxy is asked for', () => {
  const platform = open();
  const practice = { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null };
  platform.state = { ...platform.state, practice };
  show(platform);
  expect(screen.queryByText('Proxy', { selector: 'summary span' })).toBeNull();
});
