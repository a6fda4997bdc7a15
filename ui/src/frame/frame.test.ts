import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { emptyState, FakePlatform, readyState } from '../platform/fake';
import { crashed } from '../platform/fake/findings';
import { guideFor } from '../platform/fake/guide';
import { expectAccessible, show } from '../test/screen';
import { minutesLeft } from './minutes';

const heading = () => screen.getByRole('heading', { level: 1 });

describe('the step list', () => {
  test('is an ordered list that names the current step and what each done step came to', async () => {
    show(new FakePlatform(readyState({ position: 'connection' })));
    const list = within(screen.getByRole('navigation', { name: 'Steps' })).getByRole('list');
    expect(list.tagName, 'an ordered list').toBe('OL');
    expect(within(list).getAllByRole('listitem'), 'seven steps').toHaveLength(7);
    const current = within(list).getByRole('button', { current: 'step' });
    expect(current, 'the current one').toHaveTextContent('Connection');
    expect(within(list).getByText('Token ends in q83A'), 'the result of a done step').toBeVisible();
    await expectAccessible();
  });

  test('goes to a step, and the heading takes the focus', async () => {
    const platform = new FakePlatform(readyState());
    show(platform);
    await userEvent.click(screen.getByRole('button', { name: /Token, done/ }));
    expect(platform.called('goToStep'), 'Rust is told').toEqual([['token']]);
    await waitFor(() => expect(heading(), 'the heading has the focus').toHaveFocus());
    expect(heading()).toHaveTextContent('The secret token is ready');
  });

  test('says what is missing instead of leaving for a step that needs a vendor', async () => {
    const platform = new FakePlatform();
    show(platform);
    await userEvent.click(screen.getByRole('button', { name: /Mapping/ }));
    expect(platform.called('goToStep'), 'nothing is asked of Rust').toEqual([]);
    expect(screen.getByRole('status')).toHaveTextContent('Choose a vendor first.');
  });

  test('tells the time that is left and when all was saved', () => {
    show(new FakePlatform(readyState({ savedAt: '2026-11-21T10:44:10Z' })));
    expect(screen.getByText(/about 14 minutes left/)).toBeVisible();
    expect(screen.getByText(/^saved \d\d:44$/)).toBeVisible();
  });

  test.each([
    [emptyState(), 20, 'before a vendor is chosen: the most'],
    [readyState(), 14, 'the open seven tenths of twenty minutes'],
  ])('minutes left %#', (state, minutes, why) => {
    expect(minutesLeft(state), why).toBe(minutes);
  });

  test('the minutes go down with each page of the portal', () => {
    const pages = guideFor(readyState().situation).steps.map(({ id }) => ({
      step: id,
      at: '2026-11-21T10:50:00Z',
    }));
    const left = pages.map((_, done) => minutesLeft(readyState({ ticks: pages.slice(0, done) })));
    expect(new Set(left).size, `${left.join()} do not stand still until the last`).toBeGreaterThan(2);
    expect(left, 'and never go up').toEqual([...left].sort((one, other) => other - one));
  });
});

describe('Continue and Back', () => {
  test('Continue says what is missing and is no dead button', async () => {
    const platform = new FakePlatform();
    show(platform);
    const button = screen.getByRole('button', { name: 'Continue' });
    expect(button, 'never disabled').toBeEnabled();
    expect(button, 'the reason belongs to it').toHaveAccessibleDescription('Choose a vendor first.');
    await userEvent.click(button);
    expect(screen.getByRole('status'), 'pressed, it says so aloud').toHaveTextContent(
      'Choose a vendor first.',
    );
    expect(platform.called('goToStep')).toEqual([]);
  });

  test('Continue leads to the field that is still empty', async () => {
    show(new FakePlatform(readyState({ position: 'token', token: null })));
    await userEvent.type(screen.getByLabelText('API key'), 'a');
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    expect(screen.getByLabelText('API secret')).toHaveFocus();
    expect(screen.getByRole('status')).toHaveTextContent('Make the token first.');
  });

  test('what was said of one step is gone in the next', async () => {
    show(new FakePlatform(readyState({ position: 'connection', resumed: true })));
    expect(screen.getByRole('status')).toHaveTextContent('Welcome back.');
    await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(heading()).toHaveTextContent('See what will be sent'));
    expect(screen.getByRole('status')).toHaveTextContent('');
  });

  test('Alt and the arrows go through the steps', async () => {
    const platform = new FakePlatform(readyState());
    show(platform);
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await waitFor(() => expect(heading()).toHaveTextContent('The secret token is ready'));
    await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    await waitFor(() => expect(heading()).toHaveTextContent('What are you connecting?'));
    expect(platform.called('goToStep')).toEqual([['token'], ['vendor']]);
  });

  test('Enter continues where nothing else has the focus', async () => {
    const platform = new FakePlatform(readyState());
    show(platform);
    await waitFor(() => expect(heading()).toHaveFocus());
    await userEvent.keyboard('{Enter}');
    expect(platform.called('goToStep')).toEqual([['token']]);
  });

  test('the first step has no Back and the last no Continue', () => {
    const { unmount } = show(new FakePlatform(readyState()));
    expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
    unmount();
    show(new FakePlatform(readyState({ position: 'handover' })));
    expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
  });
});

