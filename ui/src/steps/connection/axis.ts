// The one time axis of a test: where it ends, and which times are written on it.
import type { Exchange, Stage } from '../../bindings';
import { formatNumber } from '../../texts';

/** What stands on the axis, in milliseconds since the test began. */
export type Span = { from: number; to: number };

/** The shortest axis: 1 ms must not look long. */
const shortest = 20;
const fewestTicks = 2;

/** When the last of these stages ended, in milliseconds since the test began. */
export function lastEnd(stages: Stage[]): number {
  return Math.max(0, ...stages.map((stage) => stage.startedMs + stage.ms));
}

/**
 * The end of the time axis in milliseconds: room for what ends last. While a stage runs, `now` is how
 * far it has come, and the axis ends at a round time after it: the bar is seen to grow towards it.
 */
export function axisEnd(stages: Stage[], now = 0): number {
  return Math.max(shortest, lastEnd(stages), now > 0 ? roundAfter(now) : 0);
}

/** The first of 1, 2, 5, 10, 20, 50 … that is not before a time. */
function roundAfter(time: number): number {
  const power = 10 ** Math.floor(Math.log10(time));
  return [1, 2, 5].map((factor) => factor * power).find((round) => round >= time) ?? 10 * power;
}

/** The times written on an axis that ends at `end`: 0, and round ones after it. */
export function ticks(end: number): number[] {
  const power = 10 ** Math.floor(Math.log10(end / fewestTicks));
  const step = [5, 2, 1].map((factor) => factor * power).find((one) => end / one >= fewestTicks) ?? power;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}

/** A time as it stands on the axis: the unit stands at the end alone, so that the numbers have room. */
export function tickLabel(time: number, times: number[]): string {
  const last = times.at(-1) ?? 0;
  const [value, unit] = last >= 2000 ? [time / 1000, 's'] : [time, 'ms'];
  return time === last ? `${formatNumber(value)} ${unit}` : formatNumber(value);
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
