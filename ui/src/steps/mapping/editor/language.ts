// How an expression is coloured and its brackets are matched while it is typed.
//
// A rough reading, letter by letter, that never asks anybody: what is right or wrong is said by Rust.

import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { Tag } from '@lezer/highlight';

type Reading = { inText: boolean };

const tags = {
  functionName: Tag.define(),
  field: Tag.define(),
  text: Tag.define(),
  number: Tag.define(),
  sign: Tag.define(),
};

const language = StreamLanguage.define<Reading>({
  name: 'expression',
  startState: () => ({ inText: false }),
  token(stream, reading) {
    if (reading.inText || stream.eat('"')) {
      // Inside a text a backslash takes the next letter with it; a text may go over several lines.
      reading.inText = true;
      while (!stream.eol()) {
        const letter = stream.next();
        if (letter === '\\') stream.next();
        else if (letter === '"') {
          reading.inText = false;
          break;
        }
      }
      return 'text';
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^\[[^\](),"\n=]*\]?/)) return 'field';
    if (stream.match(/^-?\d+(\.\d+)?/) || stream.match(/^&[hH][\da-fA-F]+/)) return 'number';
    if (stream.match(/^%\w*%?/)) return 'field';
    if (stream.match(/^[\p{L}_][\p{L}\p{N}_.]*/u)) {
      return stream.match(/^\s*\(/, false) ? 'functionName' : null;
    }
    if (stream.match(/^[()]/)) return 'bracket';
    stream.next();
    return 'sign';
  },
  tokenTable: { ...tags, bracket: tags.sign },
  languageData: { closeBrackets: { brackets: ['(', '[', '"'], before: ')],' } },
});

const style = HighlightStyle.define([
  { tag: tags.functionName, color: 'var(--code-function)', fontWeight: '600' },
  { tag: tags.field, color: 'var(--code-attribute)' },
  { tag: tags.text, color: 'var(--code-text)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: tags.sign, color: 'var(--text-quiet)' },
]);

export const expressionLanguage = [language, syntaxHighlighting(style)];
