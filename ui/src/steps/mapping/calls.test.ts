// What is asked of Rust when the mapping table is edited: the edit itself, and once what follows from
// it for people.
import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakePlatform, readyState } from '../../platform/fake';
import { show } from '../../test/screen';

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => void vi.useRealTimers());

const person = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
const ofPeople = [
  'previewPerson',
  'previewDirectory',
  'suggestLevels',
  'vendorGroups',
  'fileUse',
  'listPeople',
];
const button = (name: string | RegExp) => screen.getByRole('button', { name });

async function loaded(platform = new FakePlatform(readyState({ position: 'mapping' }))) {
  const { wizard } = show(platform);
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
  await screen.findByRole('heading', { name: 'Astrid Aas' });
  await vi.runAllTimersAsync();
  return { platform, wizard };
}

/** Returns the commands that are called by `edit` and all that follows, in order. */
async function calledBy(platform: FakePlatform, edit: () => Promise<unknown>): Promise<string[]> {
  platform.calls.length = 0;
  await edit();
  await vi.runAllTimersAsync();
  return platform.calls.map(({ name }) => name);
}

async function editTitle() {
  await person.click(button('Edit the mapping to title'));
  await person.click(screen.getByRole('radio', { name: 'Constant' }));
  await person.type(screen.getByRole('textbox', { name: 'Constant value' }), 'Colleague');
  await within(screen.getByRole('form')).findByText('412 people change.');
  await vi.runAllTimersAsync();
}

it('a saved mapping is one call, and six for people', async () => {
  const { platform, wizard } = await loaded();
  await editTitle();
  const called = await calledBy(platform, () => person.click(button('Save mapping')));
  expect(called).toEqual(['changeMapping', ...ofPeople]);
  expect(screen.queryByRole('form'), 'the editor is closed').toBeNull();
  expect(wizard.state, 'the state of the answer is shown').toBe(platform.state);
});

it('taking back, making again, removing and resetting are as few', async () => {
  const { platform } = await loaded();
  await person.click(button('Edit the mapping to title'));
  await vi.runAllTimersAsync();
  const removed = await calledBy(platform, () => person.click(button('Remove mapping')));
  expect(removed).toEqual(['removeMapping', ...ofPeople]);
  expect(await calledBy(platform, () => person.click(button('Undo')))).toEqual(['undoMapping', ...ofPeople]);
  expect(await calledBy(platform, () => person.click(button('Redo')))).toEqual(['redoMapping', ...ofPeople]);
  await person.click(button('What changed'));
  await vi.runAllTimersAsync();
  const reset = await calledBy(platform, () => person.click(button('Reset to the profile')));
  expect(reset.filter((name) => name !== 'compareMappings')).toEqual(['resetMappings', ...ofPeople]);
});

it('a new mapping and the proposed levels are as few', async () => {
  const { platform } = await loaded();
  const split = await calledBy(platform, () => person.click(button(/^Use these/)));
  expect(split).toEqual(['applyLevels', ...ofPeople]);
  await person.click(button('Add mapping'));
  await person.type(screen.getByRole('combobox', { name: 'Target attribute' }), 'timezone');
  await person.type(screen.getByRole('combobox', { name: 'Source attribute' }), 'country');
  await vi.runAllTimersAsync();
  const added = await calledBy(platform, () => person.click(button('Save mapping')));
  expect(added).toEqual(['addMapping', ...ofPeople]);
});

it('what changed is compared once', async () => {
  const { platform } = await loaded();
  await editTitle();
  await person.click(button('Save mapping'));
  await person.click(button('What changed'));
  await vi.runAllTimersAsync();
  const called = await calledBy(platform, () => person.click(button('Undo')));
  expect(called.filter((name) => name === 'compareMappings')).toHaveLength(1);
  expect(called).toHaveLength(2 + ofPeople.length);
});

it('a schema is opened, compared and shown by one call', async () => {
  const { platform } = await loaded();
  await person.click(button('Entra’s schema'));
  const called = await calledBy(platform, () => person.click(button('Open a schema JSON…')));
  expect(called).toEqual(['openSchema', ...ofPeople]);
  expect(screen.getByRole('heading', { name: /Nordwind-schema\.json/ })).toBeVisible();
  await editTitle();
  const saved = await calledBy(platform, () => person.click(button('Save mapping')));
  expect(saved, 'it comes with the edit').not.toContain('schemaState');
});

it('without people an edit is one call', async () => {
  const platform = new FakePlatform(readyState({ position: 'mapping' }));
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Show the mappings' }));
  await person.click(button('Edit the mapping to title'));
  await vi.runAllTimersAsync();
  expect(await calledBy(platform, () => person.click(button('Remove mapping')))).toEqual(['removeMapping']);
});

it('what was found about the chosen person comes with everybody’s preview', async () => {
  const platform = new FakePlatform(readyState({ position: 'mapping' }));
  const { mapping } = platform;
  const known = mapping.previewPerson.bind(mapping);
  mapping.previewPerson = (row) => ({ ...known(row), findings: [] });
  await loaded(platform);
  await person.click(button(/^People/));
  await person.click(await screen.findByRole('option', { name: /Dag Berg/ }));
  await screen.findByRole('heading', { name: 'Dag Berg' });
  await vi.runAllTimersAsync();
  const card = () => screen.getByRole('region', { name: 'Dag Berg' });
  expect(card(), 'it is not known of one person alone').not.toHaveTextContent('No e-mail address');
  const called = await calledBy(platform, () => person.click(button(/^Use these/)));
  expect(called).toEqual(['applyLevels', ...ofPeople]);
  expect(card()).toHaveTextContent('No e-mail address');
});

it('somebody who is not in the list is asked about again', async () => {
  const { platform } = await loaded();
  await person.click(button(/^People/));
  await person.type(screen.getByRole('searchbox', { name: 'Search people' }), 'camilla');
  await screen.findByRole('heading', { name: /^Camilla/ });
  await vi.runAllTimersAsync();
  platform.mapping.listPeople = () => ({ total: 0, people: [] });
  const called = await calledBy(platform, () => person.click(button(/^Use these/)));
  expect(called).toEqual(['applyLevels', ...ofPeople, 'previewPerson']);
});
