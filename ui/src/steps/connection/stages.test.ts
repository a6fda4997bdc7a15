import { expect, test } from 'vitest';
import { passedStages, rejectedReport } from '../../platform/fake/connection';
import { lines, skippedTail, stageOrder, take } from './stages';

test('events fill the list in its order, whatever order they come in', () => {
  let told = { finished: [], running: null } as Parameters<typeof take>[0];
  expect(
    lines(told.finished, told.running).map((line) => line.state),
    'all wait',
  ).toEqual(stageOrder.map(() => 'waiting'));
  told = take(told, { kind: 'started', stage: 'url' });
  expect(lines(told.finished, told.running)[0]?.state, 'the first runs').toBe('running');
  told = take(told, { kind: 'finished', stage: passedStages[0]! });
  expect(lines(told.finished, told.running)[0]?.state, 'and has finished').toBe('finished');
  told = take(told, { kind: 'finished', stage: passedStages[5]! });
  expect(lines(told.finished, told.running).map((line) => line.name)).toEqual(stageOrder);
});

test('what was skipped at the end shares a line; one alone, or one in the middle, does not', () => {
  expect(skippedTail(passedStages), 'a proxy that is not there lies in the middle').toEqual([]);
  expect(skippedTail(rejectedReport.stages).map((stage) => stage.name)).toEqual([
    'users',
    'groups',
    'filter',
    'wrongToken',
    'noToken',
    'timing',
  ]);
  expect(skippedTail(rejectedReport.stages.slice(0, 9)), 'one alone keeps its own line').toEqual([]);
});
