import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakePlatform, readyState } from '../../platform/fake';
import { rejectedReport } from '../../platform/fake/connection';
import { faults } from '../../platform/fake/faults';
import { expectAccessible, show } from '../../test/screen';

const practice = { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null };
const open = (over = {}) =>
  new FakePlatform(
    readyState({
      position: 'connection',
      connection: null,
      practice,
      tenantUrl: practice.tenantUrl,
      ...over,
    }),
  );
const list = () => screen.getByRole('group', { name: 'Failures of the practice tenant' });
const banner = () => screen.getByRole('complementary', { name: 'Use the practice tenant' });

test('without practice there is nothing to break', () => {
  show(open({ practice: null }));
  expect(screen.queryByText('Show what a failure looks like')).toBeNull();
});

test('a failure is chosen from groups, tested at once, shown everywhere, and gone with one click', async () => {
  const platform = open();
  platform.report = rejectedReport;
  show(platform);
  await userEvent.click(screen.getByText('Show what a failure looks like'));
  expect(await screen.findByRole('list', { name: 'Lessons' })).toHaveTextContent('The token is refused');
  await userEvent.click(screen.getByText(/^All \d+ failures/));
  const group = await within(list()).findByRole('list', { name: 'Encryption and certificate' });
  expect(within(group).getAllByRole('button')).toHaveLength(2);
  await expectAccessible();

  await userEvent.click(within(list()).getByRole('button', { name: 'refuses every token with 401' }));
  expect(platform.called('setPracticeFault')).toEqual([['unauthorized']]);
  expect(await screen.findByRole('heading', { name: /does not work yet/ })).toBeVisible();
  expect(
    screen.getByText('Show another failure').closest('details'),
    'the result comes first',
  ).not.toHaveAttribute('open');
  expect(banner()).toHaveTextContent(
    'Practice, with a failure switched on: the server refuses every token with 401.',
  );
  await expectAccessible();

  await userEvent.click(screen.getByRole('button', { name: /Mapping/ }));
  await screen.findByRole('heading', { name: 'See what will be sent' });
  expect(banner(), 'it is told in every step').toHaveTextContent('a failure switched on');
  await userEvent.click(within(banner()).getByRole('button', { name: 'Make it healthy again' }));
  expect(platform.called('setPracticeFault').at(-1)).toEqual([null]);
  await waitFor(() => expect(banner()).not.toHaveTextContent('a failure switched on'));
});

test('the history tells practice from the real tenant, and which failure was on', async () => {
  const platform = open({ practice: { ...practice, fault: faults[3] } });
  platform.report = rejectedReport;
  show(platform);
  expect(screen.getByText(/The server answers 500/, { selector: 'strong' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  await screen.findByRole('heading', { name: /does not work yet/ });
  await userEvent.click(screen.getAllByRole('button', { name: 'Make it healthy again' })[0]!);
  await userEvent.click(await screen.findByRole('button', { name: 'Test the connection' }));
  await screen.findByRole('heading', { name: /does not work yet/ });
  await userEvent.click(screen.getByText('Tests of this session'));
  const runs = screen.getByText('Tests of this session').closest('details')!;
  expect(runs).toHaveTextContent('Practice tenant · The server answers 500');
  expect(runs).toHaveTextContent('The practice tenant is healthy again');
});

test('nothing can be broken while a test runs', async () => {
  const platform = open();
  platform.stageDelay = 20;
  show(platform);
  await userEvent.click(screen.getByText('Show what a failure looks like'));
  await userEvent.click(await screen.findByText(/^All \d+ failures/));
  await within(list()).findAllByRole('button');
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  for (const button of within(list()).getAllByRole('button')) expect(button).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await screen.findByRole('heading', { name: /^Stopped/ });
});
