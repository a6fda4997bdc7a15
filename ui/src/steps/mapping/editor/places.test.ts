import { describe, expect, it } from 'vitest';
import type { CallPlace, TracedPart } from '../../../bindings';
import { callAround, linesOf, partAt } from './places';

/** A call with its slots, from a text in which `|` stands for nothing else than a border. */
function call(name: string, start: number, end: number, slots: [number, number][]): CallPlace {
  return {
    function: name,
    span: { start, end },
    slots: slots.map(([from, to], parameter) => ({ span: { start: from, end: to }, parameter })),
  };
}

describe('the call around the caret', () => {
  //            0123456789012345678901234567
  const text = 'Join(" ", ToLower([a], ), )';
  const calls = [
    call('Join', 0, 27, [
      [5, 8],
      [10, 24],
      [26, 26],
    ]),
    call('ToLower', 10, 24, [
      [18, 21],
      [23, 23],
    ]),
  ];
  it.each([
    ['before the name', 0, null],
    ['in the name', 3, null],
    ['behind the bracket', 5, ['Join', 0]],
    ['before the comma', 8, ['Join', 0]],
    ['behind the comma', 9, ['Join', 1]],
    ['in the name of an inner call', 12, ['Join', 1]],
    ['in the inner call', 18, ['ToLower', 0]],
    ['in an empty slot', 23, ['ToLower', 1]],
    ['behind the inner call', 24, ['Join', 1]],
    ['in the last, empty slot', 26, ['Join', 2]],
    ['behind everything', 27, null],
  ])('%s', (_where, caret, expected) => {
    const found = callAround(calls, text, caret);
    expect(found && [found.call.function, found.slot]).toEqual(expected);
  });

  it('reaches to the end of a call without its last bracket', () => {
    expect(callAround([call('Join', 0, 6, [[5, 6]])], 'Join(1', 6)?.slot).toBe(0);
  });
});

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
    expect(linesOf(root, new Set()).map(({ path, level }) => [path, level])).toEqual([
      [[], 1],
      [[0], 2],
      [[1], 2],
      [[1, 0], 3],
    ]);
    expect(linesOf(root, new Set(['1'])).map(({ path }) => path)).toEqual([[], [0], [1]]);
  });
});
