import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { emptyState, FakePlatform, readyState } from '../../platform/fake';
import { crashed } from '../../platform/fake/findings';
import { guide } from '../../platform/fake/guide';
import { expectAccessible, show } from '../../test/screen';
import { answerOf, changeFor } from './situation';

const person = userEvent.setup();
const at = '2026-11-20T09:30:00Z';
const atActivation = (over = {}) => new FakePlatform(readyState({ position: 'activation', ...over }));
const ticked = (...steps: string[]) => atActivation({ ticks: steps.map((step) => ({ step, at })) });

const page = () => screen.getByRole('article');
const pages = () => screen.getAllByRole('navigation', { name: 'Portal pages' })[0]!;

describe('the situation', () => {
  it('is asked first, and the guide follows the answers', async () => {
    const platform = atActivation();
    show(platform);
    expect(await screen.findByRole('heading', { name: 'First, your situation' })).toBeVisible();
    expect(screen.queryByRole('radio', { name: 'No, I create a second one' })).toBeNull();
    await expectAccessible();
    await person.click(screen.getByRole('radio', { name: 'Yes, it exists' }));
    expect(await screen.findByRole('radio', { name: 'No, I create a second one' })).toBeVisible();
    expect(platform.state.situation.ssoApplication).toBe(true);
    await person.click(screen.getByRole('button', { name: 'Show the first page' }));
    expect(await screen.findByRole('heading', { name: 'Enter the tenant URL and the token' })).toHaveFocus();
  });

  it('is not asked again of somebody who has begun, and can be changed', async () => {
    show(ticked('createApplication'));
    expect(await screen.findByRole('heading', { name: 'Enter the tenant URL and the token' })).toBeVisible();
    await person.click(screen.getByRole('button', { name: 'Change the answers' }));
    expect(screen.getByRole('heading', { name: 'Your situation' })).toHaveFocus();
    await person.click(screen.getByRole('button', { name: 'Back to the page' }));
    expect(await screen.findByRole('heading', { name: 'Enter the tenant URL and the token' })).toHaveFocus();
  });

  it('offers the other portal layout on every page', async () => {
    const platform = ticked('createApplication');
    show(platform);
    await person.click(await screen.findByRole('radio', { name: 'Get started' }));
    expect(await screen.findByText(/Provisioning › Admin Credentials/)).toBeVisible();
    expect(platform.called('setSituation').at(-1)).toEqual([
      expect.objectContaining({ portal: 'adminCredentials' }),
    ]);
  });

  it.each([
    ['ssoApplication', 'true', { ssoApplication: true }],
    ['groups', 'false', { groups: false }],
    ['portal', 'adminCredentials', { portal: 'adminCredentials' }],
  ] as const)('answers %s with %s', (field, value, change) => {
    expect(changeFor(field, value)).toEqual(change);
    expect(answerOf({ ...emptyState().situation, ...change }, field)).toBe(value);
  });
});

describe('a page', () => {
  it('shows its place, its actions, its values and a picture in words', async () => {
    const platform = ticked('createApplication');
    show(platform);
    await screen.findByText(/Page 2 of 5 · Provisioning › Connectivity/);
    expect(
      within(page()).getByRole('img', {
        name: /Connectivity is chosen.*Tenant URL and Secret Token.*Create/,
      }),
    ).toBeVisible();
    expect(screen.getByText('1 of 5 done', { selector: 'p' })).toBeVisible();
    expect(within(pages()).getByRole('button', { name: /Enter the tenant URL/ })).toHaveAttribute(
      'aria-current',
      'page',
    );
    await person.click(within(page()).getByRole('button', { name: /^Copy Tenant URL/ }));
    expect(platform.called('copyText')).toEqual([['https://api.securepractice.co/scim/v2/']]);
    await expectAccessible();
  });

  it('copies the token without showing it', async () => {
    const platform = ticked('createApplication');
    show(platform);
    const row = await screen.findByRole('button', { name: /^Copy Secret Token/ });
    expect(row).toHaveTextContent(/•+q83A/);
    await person.click(row);
    expect(platform.called('copyToken')).toHaveLength(1);
    expect(platform.called('copyText'), 'the token never passes here').toEqual([]);
    expect(await screen.findByText(/On the clipboard for/)).toBeVisible();
    expect(document.body.textContent).not.toContain(platform.token);
  });

  it('says what is missing when there is no token or no tenant URL, and leads there', async () => {
    const platform = ticked('createApplication');
    platform.state = { ...platform.state, token: null };
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Go to the token step' }));
    expect(platform.state.position).toBe('token');
  });

  it('opens the portal in the browser', async () => {
    const platform = ticked('createApplication');
    show(platform);
    await person.click(await screen.findByRole('link', { name: /Open in portal: Entra admin centre/ }));
    expect(platform.called('openLink')).toEqual([['https://entra.microsoft.com']]);
  });

  it('says what Footbridge itself has found, as its proof', async () => {
    show(ticked('createApplication'));
    expect(await screen.findByText(/Footbridge’s own test passed/)).toBeVisible();
  });

  it('leads to the mapping step where the number of people would be the proof', async () => {
    const platform = ticked('createApplication', 'connect', 'addMappings');
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Go to the mapping step' }));
    expect(platform.state.position).toBe('mapping');
  });

  it.each(['connect', 'verify', 'firstCycle'])('offers to explain an error of Entra at %s', async (id) => {
    const platform = atActivation();
    const page = { ...guide.steps[0]!, id };
    platform.guide = async () => ({ questions: [], steps: [page] });
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'An error from Entra? What it means' }));
    const dialog = screen.getByRole('dialog', { name: 'What does Entra say?' });
    expect(within(dialog).getByLabelText('Error code or text')).toHaveFocus();
    await expectAccessible();
    await person.click(within(dialog).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('heading', { name: page.title }), 'the page is still there').toBeVisible();
  });

  it('offers no explanation where Entra answers nothing', async () => {
    show(ticked());
    await person.click(await screen.findByRole('button', { name: 'Show the first page' }));
    expect(await screen.findByRole('heading', { name: 'Create the application' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /An error from Entra/ })).toBeNull();
  });
});

