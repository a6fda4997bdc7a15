import { describe, expect, test } from 'vitest';
import { above, inCombobox, inListbox, inMenu, inOptions, inTabs, inTree } from './roving';

test.each([
  ['ArrowDown', 3, 0],
  ['ArrowUp', 0, 3],
  ['ArrowDown', -1, 0],
  ['ArrowUp', -1, 3],
  ['Home', 2, 0],
  ['End', 1, 3],
  ['ArrowRight', 1, undefined],
])('menu_%s_at_%i_leads_to_%s', (key, at, to) => {
  expect(inMenu(key, at, 4)).toBe(to);
});

test('tabs_go_sideways_and_around', () => {
  expect([inTabs('ArrowRight', 2, 3), inTabs('ArrowLeft', 0, 3), inTabs('ArrowDown', 0, 3)]).toEqual([
    0,
    2,
    undefined,
  ]);
});

test.each([
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['ArrowDown', -1, 0],
  ['PageDown', 2, 6],
  ['PageDown', 8, 9],
  ['PageUp', 2, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['Enter', 5, undefined],
])('listbox_%s_at_%i_leads_to_%s', (key, at, to) => {
  expect(inListbox(key, at, 10, 4)).toBe(to);
});

test('listbox_without_pages_passes_over_page_keys', () => {
  expect(inListbox('PageDown', 0, 10)).toBeUndefined();
});

test('options_leave_home_and_end_to_the_text', () => {
  expect([inOptions('Home', 3, 5, 2), inOptions('End', 3, 5, 2), inOptions('PageUp', 3, 5, 2)]).toEqual([
    undefined,
    undefined,
    1,
  ]);
});

test('combobox_goes_around_and_nowhere_in_an_empty_list', () => {
  expect(inCombobox('ArrowUp', 0, 3)).toBe(2);
  expect(inCombobox('ArrowUp', -1, 3)).toBe(2);
  expect(inCombobox('ArrowDown', -1, 0)).toBeUndefined();
});

describe('tree', () => {
  const lines = [
    { level: 1, expanded: true },
    { level: 2, expanded: false },
    { level: 2, expanded: null },
    { level: 1, expanded: null },
  ];

  test.each([
    ['ArrowDown', 0, { to: 1 }],
    ['ArrowDown', 3, { to: 3 }],
    ['ArrowUp', 1, { to: 0 }],
    ['Home', 2, { to: 0 }],
    ['End', 0, { to: 3 }],
    ['ArrowRight', 0, { to: 1 }],
    ['ArrowRight', 1, { open: true }],
    ['ArrowRight', 2, undefined],
    ['ArrowLeft', 0, { open: false }],
    ['ArrowLeft', 1, { to: 0 }],
    ['ArrowLeft', 2, { to: 0 }],
    ['ArrowLeft', 3, undefined],
    ['a', 0, undefined],
  ])('tree_%s_at_%i_moves', (key, at, move) => {
    expect(inTree(key, at, lines)).toEqual(move);
  });

  test('above_finds_the_line_that_a_line_belongs_to', () => {
    expect(above(2, lines)).toBe(0);
    expect(above(3, lines)).toBeUndefined();
  });
});
