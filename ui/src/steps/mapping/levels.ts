// What the levels of the organisation are called, and people who have no value for one.

import { t } from '../../texts';
import type { MappingSession } from './session.svelte';

/** Returns the name of a node, or the words for its empty level; `depth` counts from 0. */
export function nodeName(levels: string[], name: string, depth: number): string {
  if (name !== '') return name;
  const words = t.mapping.organisation;
  return words.blank[levels[depth] ?? ''] ?? words.blankOther;
}

/** Returns a node's name in the loaded organisation. */
export function levelName(session: MappingSession, name: string, depth: number): string {
  return nodeName(session.preview?.tree.levels ?? [], name, depth);
}
