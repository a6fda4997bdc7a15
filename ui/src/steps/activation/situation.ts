// Answers of the guide's questions as the texts that choices carry, and back.

import type { Situation, SituationQuestion } from '../../bindings';

type Field = SituationQuestion['field'];

/** Returns the answer given so far, as the choice that stands for it. */
export function answerOf(situation: Situation, field: Field): string {
  return `${situation[field]}`;
}

/** Returns what choosing `value` changes in the situation. */
export function changeFor(field: Field, value: string): Partial<Situation> {
  if (field !== 'portal') return { [field]: value === 'true' };
  return { portal: value === 'adminCredentials' ? 'adminCredentials' : 'connectivity' };
}
