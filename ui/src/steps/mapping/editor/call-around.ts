// Which call of an expression the caret is in, and which of its parameters. Places count UTF-16 units,
// as JavaScript does.

import type { CallPlace } from '../../../bindings';

/** Returns the innermost call whose brackets are around the caret, and the slot the caret is in. */
export function callAround(
  calls: CallPlace[],
  text: string,
  caret: number,
): { call: CallPlace; slot: number } | null {
  let found: CallPlace | null = null;
  for (const call of calls) {
    const open = text.indexOf('(', call.span.start);
    const closed = text[call.span.end - 1] === ')';
    const before = closed ? caret < call.span.end : caret <= call.span.end;
    if (open >= 0 && open < caret && before) found = call;
  }
  if (!found) return null;
  // Between two slots stands a comma: the caret is in the last slot that does not begin after it.
  let slot = 0;
  for (const [index, { span }] of found.slots.entries()) {
    if (index === 0) continue;
    const comma = text.lastIndexOf(',', span.start - 1);
    if (comma >= 0 && comma < caret) slot = index;
  }
  return { call: found, slot };
}
