// Lists without an end: what is seen is made, the rest is counted and unfolds.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { emptyState, FakePlatform, readyState } from '../platform/fake';
import { withManyThings } from '../platform/fake/hostile';
import { securePractice } from '../platform/fake/vendors';
import { expectAccessible, show } from '../test/screen';
import { Cut } from './cut.svelte';

const hostile = (over = {}) => withManyThings(new FakePlatform(readyState(over)));
/** No screen needs more elements than this, whatever it is about. */
const most = 8000;
const elements = () => document.querySelectorAll('*').length;

test('a cut shows the first, counts the rest, and shows as many again at each press', () => {
  const cut = new Cut(() => Array.from({ length: 250 }, (_, index) => index));
  expect([cut.shown.length, cut.left]).toEqual([100, 150]);
  cut.unfold();
  expect([cut.shown.length, cut.left]).toEqual([200, 50]);
  cut.unfold();
  expect([cut.shown.length, cut.left]).toEqual([250, 0]);
  expect(cut.shown.at(-1)).toBe(249);
});

test.each([0, 1, 100])('a list of %i is whole', (length) => {
  const cut = new Cut(() => Array.from({ length }));
  expect([cut.shown.length, cut.left]).toEqual([length, 0]);
});

test.each([
  ['vendor', {}],
  ['token', { token: null }],
  ['connection', {}],
  ['activation', { ticks: [{ step: 'connect', at: '2026-11-20T09:30:00Z' }] }],
  ['handover', {}],
] as const)('the %s step with thousands of everything shows at once', async (position, over) => {
  show(hostile({ position, ...over }));
  expect((await screen.findAllByText(/^and [\d,]+ more$/)).length).toBeGreaterThan(0);
  expect(elements()).toBeLessThan(most);
});

async function loaded(platform = hostile({ position: 'mapping' })) {
  show(platform);
  await press(await screen.findByText('Choose a file…'));
  await waitFor(() => expect(document.querySelector('[role=tree]')).not.toBeNull());
  expect(elements(), 'the organisation and what was found').toBeLessThan(most);
  await press(screen.getByText('Edit mappings'));
  return platform;
}

// Finding something by its role or label takes seconds where there are thousands of elements.
const press = (element: Element) => fireEvent.click(element);
const one = <Kind extends Element = HTMLElement>(selector: string) => document.querySelector<Kind>(selector)!;
const table = () => one('.table[role=grid]');
const rows = () => table().querySelectorAll('[data-row]').length;
const edit = (target: string) => one(`[aria-label="Edit the mapping to ${target}"]`);

test('20,000 mappings show at once, and unfold', async () => {
  await loaded();
  expect(table()).toHaveAttribute('aria-rowcount', '20015');
  expect(rows()).toBe(100);
  expect(elements()).toBeLessThan(most);
  await press(screen.getByText('and 19,910 more'));
  expect(rows()).toBe(200);
  expect(screen.getByText('and 19,810 more')).toBeVisible();
});

test('a row that is edited, and what was added last, stand in view of a cut table', async () => {
  const platform = hostile({ position: 'mapping' });
  const before = platform.mapping.mappingTable.bind(platform.mapping);
  platform.mapping.mappingTable = () => {
    const known = before();
    const last = { ...known.rows.at(-1)!, id: 99_999, origin: 'added' as const };
    const newest = { ...last, mapping: { ...last.mapping, target: 'newest' } };
    const groups = known.groups.map((group) =>
      group.topic === 'custom' ? { ...group, rows: [...group.rows, newest.id] } : group,
    );
    return { ...known, rows: [...known.rows, newest], groups };
  };
  await loaded(platform);
  expect(edit('newest')).toBeVisible();
  await press(screen.getByText('and 19,911 more'));
  await press(edit('target150'));
  await press(one('input[value=requests]'));
  await press(one('input[value=values]'));
  expect(rows(), 'the first ones, the edited, the newest').toBe(102);
  expect(screen.getByText('Edit the mapping to target150')).toBeVisible();
  expect(elements()).toBeLessThan(most);
});

test('skipped rows, columns and findings of a file are cut, and so are a schema’s differences', async () => {
  const platform = await loaded();
  await press(screen.getByText('10,000 rows skipped', { selector: 'button *' }));
  await press(screen.getByText('Every row that was left out'));
  const skipped = () => document.querySelectorAll('[aria-label="Every row that was left out"] tr');
  await waitFor(() => expect(skipped(), 'a head, rows, and how many more').toHaveLength(102));
  await press(screen.getByText('and 9,900 more'));
  expect(skipped()).toHaveLength(202);
  await press(screen.getByText('Copy as a table'));
  expect(String(platform.called('copyText')[0]?.[0]).split('\n'), 'all are copied').toHaveLength(10_001);
  expect(elements()).toBeLessThan(most);
  await press(screen.getByText('Entra’s schema'));
  expect(await screen.findByText('and 19,900 more')).toBeVisible();
  expect(elements()).toBeLessThan(most);
});

test('of thousands of columns and names only the row that is looked at has its list', async () => {
  await loaded();
  await press(screen.getByText('10,000 rows skipped', { selector: 'button *' }));
  const select = document.querySelectorAll('select')[7]!;
  expect(select.options).toHaveLength(1);
  select.focus();
  await waitFor(() => expect(select.options.length).toBeGreaterThan(5000));
});

test('of thousands of names a field offers the first, and typing narrows them', async () => {
  await loaded();
  await press(edit('target5'));
  const field = one<HTMLInputElement>('form [role=combobox]');
  await press(field);
  const list = one('form [role=listbox]');
  expect(list.querySelectorAll('[role=option]')).toHaveLength(200);
  expect(list).toHaveTextContent('type to narrow them down');
  await fireEvent.input(field, { target: { value: 'source4999' } });
  expect(list.querySelectorAll('[role=option]')).toHaveLength(1);
});

test('thousands of faults of the practice tenant show at once', async () => {
  const practice = { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null };
  show(hostile({ position: 'connection', practice }));
  await press(screen.getByText('Show what a failure looks like'));
  const list = await screen.findByText('Answer', { selector: '.group' });
  expect(within(list.closest('section')!).getAllByText(/^does \d+$/)).toHaveLength(100);
  expect(elements()).toBeLessThan(most);
});

test('an unfolded list goes on where the reading does', async () => {
  const vendor = { ...securePractice, needs: Array.from({ length: 120 }, (_, index) => `Need ${index}`) };
  show(new FakePlatform(emptyState({ vendor })));
  await press(await screen.findByRole('button', { name: 'and 20 more' }));
  expect(screen.getByText('Need 100').closest('li')).toHaveFocus();
  expect(screen.queryByRole('button', { name: /more$/ })).toBeNull();
  await expectAccessible();
});
