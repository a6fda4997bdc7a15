import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../bindings';
import { differs, draftOf, mappingOf, marked, missingIn, replaced, withKind } from './draft';

const direct: Mapping = {
  source: { kind: 'direct', attribute: 'mail' },
  target: 'userName',
  defaultIfNull: null,
  apply: 'onCreation',
  matching: 1,
};

describe('a draft', () => {
  it.each<[string, Mapping]>([
    ['direct', direct],
    ['constant', { ...direct, source: { kind: 'constant', value: ' a ' }, defaultIfNull: 'x' }],
    ['expression', { ...direct, source: { kind: 'expression', text: '[a]\n' }, matching: null }],
  ])('of a %s mapping stands for that mapping', (_kind, mapping) => {
    expect(mappingOf(draftOf(mapping))).toEqual(mapping);
    expect(differs(draftOf(mapping), mapping), 'nothing was edited').toBe(false);
  });

  it('keeps what was typed for each kind', () => {
    const expression = withKind(draftOf(direct), 'expression');
    expect(expression.expression, 'it begins with the attribute').toBe('[mail]');
    const typed = { ...expression, expression: 'ToLower([mail])' };
    const back = withKind(withKind(typed, 'direct'), 'expression');
    expect(back.expression).toBe('ToLower([mail])');
    expect(mappingOf(withKind(typed, 'direct'))).toEqual(direct);
  });

  it.each([
    ['target', draftOf()],
    ['source', { ...draftOf(), target: 'title' }],
    ['expression', { ...draftOf(), target: 'title', kind: 'expression' as const, expression: ' ' }],
    [null, draftOf(direct)],
    [null, { ...draftOf(), target: 'title', kind: 'constant' as const }],
  ])('misses %s', (missing, draft) => {
    expect(missingIn(draft)).toBe(missing);
  });
});

it('replaces by UTF-16 units', () => {
  expect(replaced('😀 Tolower(x)', { start: 3, end: 10 }, 'ToLower')).toBe('😀 ToLower(x)');
});

describe('marked', () => {
  const worst = ['error', 'warning'] as const;
  it.each([
    ['nothing marked is one piece', 'abc', [], [['abc', null]]],
    ['an empty text has no pieces', '', [], []],
    [
      'the worst of overlapping marks wins',
      'abcdef',
      [
        { span: { start: 1, end: 5 }, severity: 'warning' as const },
        { span: { start: 2, end: 3 }, severity: 'error' as const },
      ],
      [
        ['a', null],
        ['b', 'warning'],
        ['c', 'error'],
        ['de', 'warning'],
        ['f', null],
      ],
    ],
    [
      'a mark beyond the end is cut: the text was shortened since it was checked',
      'ab',
      [{ span: { start: 1, end: 9 }, severity: 'error' as const }],
      [
        ['a', null],
        ['b', 'error'],
      ],
    ],
  ])('%s', (_why, text, marks, expected) => {
    expect(marked(text, marks, worst).map((piece) => [piece.text, piece.severity])).toEqual(expected);
  });
});
