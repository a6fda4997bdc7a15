// Which call, slot and part of an expression a place in its text belongs to. Places count UTF-16
// units, as JavaScript does.

import type { CallPlace, Span, TracedPart } from '../../../bindings';

const holds = (span: Span, place: number) => span.start <= place && place <= span.end;

/** Returns the innermost call whose brackets are around the caret, and the slot the caret is in. */
export function callAround(
  calls: CallPlace[],
  text: string,
  caret: number,
): { call: CallPlace; slot: number } | null {
  let found: CallPlace | null = null;
  for (const call of calls) {
    const open = text.indexOf('(', call.span.start);
    const closed = text[call.span.end - 1] === ')';
    const before = closed ? caret < call.span.end : caret <= call.span.end;
    if (open >= 0 && open < caret && before) found = call;
  }
  if (!found) return null;
  // Between two slots stands a comma: the caret is in the last slot that does not begin after it.
  let slot = 0;
  for (const [index, { span }] of found.slots.entries()) {
    if (index === 0) continue;
    const comma = text.lastIndexOf(',', span.start - 1);
    if (comma >= 0 && comma < caret) slot = index;
  }
  return { call: found, slot };
}

/** A part with its way from the root: places among the parts, from 0. */
export type TraceLine = {
  part: TracedPart;
  path: number[];
  level: number;
  position: number;
  siblings: number;
};

/** Returns the key of a way. */
export const keyOf = (path: number[]): string => path.join('.');

/** Returns the parts in reading order, without those below a closed one. */
export function linesOf(root: TracedPart, closed: ReadonlySet<string>): TraceLine[] {
  const lines: TraceLine[] = [];
  const add = (part: TracedPart, path: number[], position: number, siblings: number) => {
    lines.push({ part, path, level: path.length + 1, position, siblings });
    if (closed.has(keyOf(path))) return;
    part.parts.forEach((below, index) => add(below, [...path, index], index + 1, part.parts.length));
  };
  add(root, [], 1, 1);
  return lines;
}

/** Returns the way to the innermost part at the caret. */
export function partAt(root: TracedPart, caret: number): number[] | null {
  if (!holds(root.span, caret)) return null;
  const path: number[] = [];
  let part = root;
  for (;;) {
    // Where two parts meet, the caret belongs to the one that begins there.
    const index = part.parts.findLastIndex((below) => holds(below.span, caret));
    if (index < 0) return path;
    path.push(index);
    part = part.parts[index]!;
  }
}
