import { describe, expect, it } from 'vitest';
import { pagesOf, reveal, slice } from './virtual-list.svelte';

describe('slice', () => {
  const cases: [string, Parameters<typeof slice>, ReturnType<typeof slice>][] = [
    ['an empty list draws nothing', [0, 400, 40, 0, 2], { first: 0, last: 0, before: 0, after: 0 }],
    ['a short list is drawn whole', [0, 400, 40, 3, 2], { first: 0, last: 3, before: 0, after: 0 }],
    [
      'at the top only rows below are added',
      [0, 400, 40, 1000, 2],
      { first: 0, last: 12, before: 0, after: 39520 },
    ],
    [
      'in the middle rows are added on both sides',
      [4000, 400, 40, 1000, 2],
      { first: 98, last: 112, before: 3920, after: 35520 },
    ],
    [
      'a list that became shorter than the scroll position draws nothing outside itself',
      [40_000, 400, 40, 10, 2],
      { first: 10, last: 10, before: 400, after: 0 },
    ],
  ];
  it.each(cases)('%s', (_why, given, expected) => {
    expect(slice(...given)).toEqual(expected);
  });
});

describe('a list higher than any element', () => {
  const [view, row, total, height] = [400, 52, 1_000_000, 30_000_000];

  it.each([0, 10, 51, 1000, 12_345_678, 29_000_000, height - view])('fills the view at %d', (scrollTop) => {
    const { first, last, before, after } = slice(scrollTop, view, row, total);
    expect(before).toBeLessThanOrEqual(scrollTop + row);
    expect(before + (last - first) * row).toBeGreaterThanOrEqual(Math.min(scrollTop + view, height) - 1);
    expect(before + (last - first) * row + after).toBeLessThanOrEqual(height + 20 * row);
  });

  it('reaches its first and its last row', () => {
    expect(slice(0, view, row, total).first).toBe(0);
    expect(slice(height - view, view, row, total).last).toBe(total);
  });

  it('reveals any row', () => {
    for (const index of [0, 999, 640_000, 999_999]) {
      const scrollTop = reveal(0, view, row, index, total);
      const { first, last, before } = slice(scrollTop, view, row, total);
      expect(first).toBeLessThanOrEqual(index);
      expect(last).toBeGreaterThan(index);
      const top = before + (index - first) * row;
      expect(top).toBeGreaterThanOrEqual(scrollTop - 1);
      expect(top + row).toBeLessThanOrEqual(scrollTop + view + 1);
    }
  });
});

describe('pagesOf', () => {
  it.each([
    ['no rows need no page', [0, 0, 100], []],
    ['rows inside a page need that page', [10, 20, 100], [0]],
    ['rows across a border need both', [95, 105, 100], [0, 1]],
    ['the row after the last is not needed', [0, 100, 100], [0]],
  ] as [string, [number, number, number], number[]][])('%s', (_why, given, expected) => {
    expect(pagesOf(...given)).toEqual(expected);
  });
});

describe('reveal', () => {
  it.each([
    ['a visible row moves nothing', [100, 400, 40, 5], 100],
    ['a row above comes to the top', [100, 400, 40, 1], 40],
    ['a row below comes to the bottom', [100, 400, 40, 20], 440],
  ] as [string, [number, number, number, number], number][])('%s', (_why, given, expected) => {
    expect(reveal(...given, 1000)).toBe(expected);
  });
});
