// What the window sends has a limit, and what is too long is said, not cut in silence.
import { createEvent, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { EditorView } from '@codemirror/view';
import { expect, test } from 'vitest';
import type { Step } from '../bindings';
import { emptyState, FakePlatform, readyState } from '../platform/fake';
import { securePractice } from '../platform/fake/vendors';
import { expectAccessible, show } from '../test/screen';
import { limits } from './limits';

const person = userEvent.setup();

/** Pastes as a browser does: what nobody prevents goes into the field, as far as it has room. */
async function paste(field: HTMLElement, text: string): Promise<boolean> {
  const event = createEvent.paste(field, { clipboardData: { getData: () => text } });
  await fireEvent(field, event);
  return !event.defaultPrevented;
}

function at(position: Step, over = {}) {
  const platform = new FakePlatform(readyState({ position, ...over }));
  show(platform);
  return platform;
}

/** Every field of text on the screen, by what it is called. */
const fields = () =>
  [...document.querySelectorAll<HTMLInputElement>('input, textarea')].filter(
    ({ type }) => !['radio', 'checkbox', 'date'].includes(type),
  );

async function openEverything() {
  for (const details of document.querySelectorAll('details')) details.open = true;
  await Promise.resolve();
}

test.each([
  ['vendor', {}],
  ['token', { token: null }],
  ['connection', {}],
] as const)('every field of the %s step has a limit', async (position, over) => {
  at(position, over);
  if (position === 'connection') await person.click(screen.getByRole('radio', { name: 'This proxy' }));
  await openEverything();
  expect(fields().length).toBeGreaterThan(0);
  for (const field of fields()) expect(field.maxLength, field.outerHTML).toBeGreaterThan(0);
});

test('every field of the mapping step has a limit', async () => {
  at('mapping');
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
  await screen.findByRole('heading', { name: 'Astrid Aas' });
  await person.click(screen.getByRole('button', { name: /^Everybody/ }));
  await person.click(screen.getByRole('radio', { name: 'People who share a value' }));
  await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
  await openEverything();
  const direct = fields().length;
  expect(direct).toBeGreaterThan(3);
  for (const field of fields()) expect(field.maxLength, field.outerHTML).toBeGreaterThan(0);
  await person.click(screen.getByRole('radio', { name: 'Constant' }));
  expect(screen.getByRole('textbox', { name: 'Constant value' })).toHaveAttribute('maxlength', '10000');
  await person.click(screen.getByRole('radio', { name: 'Requests' }));
  await person.selectOptions(await screen.findByLabelText('What happens'), 'changed');
  await person.selectOptions(screen.getByLabelText('Change an attribute…'), 'department');
  for (const field of fields()) expect(field.maxLength, field.outerHTML).toBeGreaterThan(0);
});

test('the search for Entra’s words and for functions have a limit', async () => {
  at('vendor');
  await person.keyboard('?');
  await person.click(screen.getByRole('button', { name: 'Close' }));
  await person.keyboard('{Control>}k{/Control}');
  const dialog = await screen.findByRole('dialog', { name: 'What does Entra say?' });
  expect(within(dialog).getByRole('textbox')).toHaveAttribute('maxlength', `${limits.log}`);
});

test.each([
  ['connection', 'Tenant URL', limits.url, {}],
  ['token', 'API key', limits.secret, { token: null }],
  ['token', 'API secret', limits.secret, { token: null }],
] as const)(
  'what is pasted into %s, %s and too long is not taken, and said',
  async (position, label, limit, over) => {
    at(position, over);
    const field = screen.getByLabelText<HTMLInputElement>(label);
    await person.clear(field);
    expect(await paste(field, 'x'.repeat(limit)), 'as much as fits is taken').toBe(true);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(await paste(field, 'x'.repeat(limit + 1))).toBe(false);
    expect(field).toHaveValue('');
    expect(screen.getByRole('alert')).toHaveTextContent(/That is too long\..*Nothing of it was taken\./);
    await expectAccessible();
    await person.type(field, 'a');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  },
);

test('what is marked makes room for what is pasted', async () => {
  at('connection');
  const field = screen.getByLabelText<HTMLInputElement>('Tenant URL');
  field.select();
  expect(await paste(field, 'x'.repeat(limits.url))).toBe(true);
  field.setSelectionRange(0, 0);
  expect(await paste(field, 'x'.repeat(limits.url))).toBe(false);
});

test('lines that would be kept are held to the limit, too', async () => {
  const platform = new FakePlatform(emptyState({ position: 'token', vendor: securePractice }));
  show(platform);
  const field = screen.getByLabelText('API key');
  expect(await paste(field, `${'x'.repeat(limits.secret)}\nmore`)).toBe(false);
  expect(field).toHaveValue('');
  expect(screen.getByRole('alert')).toHaveTextContent('That is too long');
});

test('what is dropped is held to the limit as what is pasted', async () => {
  at('connection');
  const field = screen.getByLabelText('Tenant URL');
  const event = createEvent.drop(field, { dataTransfer: { getData: () => 'x'.repeat(5_000_000) } });
  await fireEvent(field, event);
  expect(event.defaultPrevented).toBe(true);
  expect(screen.getByRole('alert')).toHaveTextContent('5,000,0');
});

test('a search says it in the frame', async () => {
  at('vendor');
  const field = await screen.findByRole('searchbox');
  expect(await paste(field, 'x'.repeat(201))).toBe(false);
  expect(screen.getByRole('status')).toHaveTextContent(
    'would be 201 characters here, and this field takes 200',
  );
});

test('an expression takes 20,000 letters, not one more, and says so', async () => {
  const platform = at('mapping');
  await person.click(await screen.findByRole('button', { name: 'Show the mappings' }));
  await person.click(await screen.findByRole('button', { name: 'Edit the mapping to title' }));
  await person.click(screen.getByRole('radio', { name: 'Expression' }));
  const view = EditorView.findFromDOM(await screen.findByRole('textbox', { name: 'Expression' }))!;
  const write = (insert: string) =>
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert }, userEvent: 'input.paste' });
  write('x'.repeat(limits.expression));
  expect(view.state.doc.length).toBe(limits.expression);
  write('y'.repeat(limits.expression + 1));
  expect(view.state.sliceDoc(0, 1), 'nothing of it is taken').toBe('x');
  expect(await screen.findByRole('alert')).toHaveTextContent('would be 20,001 characters here');
  write('[mail]');
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  await waitFor(() => expect(platform.called('checkMapping').length).toBeGreaterThan(0));
  const sent = platform.called('checkMapping').map(([mapping]) => JSON.stringify(mapping).length);
  expect(Math.max(...sent), 'no call is longer').toBeLessThan(limits.expression + 200);
});

