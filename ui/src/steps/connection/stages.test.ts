import { expect, test } from 'vitest';
import { passedStages, rejectedReport } from '../../platform/fake/connection';
import { becameLong, lines, nothingTold, skippedTail, stageOrder, stopped, take } from './stages';

test('events fill the list in its order, whatever order they come in', () => {
  let told = nothingTold;
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

test('a wait belongs to the stage that runs, and ends with it', () => {
  let told = take(nothingTold, { kind: 'started', stage: 'url' });
  told = take(told, { kind: 'waiting', stage: 'url', ms: 5_001 });
  expect(lines(told.finished, told.running, told.waited)[0]).toEqual({
    name: 'url',
    state: 'running',
    waited: 5_001,
  });
  expect(take(told, { kind: 'waiting', stage: 'dns', ms: 9_000 }), 'of another stage').toEqual(told);
  expect(take(told, { kind: 'started', stage: 'token' }).waited).toBe(0);
  expect(take(told, { kind: 'finished', stage: passedStages[0]! }).waited).toBe(0);
});

test('a long wait is said aloud twice', () => {
  const events = [5_001, 10_002, 15_003, 20_004, 25_005, 30_006, 35_007, 55_011];
  const said = events.filter((now, index) => becameLong(events[index - 1] ?? 0, now));
  expect(said).toEqual([5_001, 30_006]);
});

test('the stage that was stopped is no part of the tail, wherever it hung', () => {
  passedStages.forEach(({ name }, at) => {
    const stages = passedStages.map((stage, index) =>
      index < at ? stage : { ...stage, status: 'skipped' as const, ms: index === at ? 700 : 0 },
    );
    const left = stages.slice(at + 1).map((stage) => stage.name);
    expect(stopped(stages)?.name).toBe(name);
    expect(skippedTail(stages).map((stage) => stage.name)).toEqual(left.length > 1 ? left : []);
  });
  expect(stopped(passedStages), 'a proxy that is not there was not stopped').toBeUndefined();
  expect(stopped(rejectedReport.stages), 'nor was what came after a failure').toBeUndefined();
});
