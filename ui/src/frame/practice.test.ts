// Practice is a set-up of its own: what is done in it never stands in the real one, nor the other way round.
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Step } from '../bindings';
import { FakePlatform, readyState } from '../platform/fake';
import { passedReport } from '../platform/fake/connection';
import { crashed } from '../platform/fake/findings';
import { expectAccessible, show } from '../test/screen';

const person = userEvent.setup();
const heading = () => screen.getByRole('heading', { level: 1 });
const banner = () => screen.queryByRole('complementary', { name: 'Use the practice tenant' });

function opened(position: Step, over = {}) {
  const platform = new FakePlatform(readyState({ position, ...over }));
  return { platform, ...show(platform) };
}

async function choose(item: string) {
  await person.click(screen.getByRole('button', { name: 'More' }));
  await person.click(screen.getByRole('menuitem', { name: item }));
}

async function enter() {
  await choose('Use the practice tenant');
  await waitFor(() => expect(banner()).not.toBeNull());
}

async function leave() {
  await person.click(screen.getByRole('button', { name: 'Leave practice' }));
  await waitFor(() => expect(banner()).toBeNull());
}

test('the banner says what practice is and that nothing of it is kept; leaving says it, and asks nothing', async () => {
  opened('token');
  expect(screen.getByText(/^saved /)).toBeVisible();
  await enter();
  expect(banner()).toHaveTextContent(/a set-up of its own.*Nothing of it is kept.*back as it was/);
  expect(screen.getByText('Practice, not saved')).toBeVisible();
  expect(screen.queryByText(/^saved /)).toBeNull();
  await expectAccessible();
  await leave();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByRole('status')).toHaveTextContent(
    'Practice has ended, and nothing of it is kept. Your own settings are back.',
  );
  expect(screen.getByText(/^saved /)).toBeVisible();
});

test('the heading takes the focus, for the screen is another one', async () => {
  opened('token');
  await enter();
  await waitFor(() => expect(heading()).toHaveFocus());
  expect(heading()).toHaveTextContent('Make the secret token');
  await leave();
  await waitFor(() => expect(heading()).toHaveFocus());
  expect(heading()).toHaveTextContent('The secret token is ready');
});

test('a half that was typed does not go over, either way', async () => {
  opened('token', { token: null });
  await person.type(screen.getByLabelText('API key'), 'a-real-key');
  await enter();
  expect(screen.getByLabelText('API key')).toHaveValue('');
  await person.click(screen.getByRole('button', { name: 'Fill in practice key and secret' }));
  await leave();
  expect(screen.getByLabelText('API key')).toHaveValue('');
  expect(screen.getByLabelText('API secret')).toHaveValue('');
});

test('a tenant URL that was typed waits for its own set-up', async () => {
  opened('connection', { connection: null });
  const url = () => screen.getByLabelText('Tenant URL');
  await person.clear(url());
  await person.type(url(), 'https://elsewhere.example/scim');
  await enter();
  expect(url()).toHaveValue('http://127.0.0.1:41234/scim/v2');
  await leave();
  expect(url()).toHaveValue('https://elsewhere.example/scim');
});

test('tests of practice are not in the history of the real set-up', async () => {
  const { wizard } = opened('connection', { connection: null });
  await enter();
  await person.click(screen.getByRole('button', { name: 'Test the connection' }));
  await screen.findByRole('heading', { name: 'Passed in 478 ms' });
  expect(wizard.workspace.runs).toHaveLength(1);
  await leave();
  expect(screen.queryByRole('heading', { name: /^Passed/ })).toBeNull();
  await person.click(screen.getByRole('button', { name: 'Test the connection' }));
  await screen.findByRole('heading', { name: 'Passed in 478 ms' });
  expect(wizard.workspace.runs.map((run) => run.practice)).toEqual([false]);
  await enter();
  expect(wizard.workspace.runs, 'what was practised before is thrown away').toEqual([]);
});

test('searches stay where they were typed', async () => {
  const { wizard } = opened('vendor');
  await person.type(await screen.findByRole('searchbox'), 'keepnet');
  wizard.workspace.entraText = 'InvalidCredentials';
  await enter();
  expect(await screen.findByRole('searchbox')).toHaveValue('');
  expect(wizard.workspace.entraText).toBe('');
  wizard.workspace.entraText = 'practised';
  await leave();
  expect(wizard.workspace.entraText).toBe('InvalidCredentials');
});

test('the token on the clipboard is counted down for its own set-up only', async () => {
  opened('token');
  await person.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await screen.findByText('On the clipboard for 45 s')).toBeVisible();
  await enter();
  await person.click(screen.getByRole('button', { name: 'Fill in practice key and secret' }));
  await person.click(screen.getByRole('button', { name: 'Make the token' }));
  await screen.findByRole('heading', { level: 1, name: 'The secret token is ready' });
  expect(screen.queryByText(/^On the clipboard/)).toBeNull();
  await leave();
  expect(screen.getByText(/^On the clipboard/)).toBeVisible();
});

