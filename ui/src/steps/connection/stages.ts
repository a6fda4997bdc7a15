// How the stages of a test are laid out while they come in: in their order.
import type { ConnectionEvent, Stage, StageName } from '../../bindings';

export const stageOrder: StageName[] = [
  'url',
  'token',
  'dns',
  'tcp',
  'proxy',
  'tls',
  'http',
  'auth',
  'users',
  'groups',
  'filter',
  'wrongToken',
  'noToken',
  'timing',
];

/** What the exchanges were sent for that a stage judges: four stages share the user query. */
export function sentFor(stage: StageName): StageName {
  return stage === 'http' || stage === 'auth' || stage === 'filter' ? 'users' : stage;
}

/** What events have told so far of a test, and for how many milliseconds the stage that runs has been waited for. */
export type Told = { finished: Stage[]; running: StageName | null; waited: number };

export const nothingTold: Told = { finished: [], running: null, waited: 0 };

/** A line of the list: a stage that has finished, the one that runs, or one still to come. */
export type Line =
  | { name: StageName; state: 'finished'; stage: Stage }
  | { name: StageName; state: 'running'; waited: number }
  | { name: StageName; state: 'waiting' };

/** The stages as events have told of them so far; a stage told twice counts as told last. */
export function lines(finished: Stage[], running: StageName | null, waited = 0): Line[] {
  return stageOrder.map((name): Line => {
    const stage = finished.findLast((one) => one.name === name);
    if (running === name) return { name, state: 'running', waited };
    return stage ? { name, state: 'finished', stage } : { name, state: 'waiting' };
  });
}

/** Takes one event in. */
export function take(told: Told, event: ConnectionEvent): Told {
  switch (event.kind) {
    case 'started':
      return { ...told, running: event.stage, waited: 0 };
    case 'waiting':
      return told.running === event.stage ? { ...told, waited: event.ms } : told;
    case 'finished': {
      const running = told.running === event.stage.name ? null : told.running;
      return { finished: [...told.finished, event.stage], running, waited: 0 };
    }
  }
}

/** When a long wait is said aloud, in milliseconds: as soon as it is one, and once more. Our choice. */
const saidAloud = [5_000, 30_000];

/** Whether a wait has become so long that it is to be said aloud. */
export function becameLong(before: number, now: number): boolean {
  return saidAloud.some((ms) => before < ms && now >= ms);
}

/** The stage that ran when the test was stopped: the last one that took time, and came to no end. */
export function stopped(stages: Stage[]): Stage | undefined {
  const last = stages.findLast((stage) => stage.ms > 0);
  return last?.status === 'skipped' ? last : undefined;
}

/** The stages at the end that were not reached: they share one line, for they share one reason. */
export function skippedTail(stages: Stage[]): Stage[] {
  const last = stages.findLastIndex((stage) => stage.status !== 'skipped' || stage.ms > 0);
  const tail = stages.slice(last + 1);
  return tail.length > 1 ? tail : [];
}
