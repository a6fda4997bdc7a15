import { expect, test } from 'vitest';
import { jsonParts } from './json';

const kinds = (text: string) =>
  jsonParts(text)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text }) => `${kind} ${text}`);

test('names, texts, numbers and words are told apart', () => {
  expect(kinds('{"a": "b", "n": -1.5e3, "t": [true, null]}')).toEqual([
    'name "a"',
    'text "b"',
    'name "n"',
    'number -1.5e3',
    'name "t"',
    'word true',
    'word null',
  ]);
});

test.each([
  ['{"a": "1, true \\" : x"}', ['name "a"', 'text "1, true \\" : x"'], 'what stands in quotes is one text'],
  ['<html>true 1</html>', [], 'a page is no JSON'],
  ['{"cut off": "her', ['name "cut off"'], 'an end that is missing does no harm'],
])('%s', (text, wanted, why) => {
  expect(kinds(text), why).toEqual(wanted);
});

test.each(['', '{', '{"a":1} after', '["x', `[${'1,'.repeat(20_000)}1]`])(
  'nothing is lost of %.20s',
  (text) => {
    expect(
      jsonParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  },
);
