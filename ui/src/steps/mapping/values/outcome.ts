// An outcome in one line of text, where no component can stand.

import type { Outcome, PartValue } from '../../../bindings';
import { t } from '../../../texts';

/** Returns what a mapping gives, in one line. */
export function inWords(outcome: Outcome): string {
  const words = t.mapping.table;
  switch (outcome.kind) {
    case 'sent':
      return outcome.value === '' ? words.emptyValue : outcome.value;
    case 'notSent':
    case 'unknown':
    case 'ignored':
      return words[outcome.kind];
    case 'error':
      return `${words.error}: ${outcome.message}`;
  }
}

/** Returns what a part of an expression gave, in one line. */
export function valueInWords(value: PartValue): string {
  const words = t.mapping.trace;
  switch (value.kind) {
    case 'text':
      return value.text === '' ? words.emptyText : value.text;
    case 'several':
      return value.texts.length === 0 ? words.none : words.several(value.texts);
    case 'null':
      return words.none;
    case 'ignored':
      return words.ignored;
    case 'failed':
      return words.failed(value.message);
    case 'notReached':
      return words.notReached;
  }
}
