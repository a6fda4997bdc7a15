import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakePlatform, readyState } from '../platform/fake';
import { notSaved, partlyRead } from '../platform/fake/findings';
import { expectAccessible, show } from '../test/screen';

const notice = (title: string) => screen.queryByText(`${title}.`)?.closest('[role=status]') ?? null;

test('notices stand in the frame with title, explanation, where it lies and what to do', async () => {
  show(new FakePlatform(readyState({ notices: [notSaved, partlyRead] })));
  expect(notice(notSaved.title)).toHaveTextContent(
    /Does not work: Not saved: the disk is full\. .* Make room/,
  );
  expect(notice(partlyRead.title)).toHaveTextContent(/Warning: .*begins anew.*The old file lies beside/);
  expect(screen.getByText(partlyRead.evidence!)).toBeVisible();
  expect(notice(notSaved.title), 'it is no toast').not.toBe(screen.getAllByRole('status').at(-1));
  await expectAccessible();
});

test('what is not saved cannot be put away, and goes by itself', async () => {
  const platform = new FakePlatform(readyState({ notices: [notSaved], savedAt: null }));
  show(platform);
  const strip = within(notice(notSaved.title) as HTMLElement);
  expect(strip.queryByRole('button')).toBeNull();
  expect(screen.queryByText(/^saved /), 'nothing is said to be saved').toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
  await waitFor(() => expect(platform.called('goToStep')).toHaveLength(1));
  expect(notice(notSaved.title), 'it stays from step to step').not.toBeNull();
  platform.state = { ...platform.state, notices: [] };
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
  await waitFor(() => expect(notice(notSaved.title)).toBeNull());
  expect(screen.getByText(/^saved /)).toBeVisible();
});

test('another notice is dismissed for this run; a new one of its kind is shown', async () => {
  const { wizard } = show(new FakePlatform(readyState({ notices: [partlyRead, notSaved] })));
  await userEvent.click(screen.getByRole('button', { name: `Dismiss: ${partlyRead.title}` }));
  expect(notice(partlyRead.title)).toBeNull();
  expect(notice(notSaved.title)).not.toBeNull();
  wizard.state = { ...wizard.state, position: 'token' };
  await screen.findByRole('heading', { level: 1, name: 'The secret token is ready' });
  expect(notice(partlyRead.title), 'not in another step, either').toBeNull();
  wizard.state = { ...wizard.state, notices: [{ ...partlyRead, explanation: 'Another part.' }] };
  await waitFor(() => expect(notice(partlyRead.title)).toHaveTextContent('Another part.'));
});
