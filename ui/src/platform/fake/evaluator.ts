// An evaluator that knows just the expressions below. It is no model of Entra; the real one is in Rust.

import type { Finding, Mapping, Outcome } from '../../bindings';
import { finding } from './findings';
import type { Person } from './people';

export const noEmail = finding(
  'mapping.requiredEmpty',
  'warning',
  'No e-mail address',
  'The attribute mail is empty, so Entra sends no e-mail address for this person.',
);
export const noDepartment = finding(
  'mapping.levelEmpty',
  'info',
  'No department',
  'The person will stand outside the organisation.',
);

export function findingsOf(person: Person): Finding[] {
  return [...(person.mail ? [] : [noEmail]), ...(person.department ? [] : [noDepartment])];
}

export function evaluate(mapping: Mapping, person: Person): Outcome {
  const { source } = mapping;
  let value = '';
  if (source.kind === 'direct' && source.attribute !== '' && !(source.attribute in person)) {
    return { kind: 'unknown', reason: `The file has no ${source.attribute}` };
  }
  if (source.kind === 'constant') value = source.value;
  else if (source.kind === 'direct') value = person[source.attribute] ?? '';
  else if (source.text.startsWith('Switch([IsSoftDeleted]')) value = person.accountEnabled ?? '';
  else if (source.text.startsWith('Join(" ",')) value = `${person.givenName} ${person.surname}`;
  else if (source.text.startsWith('Trim(Item(Split(')) {
    const place = Number(/, (\d)\)\)$/.exec(source.text)?.[1] ?? '1');
    value = person.department?.split('>')[place - 1]?.trim() ?? '';
  } else if (source.text.includes('(')) {
    return {
      kind: 'error',
      code: 'expression.unknownFunction',
      message: 'There is no function of this name.',
    };
  }
  if (value !== '') return { kind: 'sent', value, fromDefault: false };
  if (mapping.defaultIfNull) return { kind: 'sent', value: mapping.defaultIfNull, fromDefault: true };
  const name = source.kind === 'direct' ? source.attribute : 'the result';
  return { kind: 'notSent', reason: `${name} is empty, and Entra sends nothing for an empty value` };
}
