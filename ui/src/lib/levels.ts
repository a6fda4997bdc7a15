// How a node of the organisation is named, above all where people have no value for its level.

import { t } from '../texts';

/** Returns the name of a node, or the words for its empty level; `depth` counts from 0. */
export function nodeName(levels: string[], name: string, depth: number): string {
  if (name !== '') return name;
  const words = t.mapping.organisation;
  return words.blank[levels[depth] ?? ''] ?? words.blankOther;
}
