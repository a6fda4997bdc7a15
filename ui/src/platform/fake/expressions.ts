// What the fake knows of expressions: two functions, the calls in a text, and a trace one level deep.
// It is no model of the language; the real one is in Rust.

import type { CallPlace, FunctionEntry, Outcome, PartValue, TracedPart } from '../../bindings';

const sent = (value: string): Outcome => ({ kind: 'sent', value, fromDefault: false });

/** Returns the functions; examples with attributes are said to be of `person`. */
export function functions(person: string): FunctionEntry[] {
  return [
    {
      name: 'Join',
      signature: 'Join(separator, source1, source2, …)',
      summary: 'Puts texts together with a separator between them.',
      parameters: [
        { name: 'separator', required: true, repeats: false },
        { name: 'source', required: true, repeats: true },
      ],
      example: 'Join(" ", [givenName], [surname])',
      result: sent(person),
      person,
      dialectNote: null,
      call: 'Join(, )',
    },
    {
      name: 'ToLower',
      signature: 'ToLower(source, culture?)',
      summary: 'The text in small letters.',
      parameters: [
        { name: 'source', required: true, repeats: false },
        { name: 'culture', required: false, repeats: false },
      ],
      example: 'ToLower("ABC", )',
      result: sent('abc'),
      person: null,
      dialectNote: null,
      call: 'ToLower(, )',
    },
    {
      name: 'Trim',
      signature: 'Trim(value)',
      summary: 'The text without blanks at both ends.',
      parameters: [{ name: 'value', required: true, repeats: false }],
      example: 'Trim(" Test ")',
      result: sent('Test'),
      person: null,
      dialectNote: 'Documented for Cloud Sync, not for application provisioning.',
      call: 'Trim()',
    },
  ];
}

/** Returns the calls of the known functions; a call ends at its first closing bracket. */
export function callsIn(text: string): CallPlace[] {
  return [...text.matchAll(/(Join|ToLower|Trim)\(([^()]*)\)?/g)].map((found) => {
    const known = functions('').find(({ name }) => name === found[1])!;
    let at = found.index + found[1]!.length + 1;
    const slots = found[2]!.split(',').map((piece, index) => {
      const start = at + (piece.length - piece.trimStart().length);
      at += piece.length + 1;
      const parameter = Math.min(index, known.parameters.length - 1);
      return { span: { start, end: start + piece.trim().length }, parameter };
    });
    const span = { start: found.index, end: found.index + found[0].length };
    return { function: known.name, span, slots };
  });
}

/** Returns a call and its attributes and texts as they would be traced. */
export function traceOf(text: string, person: Record<string, string>, whole: Outcome): TracedPart | null {
  if (whole.kind === 'error' || text.trim() === '') return null;
  const call = /^(\w+)\(/.exec(text);
  const parts = [...text.matchAll(/\[(\w+)\]|"[^"]*"/g)].map((found): TracedPart => {
    const name = found[1];
    const value = name === undefined ? found[0].slice(1, -1) : person[name];
    return {
      span: { start: found.index, end: found.index + found[0].length },
      label: found[0],
      parameter: 'source',
      constant: name === undefined,
      value: value ? { kind: 'text', text: value } : { kind: 'null' },
      parts: [],
    };
  });
  const value: PartValue = whole.kind === 'sent' ? { kind: 'text', text: whole.value } : { kind: 'null' };
  const span = { start: 0, end: text.length };
  if (!call)
    return { ...(parts[0] ?? { label: text, constant: true, parts: [] }), span, parameter: null, value };
  return { span, label: `${call[1]}(…)`, parameter: null, constant: false, value, parts };
}
