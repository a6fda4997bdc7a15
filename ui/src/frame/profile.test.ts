import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakePlatform, readyState } from '../platform/fake';
import { crashed, resembling } from '../platform/fake/findings';
import { expectAccessible, show } from '../test/screen';

const heading = () => screen.getByRole('heading', { level: 1 });
const question = () => screen.findByRole('dialog', { name: 'Use this profile?' });

function opened(over = {}) {
  const platform = new FakePlatform(readyState(over));
  platform.profile = 'resembles';
  return { platform, ...show(platform) };
}

async function fromMenu() {
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Open a vendor profile…' }));
}

async function fromList() {
  await userEvent.click(await screen.findByRole('button', { name: /^Open a profile/ }));
}

test.each([
  ['the menu', 'token', fromMenu],
  ['the list of vendors', 'vendor', fromList],
] as const)(
  'from %s a profile that resembles a vendor is shown with its host first',
  async (_, position, open) => {
    const { platform, wizard } = opened({ position });
    const before = wizard.state;
    await open();
    const dialog = await question();
    expect(dialog).toHaveTextContent(resembling.explanation);
    expect(within(dialog).getByText('login.example.net'), 'the host by itself').toBeVisible();
    expect(
      within(dialog)
        .getAllByRole('button')
        .map((button) => button.textContent?.trim()),
    ).toEqual(['Do not use it', 'Use this profile']);
    expect(wizard.state, 'nothing has changed').toBe(before);
    await expectAccessible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Use this profile' }));
    expect(platform.called('confirmProfile')).toHaveLength(1);
    await waitFor(() => expect(dialog).not.toHaveAttribute('open'));
    expect(await screen.findByRole('button', { name: /Secure Practise.*from acme.toml/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  },
);

test('the safe answer is the one that Enter gives', async () => {
  opened();
  await fromMenu();
  const refuse = within(await question()).getByRole('button', { name: 'Do not use it' });
  expect(refuse, 'the dialog opens on it').toHaveProperty('autofocus', true);
});

test.each([
  ['its button', (dialog: HTMLElement) => userEvent.click(within(dialog).getByText('Do not use it'))],
  // A real window closes the dialog at Escape and tells of it so.
  ['Escape', (dialog: HTMLElement) => fireEvent(dialog, new Event('close'))],
])('refused by %s, nothing has changed', async (_, refuse) => {
  const { platform, wizard } = opened({ position: 'token' });
  const before = wizard.state;
  await fromMenu();
  const dialog = await question();
  await refuse(dialog);
  await waitFor(() => expect(dialog).not.toHaveAttribute('open'));
  expect(wizard.state).toBe(before);
  expect(heading()).toHaveTextContent('The secret token is ready');
  expect(platform.called('confirmProfile')).toEqual([]);
  expect(platform.called('goToStep')).toEqual([]);
});

test('a profile that cannot be taken after all says why', async () => {
  const { platform } = opened();
  platform.failing.set('confirmProfile', crashed);
  await fromMenu();
  await userEvent.click(within(await question()).getByRole('button', { name: 'Use this profile' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(crashed.title);
  expect(platform.state.profileFile).toBeNull();
});