test('people, edits and drafts of the mapping step belong to one set-up', async () => {
  const { platform } = opened('mapping');
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
  await screen.findByRole('heading', { name: 'Astrid Aas' });
  await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
  await person.click(screen.getByRole('radio', { name: 'Constant' }));
  await person.type(screen.getByRole('textbox', { name: 'Constant value' }), 'Real');
  await enter();
  expect(await screen.findByRole('heading', { name: 'Drop your users file here' })).toBeVisible();
  expect(document.body.textContent, 'nobody of the real file').not.toContain('Astrid');
  await person.click(screen.getByRole('button', { name: 'Try with 25 sample people' }));
  await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
  await screen.findByRole('heading', { name: 'Astrid Aas' });
  const title = () => screen.getByRole('button', { name: 'Edit the mapping to title' });
  expect(title().closest('[role=row]')).not.toHaveTextContent('Not saved yet');
  expect(screen.queryByRole('form'), 'no editor is open').toBeNull();
  await person.click(title());
  await person.click(screen.getByRole('button', { name: 'Remove mapping' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Edit the mapping to title' })).toBeNull());
  await leave();
  expect(await screen.findByRole('textbox', { name: 'Constant value' })).toHaveValue('Real');
  expect(screen.getByText('412 people', { selector: '.row > span' })).toBeVisible();
  expect(platform.mapping.mappingTable().changed, 'the real table is as it was').toBe(false);
});

test('what was asked before practice began is not shown in it', async () => {
  const { platform, wizard } = opened('connection', { connection: null });
  let answer: () => void = () => undefined;
  const late = new Promise<void>((resolve) => (answer = resolve));
  platform.testConnection = async () => {
    await late;
    return readyState({ position: 'connection', connection: passedReport });
  };
  await person.click(screen.getByRole('button', { name: 'Test the connection' }));
  await enter();
  const practising = wizard.state;
  answer();
  await late;
  await waitFor(() => expect(screen.getByRole('button', { name: 'Test the connection' })).toBeEnabled());
  expect(wizard.state).toBe(practising);
  expect(wizard.workspace.runs).toEqual([]);
  expect(screen.queryByRole('heading', { name: /^Passed/ })).toBeNull();
});

test('a failure of the real set-up is not shown in practice', async () => {
  const { platform } = opened('token');
  platform.failing.set('goToStep', crashed);
  await person.click(screen.getByRole('button', { name: 'Continue' }));
  expect(screen.getByRole('alert')).toHaveTextContent(crashed.title);
  await enter();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a press that fails leaves one where one is', async () => {
  const { platform, wizard } = opened('token');
  platform.failing.set('startPractice', crashed);
  const { workspace } = wizard;
  await choose('Use the practice tenant');
  expect(await screen.findByRole('alert')).toHaveTextContent(crashed.title);
  expect(wizard.workspace).toBe(workspace);
});

test('Start again in practice begins practice anew, and says so', async () => {
  const { platform, wizard } = opened('connection', { connection: null });
  await enter();
  await person.click(screen.getByRole('button', { name: 'Test the connection' }));
  await screen.findByRole('heading', { name: 'Passed in 478 ms' });
  await choose('Start again…');
  const dialog = screen.getByRole('dialog', { name: 'Begin practice anew?' });
  expect(dialog).toHaveTextContent('Your own set-up is left alone.');
  await expectAccessible();
  await person.click(within(dialog).getByRole('button', { name: 'Start again' }));
  expect(platform.called('startAgain')).toHaveLength(1);
  await waitFor(() => expect(wizard.workspace.runs).toEqual([]));
  expect(banner(), 'it is still practice').not.toBeNull();
  expect(screen.getByRole('status')).toHaveTextContent('Practice begins anew.');
  await leave();
  expect(wizard.state.vendor?.id, 'the real set-up was left alone').toBe('secure-practice');
});

test('Start again in the real set-up leaves nothing of it in the window', async () => {
  const { wizard } = opened('connection', { connection: null });
  await person.click(screen.getByRole('button', { name: 'Test the connection' }));
  await screen.findByRole('heading', { name: 'Passed in 478 ms' });
  wizard.workspace.entraText = 'InvalidCredentials';
  await choose('Start again…');
  await person.click(screen.getByRole('button', { name: 'Start again' }));
  await waitFor(() => expect(heading()).toHaveTextContent('What are you connecting?'));
  expect(wizard.workspace.runs).toEqual([]);
  expect(wizard.workspace.entraText).toBe('');
});

test('a window that opens in practice can leave it', async () => {
  opened('connection', { practice: { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null } });
  expect(banner()).not.toBeNull();
  await leave();
  expect(heading()).toHaveTextContent('Test the connection');
});
