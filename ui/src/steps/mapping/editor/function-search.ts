// The search through the function reference.

import type { FunctionEntry } from '../../../bindings';

/** Returns the functions that a search finds: by the beginning of their name first, then by any part of it, then by what is said about them. */
export function searched(entries: FunctionEntry[], wanted: string): FunctionEntry[] {
  const sought = wanted.trim().toLocaleLowerCase();
  if (sought === '') return entries;
  const rank = ({ name, summary, parameters }: FunctionEntry): number => {
    const low = name.toLocaleLowerCase();
    if (low.startsWith(sought)) return 0;
    if (low.includes(sought)) return 1;
    const about = [summary, ...parameters.map((parameter) => parameter.name)].join(' ');
    return about.toLocaleLowerCase().includes(sought) ? 2 : 3;
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}