test('an expression that is too long already can be made shorter', async () => {
  const platform = new FakePlatform(readyState({ position: 'mapping' }));
  platform.mapping.addMapping({
    source: { kind: 'expression', text: 'x'.repeat(30_000) },
    target: 'timezone',
    defaultIfNull: null,
    apply: 'always',
    matching: 4_000_000_000,
  });
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Show the mappings' }));
  await person.click(await screen.findByRole('button', { name: 'Edit the mapping to timezone' }));
  const view = EditorView.findFromDOM(await screen.findByRole('textbox', { name: 'Expression' }))!;
  expect(view.state.doc.length).toBe(30_000);
  view.dispatch({ changes: { from: 25_000, to: 30_000 } });
  expect(view.state.doc.length).toBe(25_000);
  const turn = screen.getByRole<HTMLSelectElement>('combobox', {
    name: 'Match objects using this attribute',
  });
  expect(turn.options.length, 'a turn of a schema asks for no list of its length').toBeLessThan(60);
  expect(turn).toHaveValue('4000000000');
});

test('a date beyond the year 9999 is not sent', async () => {
  const platform = at('token');
  const date = screen.getByLabelText('Expires on');
  expect(date).toHaveAttribute('max', '9999-12-31');
  await fireEvent.change(date, { target: { value: '12026-01-01' } });
  expect(platform.called('setTokenExpiry').flat()).not.toContain('12026-01-01');
});
