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

/** A line of the list: a stage that has finished, the one that runs, or one still to come. */
export type Line =
  | { name: StageName; state: 'finished'; stage: Stage }
  | { name: StageName; state: 'running' }
  | { name: StageName; state: 'waiting' };

/** The stages as events have told of them so far; a stage told twice counts as told last. */
export function lines(finished: Stage[], running: StageName | null): Line[] {
  return stageOrder.map((name): Line => {
    const stage = finished.findLast((one) => one.name === name);
    if (running === name) return { name, state: 'running' };
    return stage ? { name, state: 'finished', stage } : { name, state: 'waiting' };
  });
}

/** Takes one event in. */
export function take(
  told: { finished: Stage[]; running: StageName | null },
  event: ConnectionEvent,
): { finished: Stage[]; running: StageName | null } {
  if (event.kind === 'started') return { ...told, running: event.stage };
  const running = told.running === event.stage.name ? null : told.running;
  return { finished: [...told.finished, event.stage], running };
}

/** The stages at the end that were skipped: they share one line, for they share one reason. */
export function skippedTail(stages: Stage[]): Stage[] {
  const last = stages.findLastIndex((stage) => stage.status !== 'skipped');
  const tail = stages.slice(last + 1);
  return tail.length > 1 ? tail : [];
}
