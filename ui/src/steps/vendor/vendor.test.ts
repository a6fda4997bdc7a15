import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakePlatform, readyState } from '../../platform/fake';
import { brokenProfile, crashed } from '../../platform/fake/findings';
import { cards } from '../../platform/fake/vendors';
import { expectAccessible, show } from '../../test/screen';
import { matches } from './search';

test.each([
  ['', true, 'nothing sought is found everywhere'],
  ['secure', true, 'the start of the name'],
  ['PRACTICE', true, 'a later word, in any case'],
  ['mailrisk', true, 'the name of the product'],
  ['api key', true, 'two words of the line'],
  ['ractice', false, 'not the middle of a word'],
  ['keepnet', false, 'another vendor'],
])('searching “%s”', (search, found, why) => {
  expect(matches(cards[0]!, search), why).toBe(found);
});

test('lists every vendor, the other application and a profile, without a choice made', async () => {
  show(new FakePlatform());
  const list = await screen.findByRole('list', { name: 'Vendors' });
  await waitFor(() => expect(within(list).getAllByRole('button')).toHaveLength(5));
  expect(within(list).queryByRole('button', { pressed: true })).toBeNull();
  await expectAccessible();
});

test('a choice by keyboard shows what is needed, what happens and what never happens', async () => {
  const platform = new FakePlatform();
  show(platform);
  const card = await screen.findByRole('button', { name: /^Secure Practice/ });
  card.focus();
  await userEvent.keyboard('{Enter}');
  expect(platform.called('chooseVendor')).toEqual([['secure-practice', 'entra']]);
  expect(card).toHaveAttribute('aria-pressed', 'true');
  expect(await screen.findByText('10 to 20 minutes')).toBeVisible();
  expect(screen.getByText('Your token goes to your own tenant URL, and nowhere else.')).toBeVisible();
  expect(screen.getByRole('region', { name: 'Secure Practice' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Continue' })).toHaveAccessibleDescription('');
  await expectAccessible();
});

test('pressing the chosen vendor once more asks nothing of Rust', async () => {
  const platform = new FakePlatform(readyState());
  show(platform);
  await userEvent.click(await screen.findByRole('button', { name: /^Secure Practice/ }));
  expect(platform.called('chooseVendor')).toEqual([]);
});

test('the notes of a vendor carry their severity in words', async () => {
  show(new FakePlatform());
  await userEvent.click(await screen.findByRole('button', { name: /^SAFE/ }));
  const note = (await screen.findByText(/Do not combine this/)).closest('p');
  expect(note).toHaveTextContent('Warning: Do not combine');
});

test('a slash leads to the search; no match says what to do next; Escape empties it', async () => {
  show(new FakePlatform());
  await screen.findByRole('button', { name: /^Keepnet/ });
  await userEvent.keyboard('/');
  const search = screen.getByRole('searchbox');
  expect(search).toHaveFocus();
  await userEvent.keyboard('MailRisk');
  expect(screen.getByRole('button', { name: /^Secure Practice/ })).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Keepnet/ })).toBeNull();
  await userEvent.keyboard(' nobody');
  expect(screen.getByText(/No vendor here is called “MailRisk nobody”/)).toBeVisible();
  expect(screen.getByRole('button', { name: /^Other SCIM/ }), 'the way out stays').toBeVisible();
  await expectAccessible();
  await userEvent.keyboard('{Escape}');
  expect(search).toHaveValue('');
});

test('a broken profile says where, and nothing has changed', async () => {
  const platform = new FakePlatform();
  platform.failing.set('openProfile', brokenProfile);
  show(platform);
  await userEvent.click(await screen.findByRole('button', { name: /^Open a profile/ }));
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('acme.toml, line 12, column 3');
  expect(alert).toHaveTextContent('31:14 [tenant_url]');
  await expectAccessible();
});

test('the list is one Tab stop, and the arrow keys lead through it', async () => {
  show(new FakePlatform());
  await screen.findByRole('button', { name: /^Secure Practice/ });
  screen.getByRole('searchbox').focus();
  await userEvent.tab();
  expect(screen.getByRole('button', { name: /^Secure Practice/ })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole('button', { name: /^Keepnet/ })).toHaveFocus();
  await userEvent.tab();
  expect(screen.getByRole('button', { name: /^Open a profile/ })).toHaveFocus();
});

test('whoever has no account begins to practise here, and is not asked to twice', async () => {
  const platform = new FakePlatform();
  show(platform);
  await userEvent.click(await screen.findByRole('button', { name: /^No account at hand/ }));
  expect(platform.called('startPractice')).toHaveLength(1);
  await waitFor(() => expect(screen.queryByRole('button', { name: /^No account at hand/ })).toBeNull());
});

test('when the list does not come, the failure is told and a profile can still be opened', async () => {
  const platform = new FakePlatform();
  platform.failing.set('listVendors', crashed);
  show(platform);
  expect(await screen.findByRole('alert')).toHaveTextContent(crashed.title);
  expect(screen.getByRole('button', { name: /^Open a profile/ })).toBeEnabled();
});

test('an application without a profile is asked for its name', async () => {
  const platform = new FakePlatform();
  show(platform);
  await userEvent.click(await screen.findByRole('button', { name: /^Other SCIM/ }));
  await userEvent.type(await screen.findByLabelText('What is it called?'), 'Acme Awareness');
  await userEvent.tab();
  expect(platform.called('nameVendor')).toEqual([['Acme Awareness']]);
  expect(await screen.findByRole('region', { name: 'Acme Awareness' })).toBeVisible();
  await expectAccessible();
});
