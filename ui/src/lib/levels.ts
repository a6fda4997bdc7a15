// How a node of the organisation is named, above all where people have no value for its level.

import type { OrganisationTree } from '../bindings';
import { t } from '../texts';

/** The levels of an organisation, and those of them of which an attribute was not exported. */
export type Levels = Pick<OrganisationTree, 'levels' | 'unknown'>;

/** Returns the name of a node, or the words for its empty level; `depth` counts from 0. */
export function nodeName({ levels, unknown }: Levels, name: string, depth: number): string {
  if (name !== '') return name;
  const words = t.mapping.organisation;
  const level = levels[depth] ?? '';
  return unknown.includes(level) ? words.blankUnknown : (words.blank[level] ?? words.blankOther);
}