describe('the menu', () => {
  test('is worked by keyboard and gives the focus back', async () => {
    show(new FakePlatform());
    const opener = screen.getByRole('button', { name: 'More' });
    await waitFor(() => expect(heading()).toHaveFocus());
    opener.focus();
    await userEvent.keyboard('{ArrowDown}');
    const items = await screen.findAllByRole('menuitem');
    await waitFor(() => expect(items[0], 'the first item').toHaveFocus());
    await userEvent.keyboard('{ArrowUp}');
    expect(items.at(-1), 'round to the last').toHaveFocus();
    await userEvent.keyboard('{Home}{ArrowDown}');
    expect(items[1]).toHaveFocus();
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(opener).toHaveFocus();
  });

  test('closes when the pointer goes down elsewhere', async () => {
    show(new FakePlatform());
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await userEvent.click(heading());
    expect(screen.queryByRole('menu')).toBeNull();
  });

  async function choose(item: string) {
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await userEvent.click(screen.getByRole('menuitem', { name: item }));
  }

  test('Start again asks first, and the safe answer comes first', async () => {
    const platform = new FakePlatform(readyState({ position: 'token' }));
    show(platform);
    await choose('Start again…');
    const dialog = screen.getByRole('dialog', { name: 'Start again?' });
    expect(within(dialog).getAllByRole('button')[0]).toHaveTextContent('Cancel');
    await expectAccessible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(platform.called('startAgain')).toEqual([]);
    await choose('Start again…');
    await userEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(platform.called('startAgain')).toHaveLength(1);
    await waitFor(() => expect(heading()).toHaveTextContent('What are you connecting?'));
  });

  test('Remove saved tokens asks first', async () => {
    const platform = new FakePlatform(readyState());
    show(platform);
    await choose('Remove saved tokens…');
    await userEvent.click(screen.getByRole('button', { name: 'Remove them' }));
    expect(platform.called('removeSavedTokens')).toHaveLength(1);
    expect(screen.getByRole('status')).toHaveTextContent('No token is left in the keyring.');
  });

  test('the practice tenant is switched on and off, and a banner says that it is on', async () => {
    const platform = new FakePlatform(readyState());
    show(platform);
    await choose('Use the practice tenant');
    const banner = await screen.findByText(/everything happens on this device/);
    expect(banner).toBeVisible();
    await expectAccessible();
    await userEvent.click(screen.getByRole('button', { name: 'Leave practice' }));
    expect(platform.called('stopPractice')).toHaveLength(1);
    await waitFor(() => expect(banner).not.toBeInTheDocument());
  });

  test('Open a vendor profile shows it in the first step; a cancelled dialog changes nothing', async () => {
    const platform = new FakePlatform(readyState({ position: 'token' }));
    platform.profile = 'cancelled';
    show(platform);
    await choose('Open a vendor profile…');
    expect(heading()).toHaveTextContent('The secret token is ready');
    platform.profile = 'opens';
    await choose('Open a vendor profile…');
    await waitFor(() => expect(heading()).toHaveTextContent('What are you connecting?'));
    expect(screen.getByRole('button', { name: /Acme Awareness.*from acme.toml/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });
});

test('the theme follows the choice, and the system again', async () => {
  show(new FakePlatform());
  async function choose(name: string) {
    await userEvent.click(screen.getByRole('button', { name: /^Theme/ }));
    await userEvent.click(screen.getByRole('menuitemradio', { name }));
  }
  await choose('Dark');
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(screen.getByRole('button', { name: 'Theme: Dark' })).toBeVisible();
  await choose('As the system');
  expect(document.documentElement.dataset.theme).toBeUndefined();
});

test('a question mark lists the shortcuts', async () => {
  show(new FakePlatform());
  await userEvent.keyboard('?');
  const dialog = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expectAccessible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
  expect(dialog).not.toHaveAttribute('open');
});

test.each([
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15', 'Cmd K', 'Option →'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15', 'Ctrl K', 'Alt →'],
])('the list names the keys as the system does: %s', async (agent, entra, next) => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(agent);
  show(new FakePlatform());
  await userEvent.keyboard('?');
  const keys = within(screen.getByRole('dialog', { name: 'Keyboard shortcuts' })).getAllByRole('term');
  const named = keys.map((key) => key.textContent.trim());
  expect(named).toContain(entra);
  expect(named).toContain(next);
});

test('a failure of the program is a calm card: what happened, what was kept, copy details', async () => {
  const platform = new FakePlatform(readyState());
  platform.failing.set('goToStep', crashed);
  show(platform);
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
  const alert = screen.getByRole('alert');
  expect(alert).toHaveTextContent('Something went wrong inside Footbridge');
  expect(alert).toHaveTextContent('What you have entered so far is kept.');
  await expectAccessible();
  await userEvent.click(within(alert).getByRole('button', { name: 'Copy details' }));
  expect(platform.called('copyText')[0]?.[0]).toContain('internal');
  await userEvent.click(within(alert).getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('after an earlier run it says where one is', () => {
  show(new FakePlatform(readyState({ position: 'connection', resumed: true })));
  expect(screen.getByRole('status')).toHaveTextContent('Welcome back.');
});
