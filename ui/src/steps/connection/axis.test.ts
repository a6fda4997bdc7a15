import { expect, test } from 'vitest';
import { exchanges, passedStages } from '../../platform/fake/connection';
import { axisEnd, requests, ticks } from './axis';

test.each([
  [[], 100, 'before anything has finished'],
  [passedStages.slice(0, 3), 100, 'a quick start does not fill the axis'],
  [passedStages, 478, 'the end of the last one'],
])('the axis ends at %#', (stages, end, why) => {
  expect(axisEnd(stages), why).toBe(end);
});

test.each([
  [100, [0, 20, 40, 60, 80, 100]],
  [150, [0, 50, 100, 150]],
  [478, [0, 100, 200, 300, 400]],
  [999, [0, 200, 400, 600, 800]],
  [4200, [0, 1000, 2000, 3000, 4000]],
  [60_000, [0, 20_000, 40_000, 60_000]],
])('an axis of %i ms has round times on it', (end, expected) => {
  expect(ticks(end)).toEqual(expected);
});

test('a request waits for the headers, then reads; it stands in the stage in whose time it was made', () => {
  const stage = { ...passedStages[6]!, startedMs: 80, ms: 200 };
  const [first, second] = [
    { ...exchanges[0]!, startedMs: 81, headersMs: 100, ms: 120 },
    { ...exchanges[0]!, startedMs: 240, headersMs: null, ms: 40 },
  ];
  const before = { ...exchanges[0]!, startedMs: 79 };
  expect(requests(stage, [before, first, second])).toEqual([
    { waiting: { from: 81, to: 181 }, reading: { from: 181, to: 201 } },
    { waiting: { from: 240, to: 280 }, reading: { from: 280, to: 280 } },
  ]);
});
