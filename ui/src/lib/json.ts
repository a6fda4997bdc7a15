// JSON cut into what has a colour of its own. Text that is no JSON comes back as it is.

/** `plain` has the colour of the text around it. */
export type JsonPart = { kind: 'name' | 'text' | 'number' | 'word' | 'plain'; text: string };

/** Our choice: more than this is a wall that no colour makes easier, and costs time to draw. */
const most = 20_000;

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

export function jsonParts(text: string): JsonPart[] {
  if (text.length > most || !/^\s*[{[]/.test(text)) return [{ kind: 'plain', text }];
  const parts: JsonPart[] = [];
  const add = (kind: JsonPart['kind'], part: string) => part !== '' && parts.push({ kind, text: part });
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const [whole, quoted, colon, number] = match;
    add('plain', text.slice(end, match.index));
    if (quoted !== undefined) {
      add(colon === undefined ? 'text' : 'name', quoted);
      add('plain', colon ?? '');
    } else add(number === undefined ? 'word' : 'number', whole);
    end = match.index + whole.length;
  }
  add('plain', text.slice(end));
  return parts;
}
