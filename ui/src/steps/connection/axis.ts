// The one time axis of a test: where it ends, and which times are written on it.
import type { Exchange, Stage } from '../../bindings';

/** What stands on the axis, in milliseconds since the test began. */
export type Span = { from: number; to: number };

/** The shortest axis: 1 ms must not look long. */
const shortest = 100;
const fewestTicks = 3;

/** The end of the time axis in milliseconds: room for what ends last. */
export function axisEnd(stages: Stage[]): number {
  return Math.max(shortest, ...stages.map((stage) => stage.startedMs + stage.ms));
}

/** The times written on an axis that ends at `end`: 0, and round ones after it. */
export function ticks(end: number): number[] {
  const power = 10 ** Math.floor(Math.log10(end / fewestTicks));
  const step = [5, 2, 1].map((factor) => factor * power).find((one) => end / one >= fewestTicks) ?? power;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}

/** The requests that were made during a stage: from sending to the headers, and from there to the last byte. */
export function requests(stage: Stage, exchanges: Exchange[]): { waiting: Span; reading: Span }[] {
  return exchanges
    .filter(({ startedMs }) => startedMs >= stage.startedMs && startedMs < stage.startedMs + stage.ms)
    .map(({ startedMs, headersMs, ms }) => {
      const headers = startedMs + (headersMs ?? ms);
      return {
        waiting: { from: startedMs, to: headers },
        reading: { from: headers, to: startedMs + ms },
      };
    });
}
