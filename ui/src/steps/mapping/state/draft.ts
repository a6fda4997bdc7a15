// What stands in the mapping editor before it is saved. A draft keeps what was typed for every kind of
// source, so that switching the kind loses nothing.

import type { Apply, Mapping } from '../../../bindings';

export type Kind = Mapping['source']['kind'];

export type Draft = {
  kind: Kind;
  attribute: string;
  constant: string;
  expression: string;
  target: string;
  defaultIfNull: string;
  apply: Apply;
  matching: number | null;
};

/** Returns the draft of a mapping, or of a new one. */
export function draftOf(mapping?: Mapping): Draft {
  const source = mapping?.source ?? { kind: 'direct', attribute: '' };
  return {
    kind: source.kind,
    attribute: source.kind === 'direct' ? source.attribute : '',
    constant: source.kind === 'constant' ? source.value : '',
    expression: source.kind === 'expression' ? source.text : '',
    target: mapping?.target ?? '',
    defaultIfNull: mapping?.defaultIfNull ?? '',
    apply: mapping?.apply ?? 'always',
    matching: mapping?.matching ?? null,
  };
}

/** Returns the mapping that a draft stands for. An empty default is no default. */
export function mappingOf(draft: Draft): Mapping {
  const source: Mapping['source'] =
    draft.kind === 'direct'
      ? { kind: 'direct', attribute: draft.attribute.trim() }
      : draft.kind === 'constant'
        ? { kind: 'constant', value: draft.constant }
        : { kind: 'expression', text: draft.expression };
  return {
    source,
    target: draft.target.trim(),
    defaultIfNull: draft.defaultIfNull === '' ? null : draft.defaultIfNull,
    apply: draft.apply,
    matching: draft.matching,
  };
}

/** Returns what has to be filled in before the draft can be saved; null when nothing is missing. */
export function missingIn(draft: Draft): 'target' | 'source' | 'expression' | null {
  if (draft.target.trim() === '') return 'target';
  if (draft.kind === 'direct' && draft.attribute.trim() === '') return 'source';
  if (draft.kind === 'expression' && draft.expression.trim() === '') return 'expression';
  return null;
}

/** Returns the draft with another kind of source; an expression begins with the attribute chosen so far. */
export function withKind(draft: Draft, kind: Kind): Draft {
  const begins = kind === 'expression' && draft.expression === '' && draft.attribute !== '';
  return { ...draft, kind, expression: begins ? `[${draft.attribute}]` : draft.expression };
}

/** Returns whether a draft stands for something else than the mapping it began as. */
export function differs(draft: Draft, from?: Mapping): boolean {
  return JSON.stringify(mappingOf(draft)) !== JSON.stringify(mappingOf(draftOf(from)));
}

/** Returns a text with a part of it replaced; the span counts UTF-16 units, as JavaScript does. */
export function replaced(text: string, span: { start: number; end: number }, replacement: string): string {
  return text.slice(0, span.start) + replacement + text.slice(span.end);
}
