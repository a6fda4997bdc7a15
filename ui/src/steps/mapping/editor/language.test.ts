import { ensureSyntaxTree, matchBrackets } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { expressionLanguage } from './language';

const stateOf = (doc: string) => EditorState.create({ doc, extensions: [expressionLanguage] });

/** Returns the pieces of a text that are coloured, each with what it is taken for. */
function read(text: string): string[] {
  const state = stateOf(text);
  const pieces: string[] = [];
  ensureSyntaxTree(state, text.length, 5000)!.iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'Document') pieces.push(`${name} ${text.slice(from, to)}`);
    },
  });
  return pieces;
}

describe('an expression is coloured', () => {
  it.each([
    [
      'a call',
      'ToLower([mail], )',
      ['functionName ToLower', 'bracket (', 'field [mail]', 'sign ,', 'bracket )'],
    ],
    ['a name before blanks and a bracket', 'Not (', ['functionName Not', 'bracket (']],
    ['a word is no call', 'True', []],
    ['signs in a text', '"a, (b] \\" c\\\\"', ['text "a, (b] \\" c\\\\"']],
    ['a text over two lines', '"a\nb"', ['text "a', 'text b"']],
    ['a text without an end', '"a)', ['text "a)']],
    ['an attribute without an end', '[mail, "x"', ['field [mail', 'sign ,', 'text "x"']],
    ['numbers', '-1.5 &HF7', ['number -1.5', 'number &HF7']],
    ['a parameter', '%DomainFQDN%', ['field %DomainFQDN%']],
    ['letters of every script', 'Ærlig(', ['functionName Ærlig', 'bracket (']],
  ])('%s', (_what, text, pieces) => {
    expect(read(text)).toEqual(pieces);
  });

  it('and a bracket in a text has no partner outside it', () => {
    const text = 'Replace([a], , "(?<b>", , )';
    const state = stateOf(text);
    ensureSyntaxTree(state, text.length, 5000);
    const match = matchBrackets(state, 7, 1);
    expect(match?.end?.from, 'the bracket of the call closes at its end').toBe(text.length - 1);
  });
});
