// Which rows of a long list are on screen.
//
// Rows have one fixed height, so everything follows from the scroll position. Deliberately absent:
// the rows themselves, and any knowledge of where they come from.

/** The rows to draw, `first` included and `last` excluded, and the empty space around them in pixels. */
export type Slice = { first: number; last: number; before: number; after: number };

/** Returns the rows that are visible, and a few more on each side so that scrolling shows no gap. */
export function slice(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  total: number,
  overscan = 8,
): Slice {
  const first = Math.min(total, Math.max(0, Math.floor(scrollTop / rowHeight) - overscan));
  const last = Math.min(total, Math.ceil((scrollTop + viewHeight) / rowHeight) + overscan);
  return { first, last, before: first * rowHeight, after: (total - last) * rowHeight };
}

/** Returns the numbers of the pages that hold the rows from `first` up to, not including, `last`. */
export function pagesOf(first: number, last: number, pageSize: number): number[] {
  if (last <= first) return [];
  const pages: number[] = [];
  for (let page = Math.floor(first / pageSize); page * pageSize < last; page += 1) pages.push(page);
  return pages;
}

/** Returns the scroll position that shows the whole row, moving no further than is needed. */
export function reveal(scrollTop: number, viewHeight: number, rowHeight: number, index: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewHeight) return top + rowHeight - viewHeight;
  return scrollTop;
}