describe('ticks', () => {
  it('are made, lead on, are remembered and taken back', async () => {
    const platform = ticked('createApplication');
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Done, next page' }));
    expect(await screen.findByRole('heading', { name: 'Add mappings' })).toHaveFocus();
    expect(platform.called('setTick')).toEqual([['connect', true]]);
    await person.click(within(pages()).getByRole('button', { name: /Create the application, done/ }));
    expect(within(page()).getByText(/^Done on 20 Nov at/)).toBeVisible();
    await person.click(screen.getByRole('button', { name: 'Not done after all' }));
    expect(await screen.findByRole('button', { name: 'Done, next page' })).toBeVisible();
    expect(platform.called('setTick').at(-1)).toEqual(['createApplication', false]);
  });

  it('skip no page when the button is pressed twice', async () => {
    const platform = ticked('createApplication');
    show(platform);
    const done = await screen.findByRole('button', { name: 'Done, next page' });
    done.click();
    done.click();
    await waitFor(() => expect(platform.called('setTick')).toHaveLength(2));
    expect(await screen.findByRole('heading', { name: 'Add mappings' })).toHaveFocus();
    expect(new Set(platform.called('setTick').map(([step]) => step))).toEqual(new Set(['connect']));
  });

  it('begin at the first open page, whatever was ticked out of turn', async () => {
    show(ticked('createApplication', 'addMappings'));
    expect(await screen.findByRole('heading', { name: 'Enter the tenant URL and the token' })).toBeVisible();
  });

  it('stay on the page when saving fails', async () => {
    const platform = ticked('createApplication');
    platform.failing.set('setTick', crashed);
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Done, next page' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong inside Footbridge');
    expect(screen.getByRole('heading', { name: 'Enter the tenant URL and the token' })).toBeVisible();
  });

  it('end with the last page, from where Continue leads to the hand-over', async () => {
    const platform = ticked('createApplication', 'connect', 'addMappings', 'scope');
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Everything is done'));
    await person.click(screen.getByRole('button', { name: 'Continue' }));
    expect(platform.state.position).toBe('handover');
  });
});

describe('paging', () => {
  it('goes on and back with Alt and the arrow keys, inside the step', async () => {
    const platform = ticked('createApplication');
    show(platform);
    await screen.findByRole('heading', { name: 'Enter the tenant URL and the token' });
    await person.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(await screen.findByRole('heading', { name: 'Add mappings' })).toHaveFocus();
    await person.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(await screen.findByRole('heading', { name: 'Enter the tenant URL and the token' })).toHaveFocus();
    expect(platform.called('setTick'), 'looking is not doing').toEqual([]);
  });
});

it('says so when the guide cannot be made, and tries again', async () => {
  const platform = atActivation();
  platform.failing.set('guide', crashed);
  show(platform);
  expect(await screen.findByText('The guide could not be prepared.')).toBeVisible();
  await expectAccessible();
  platform.failing.clear();
  await person.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('heading', { name: 'First, your situation' })).toBeVisible();
});

it('in practice it says that the pages are practice, and what not to paste', async () => {
  const practice = { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null };
  show(atActivation({ practice, ticks: [{ step: 'createApplication', at }] }));
  await screen.findByRole('heading', { name: 'Enter the tenant URL and the token' });
  expect(screen.getByText(/^This is practice: .*do not paste them there\.$/)).toBeVisible();
  expect(page()).toHaveTextContent('Practice values: do not paste them into Entra.');
  await expectAccessible();
  await person.click(within(pages()).getByRole('button', { name: /Add mappings/ }));
  await screen.findByRole('heading', { name: 'Add mappings' });
  expect(page(), 'no value of this page leads to a tenant').not.toHaveTextContent('Practice values');
});

it('without practice it says nothing of it', async () => {
  show(ticked('createApplication'));
  await screen.findByRole('heading', { name: 'Enter the tenant URL and the token' });
  expect(screen.queryByText(/This is practice/)).toBeNull();
  expect(page()).not.toHaveTextContent('Practice values');
});

it('a token of another server is asked for anew, not pasted', async () => {
  show(
    atActivation({ token: null, tokenMadeFor: 'other.example', ticks: [{ step: 'createApplication', at }] }),
  );
  expect(
    await screen.findByText(/made for other\.example\. Enter it anew for this tenant URL/),
  ).toBeVisible();
});
