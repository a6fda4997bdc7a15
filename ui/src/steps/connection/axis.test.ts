import { expect, test } from 'vitest';
import { exchanges, passedStages } from '../../platform/fake/connection';
import { axisEnd, requests, tickLabel, ticks } from './axis';

test.each([
  [[], 20, 'before anything has finished'],
  [passedStages.slice(0, 3), 20, 'a quick start does not fill the axis'],
  [passedStages, 478, 'the end of the last one'],
])('the axis ends at %#', (stages, end, why) => {
  expect(axisEnd(stages), why).toBe(end);
});

test('the axis has room for the stage that runs', () => {
  for (const [now, end] of [
    [30, 50],
    [1200, 2000],
    [2000, 2000],
    [5001, 10_000],
  ] as const) {
    expect(axisEnd(passedStages.slice(0, 3), now), `it runs since ${now} ms`).toBe(end);
  }
  expect(axisEnd(passedStages, 150), 'it has only begun').toBe(478);
});

test.each([
  [20, [0, 10, 20]],
  [100, [0, 50, 100]],
  [150, [0, 50, 100, 150]],
  [478, [0, 200, 400]],
  [999, [0, 200, 400, 600, 800]],
  [4200, [0, 2000, 4000]],
  [60_000, [0, 20_000, 40_000, 60_000]],
])('an axis of %i ms has round times on it', (end, expected) => {
  expect(ticks(end)).toEqual(expected);
});

test('the unit stands at the end of the axis alone', () => {
  expect([0, 200, 400].map((time, _, times) => tickLabel(time, times))).toEqual(['0', '200', '400 ms']);
  expect([0, 2000, 4000].map((time, _, times) => tickLabel(time, times))).toEqual(['0', '2', '4 s']);
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
