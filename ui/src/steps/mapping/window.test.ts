import { describe, expect, it } from 'vitest';
import { pagesOf, reveal, slice } from './window';

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
    expect(reveal(...given)).toBe(expected);
  });
});
