// Where the arrow keys lead in a menu, in tabs, in a list and in a tree, as the ARIA patterns have it.
// Each takes a key, the present place (-1 for none) and how many there are, and returns the place to go
// to; undefined for a key that does nothing there.

type Steps = Record<string, number>;

const vertical: Steps = { ArrowDown: 1, ArrowUp: -1 };
const horizontal: Steps = { ArrowRight: 1, ArrowLeft: -1 };
const pages: Steps = { PageDown: 1, PageUp: -1 };

const toEnd = (key: string, count: number): number | undefined =>
  key === 'Home' ? 0 : key === 'End' ? count - 1 : undefined;

/** Behind the last comes the first. */
function around(step: number | undefined, at: number, count: number): number | undefined {
  if (step === undefined || count === 0) return undefined;
  if (at < 0) return step > 0 ? 0 : count - 1;
  return (at + step + count) % count;
}

/** Behind the last comes nothing. */
const within = (step: number | undefined, at: number, count: number): number | undefined =>
  step === undefined ? undefined : Math.max(0, Math.min(at + step, count - 1));

export const inMenu = (key: string, at: number, count: number): number | undefined =>
  toEnd(key, count) ?? around(vertical[key], at, count);

export const inTabs = (key: string, at: number, count: number): number | undefined =>
  toEnd(key, count) ?? around(horizontal[key], at, count);

/** `page`: how many a page has, where there are pages. */
export const inListbox = (key: string, at: number, count: number, page = 0): number | undefined =>
  toEnd(key, count) ?? inOptions(key, at, count, page);

/** In what a text field offers: Home and End are the text's. */
export const inOptions = (key: string, at: number, count: number, page = 0): number | undefined =>
  within(vertical[key] ?? (page * (pages[key] ?? 0) || undefined), at, count);

/** In what a combobox offers. */
export const inCombobox = (key: string, at: number, count: number): number | undefined =>
  around(vertical[key], at, count);

/** A line of a tree; lines stand in reading order, each below the one that it belongs to. */
export type TreeLine = {
  /** 1 at the top. */
  level: number;
  /** Null for a line that nothing is below. */
  expanded: boolean | null;
};

/** A key leads to another line, or opens or closes the present one. */
export type TreeMove = { to: number } | { open: boolean };

export function inTree(key: string, at: number, lines: readonly TreeLine[]): TreeMove | undefined {
  const line = lines[at];
  if (!line) return undefined;
  if (key === 'ArrowRight' && line.expanded !== null) return line.expanded ? { to: at + 1 } : { open: true };
  if (key === 'ArrowLeft' && line.expanded) return { open: false };
  const to = key === 'ArrowLeft' ? above(at, lines) : inListbox(key, at, lines.length);
  return to === undefined ? undefined : { to };
}

/** Returns the line that a line belongs to; undefined at the top. */
export function above(at: number, lines: readonly TreeLine[]): number | undefined {
  const level = lines[at]?.level ?? 0;
  const found = lines.slice(0, at).findLastIndex((line) => line.level < level);
  return found < 0 ? undefined : found;
}
