import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../bindings';
import { differs, draftOf, mappingOf, missingIn, replaced, withKind } from './draft';

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
