import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { emptyState, FakePlatform, readyState } from '../platform/fake';
import { rejectedReport } from '../platform/fake/connection';
import { explanations } from '../platform/fake/entra';
import { expectAccessible, show } from '../test/screen';

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Error code or text');
const dialog = () => screen.getByRole('dialog', { name: 'What does Entra say?' });
const results = () => screen.findByRole('list', { name: 'Explanations' });

/** The search as it opens from any step. */
async function ask(platform = new FakePlatform(readyState({ position: 'mapping' }))) {
  const shown = show(platform);
  await userEvent.keyboard('{Control>}k{/Control}');
  await waitFor(() => expect(field()).toHaveFocus());
  return { platform, ...shown };
}

test('it opens from the menu before a vendor is chosen, and says where Entra says it', async () => {
  show(new FakePlatform(emptyState()));
  await userEvent.click(screen.getByRole('button', { name: 'More' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'What does Entra say?…' }));
  expect(await within(dialog()).findByText('Where Entra says it')).toBeVisible();
  expect(field()).toHaveFocus();
  await expectAccessible();
  await userEvent.click(screen.getByRole('button', { name: 'quarantine' }));
  expect(field()).toHaveValue('quarantine');
});

test('a pasted message with its line breaks finds what it means, and leads to the right step', async () => {
  const { platform } = await ask();
  await userEvent.paste('You appear to have entered…\nError code: CredentialValidationUnavailable\n401');
  const list = await results();
  expect(platform.called('explainEntra').at(-1)?.[0]).toContain('\n');
  const [first, second] = within(list).getAllByRole('group');
  expect(first).toHaveTextContent(/CredentialValidationUnavailable Test connection/);
  expect(first).toHaveAttribute('open');
  expect(first).toHaveTextContent('Entra got no usable answer');
  expect(first).toHaveTextContent('The server does not accept this token.');
  expect(within(first!).getByText('1 more cause')).toBeVisible();
  expect(second, 'only the best one is unfolded').not.toHaveAttribute('open');
  await expectAccessible();
  await userEvent.click(within(first!).getByRole('button', { name: 'Go to the connection test' }));
  expect(await screen.findByRole('heading', { name: 'Test the connection' })).toHaveFocus();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(platform.called('goToStep')).toEqual([['connection']]);
});

test('what no step mends leads nowhere', async () => {
  await ask();
  await userEvent.paste('LicenseLimitExceeded');
  const list = await results();
  expect(within(list).queryByRole('button', { name: /^Go to/ })).toBeNull();
  expect(list).toHaveTextContent('Buy or free some.');
});

test('the arrows lead through what was found and back into the field', async () => {
  await ask();
  await userEvent.paste('CredentialValidationUnavailable 401');
  await results();
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toHaveTextContent('CredentialValidationUnavailable');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement?.tagName).toBe('SUMMARY');
  await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}');
  expect(field()).toHaveFocus();
});

test('an unknown text says what to look for, and copies what support needs', async () => {
  const platform = new FakePlatform(readyState({ position: 'mapping', connection: rejectedReport }));
  await ask(platform);
  await userEvent.paste('zz');
  expect(screen.getByText('Three letters or more are searched for.')).toBeVisible();
  await userEvent.paste('zzz no such thing');
  expect(await within(dialog()).findByText('We do not know this text', { selector: '.title' })).toBeVisible();
  await expectAccessible();
  await userEvent.click(screen.getByRole('button', { name: 'Copy for support' }));
  const note = platform.called('copyText')[0]?.[0] as string;
  expect(note).toContain('zzzzz no such thing');
  expect(note).toContain(rejectedReport.supportText);
});

test('the text is kept from the dialog to the step, and can be cleared', async () => {
  await ask(new FakePlatform(readyState({ position: 'connection' })));
  await userEvent.paste('401');
  await results();
  await userEvent.click(within(dialog()).getByRole('button', { name: 'Close' }));
  await userEvent.keyboard('/');
  await waitFor(() => expect(field()).toHaveFocus());
  expect(field()).toHaveValue('401');
  expect(await results()).toHaveTextContent('401 Unauthorized');
  await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(field()).toHaveValue('');
  expect(screen.getByText('Where Entra says it')).toBeVisible();
});

test('what becomes the most specific explanation while one types is open, and the others fold', async () => {
  await ask();
  const open = async () =>
    within(await results())
      .getAllByRole('group')
      .filter((one) => one.hasAttribute('open'))
      .map((one) => one.querySelector('summary')?.textContent);
  await userEvent.paste('401');
  await waitFor(async () => expect(await open()).toEqual([expect.stringContaining('401 Unauthorized')]));
  await userEvent.paste(' CredentialValidationUnavailable');
  await waitFor(async () =>
    expect(await open(), 'a better one came').toEqual([
      expect.stringContaining('CredentialValidationUnavailable'),
    ]),
  );
  await userEvent.clear(field());
  await userEvent.paste('401');
  await waitFor(async () => expect(await open()).toEqual([expect.stringContaining('401 Unauthorized')]));
});

test('what is alone is open, though it stood second and folded before', async () => {
  const { platform } = await ask();
  await userEvent.paste('CredentialValidationUnavailable 401');
  const list = await results();
  expect(within(list).getAllByRole('group')[1]).not.toHaveAttribute('open');
  platform.explainEntra = async () => explanations.filter(({ name }) => name === '401 Unauthorized');
  await userEvent.paste(' ');
  await waitFor(() => expect(screen.queryByText('CredentialValidationUnavailable')).toBeNull());
  expect(within(await results()).getAllByRole('group')[0]).toHaveAttribute('open');
});
