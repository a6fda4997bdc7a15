// The trace of an expression as lines of a tree, and the line that belongs to a place in the text. Places
// count UTF-16 units, as JavaScript does.

import type { Span, TracedPart } from '../../../bindings';
import type { TreeLine } from '../../../lib';

const holds = (span: Span, place: number) => span.start <= place && place <= span.end;

/** A part with its way from the root: places among the parts, from 0. */
export type TraceLine = TreeLine & {
  part: TracedPart;
  path: number[];
  position: number;
  siblings: number;
};

/** Returns a text for the way to a part. */
export const partKey = (path: number[]): string => path.join('.');

/** Returns the parts in reading order, without those below a closed one. */
export function traceLines(root: TracedPart, closed: ReadonlySet<string>): TraceLine[] {
  const lines: TraceLine[] = [];
  const add = (part: TracedPart, path: number[], position: number, siblings: number) => {
    const expanded = part.parts.length === 0 ? null : !closed.has(partKey(path));
    lines.push({ part, path, level: path.length + 1, expanded, position, siblings });
    if (!expanded) return;
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
