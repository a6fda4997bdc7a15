import { describe, expect, it } from 'vitest';
import type { CallPlace } from '../../../bindings';
import { callAround } from './call-around';

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
