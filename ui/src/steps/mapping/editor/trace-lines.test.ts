import { describe, expect, it } from 'vitest';
import type { TracedPart } from '../../../bindings';
import { partAt, traceLines } from './trace-lines';

describe('a trace', () => {
  const part = (start: number, end: number, parts: TracedPart[] = []): TracedPart => ({
    span: { start, end },
    label: '',
    parameter: null,
    constant: false,
    value: { kind: 'null' },
    parts,
  });
  const root = part(0, 20, [part(4, 8), part(8, 18, [part(12, 15)])]);

  it.each([
    ['the whole', 1, []],
    ['the first part', 5, [0]],
    ['where two parts meet, the one that begins', 8, [1]],
    ['the innermost part', 13, [1, 0]],
    ['nothing beyond the end', 21, null],
  ])('has at the caret %s', (_what, caret, path) => {
    expect(partAt(root, caret)).toEqual(path);
  });

  it('leaves out what is below a closed part', () => {
    expect(traceLines(root, new Set()).map(({ path, level }) => [path, level])).toEqual([
      [[], 1],
      [[0], 2],
      [[1], 2],
      [[1, 0], 3],
    ]);
    expect(traceLines(root, new Set(['1'])).map(({ path }) => path)).toEqual([[], [0], [1]]);
  });
});
