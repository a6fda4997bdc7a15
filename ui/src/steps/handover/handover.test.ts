import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { FakePlatform, readyState, tokenSummary } from '../../platform/fake';
import { crashed } from '../../platform/fake/findings';
import { schema } from '../../platform/fake/preview';
import { expectAccessible, show } from '../../test/screen';

const person = userEvent.setup();
const atHandover = (over = {}) => new FakePlatform(readyState({ position: 'handover', ...over }));
const record = () => screen.findByRole('region', { name: 'The report' });
const paper = async () => (await record()).querySelector('div')!.shadowRoot!;

it('shows the file that it saves, and what comes next', async () => {
  show(atHandover());
  expect((await paper()).textContent).toContain('Ends in q83A');
  expect((await paper()).querySelector('style'), 'the window’s policy lets none stand there').toBeNull();
  expect(screen.getByText('Provisioning logs')).toBeVisible();
  await expectAccessible();
});

it('opens what was saved, and shows it in its folder', async () => {
  const platform = atHandover();
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Save report' }));
  await person.click(await screen.findByRole('button', { name: 'Open footbridge-report.html' }));
  await person.click(screen.getByRole('button', { name: 'Show in folder: footbridge-report.html' }));
  expect(platform.called('openSaved')).toEqual([
    ['footbridge-report.html', 'file'],
    ['footbridge-report.html', 'folder'],
  ]);
  await expectAccessible();
});

it('saves the report with its one primary button, and by Enter', async () => {
  const platform = atHandover();
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Save report' }));
  expect(await screen.findByText('Saved as footbridge-report.html', { selector: 'main *' })).toBeVisible();
  document.querySelector<HTMLElement>('h1')!.focus();
  await person.keyboard('{Enter}');
  expect(platform.called('saveReport')).toEqual([['html'], ['html']]);
});

it('saves as Markdown', async () => {
  const platform = atHandover();
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Save as Markdown' }));
  expect(await screen.findByText('Saved as footbridge-report.md', { selector: 'main *' })).toBeVisible();
  expect(platform.called('saveReport')).toEqual([['markdown']]);
});

it('says nothing of a file when the dialog was closed', async () => {
  const platform = atHandover();
  platform.file = 'cancelled';
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Save report' }));
  expect(screen.queryByText(/Saved as/)).toBeNull();
});

it('saves a calendar entry when there is an expiry', async () => {
  const platform = atHandover({
    token: { ...tokenSummary, expiresOn: '2027-02-19', expirySource: 'entered' },
  });
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Save calendar entry' }));
  expect(await screen.findByText('Saved as token-expiry.ics', { selector: 'main *' })).toBeVisible();
  await expectAccessible();
});

it('says why there is no calendar entry, and leads to where the date is entered', async () => {
  const platform = atHandover();
  show(platform);
  await record();
  expect(screen.queryByRole('button', { name: 'Save calendar entry' })).toBeNull();
  await person.click(screen.getByRole('button', { name: 'Enter it in the token step' }));
  expect(platform.state.position).toBe('token');
});

it('saves the schema that was opened', async () => {
  const platform = atHandover();
  platform.schema = schema;
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Save schema JSON' }));
  expect(await screen.findByText('Saved as schema.json', { selector: 'main *' })).toBeVisible();
  expect(platform.called('saveSchema')).toHaveLength(1);
  expect(screen.queryByRole('button', { name: 'Open it in the mapping step' })).toBeNull();
  await expectAccessible();
});

it('says how to get a schema from the portal, and leads to where it is opened', async () => {
  const platform = atHandover();
  show(platform);
  await record();
  expect(screen.queryByRole('button', { name: 'Save schema JSON' })).toBeNull();
  expect(screen.getByText('Review your schema here')).toBeVisible();
  await expectAccessible();
  await person.click(screen.getByRole('button', { name: 'Open it in the mapping step' }));
  expect(platform.state.position).toBe('mapping');
  await person.click(await screen.findByRole('button', { name: 'Open a schema JSON…' }));
  expect(await screen.findByRole('heading', { name: 'Nordwind-schema.json: 7 mappings' })).toBeVisible();
});

it('shows why a file could not be saved, and can try again', async () => {
  const platform = atHandover();
  platform.failing.set('saveReport', crashed);
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Save report' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong inside Footbridge');
  platform.failing.clear();
  await person.click(screen.getByRole('button', { name: 'Save report' }));
  expect(await screen.findByText('Saved as footbridge-report.html', { selector: 'main *' })).toBeVisible();
});

it('says so when the page cannot be put together, and tries again', async () => {
  const platform = atHandover();
  platform.failing.set('handoverSummary', crashed);
  show(platform);
  expect(await screen.findByText('The page could not be put together.')).toBeVisible();
  platform.failing.clear();
  await person.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await record()).toBeVisible();
});

it('in practice the page and what is saved say that it is practice', async () => {
  const practice = { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null };
  show(atHandover({ practice }));
  await record();
  expect(screen.getByText('What you save here is a record of practice, and says so.')).toBeVisible();
  await expectAccessible();
});
