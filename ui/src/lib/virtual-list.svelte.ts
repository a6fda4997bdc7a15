// A long list of which only the rows on screen are drawn. They have one fixed height, so that everything
// follows from the scroll position.

/** The rows to draw, `first` included and `last` excluded, and the empty space around them in pixels. */
export type Slice = { first: number; last: number; before: number; after: number };

/** No engine makes an element higher than 2^25 pixels; what lies below could never be scrolled to. */
const highest = 30_000_000;

/** How many pixels of rows one pixel of the scroll bar stands for: one, but in very long lists. */
function ratio(viewHeight: number, rowHeight: number, total: number): number {
  const content = total * rowHeight;
  return content <= highest ? 1 : (content - viewHeight) / (highest - viewHeight);
}

/** Returns the rows that are visible, and a few more on each side so that scrolling shows no gap. */
export function slice(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  total: number,
  overscan = 8,
): Slice {
  const offset = scrollTop * ratio(viewHeight, rowHeight, total);
  // Where rows are denser than the scroll bar, those far above have no place any more.
  const placed = Math.floor((offset - scrollTop) / rowHeight);
  const first = Math.min(total, Math.max(0, placed, Math.floor(offset / rowHeight) - overscan));
  const last = Math.min(total, Math.ceil((offset + viewHeight) / rowHeight) + overscan);
  const height = Math.min(highest, total * rowHeight);
  const before = Math.max(0, first * rowHeight - (offset - scrollTop));
  return { first, last, before, after: Math.max(0, height - before - (last - first) * rowHeight) };
}

/** Returns the numbers of the pages that hold the rows from `first` up to, not including, `last`. */
export function pagesOf(first: number, last: number, pageSize: number): number[] {
  if (last <= first) return [];
  const pages: number[] = [];
  for (let page = Math.floor(first / pageSize); page * pageSize < last; page += 1) pages.push(page);
  return pages;
}

/** Returns the scroll position that shows the whole row, moving no further than is needed. */
export function reveal(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  index: number,
  total: number,
): number {
  const dense = ratio(viewHeight, rowHeight, total);
  const top = index * rowHeight;
  const offset = scrollTop * dense;
  if (top < offset) return top / dense;
  if (top + rowHeight > offset + viewHeight) return (top + rowHeight - viewHeight) / dense;
  return scrollTop;
}

/** Follows an element that scrolls; what is drawn in it are the rows of `shown`. */
export class VirtualList {
  element: HTMLElement | undefined = $state.raw();
  viewHeight = $state(400);
  #scrollTop = $state(0);
  readonly #total: () => number;
  readonly shown: Slice = $derived.by(() =>
    slice(this.#scrollTop, this.viewHeight, this.rowHeight, this.#total()),
  );

  /** `total` may follow what changes. */
  constructor(
    readonly rowHeight: number,
    total: () => number,
  ) {
    this.#total = total;
  }

  /** How many rows the keys for a page pass over. */
  get page(): number {
    return Math.max(1, Math.floor(this.viewHeight / this.rowHeight) - 1);
  }

  readonly onscroll = (): void => {
    this.#scrollTop = this.element?.scrollTop ?? 0;
  };

  scrollTo(top: number): void {
    if (this.element) this.element.scrollTop = top;
    this.#scrollTop = top;
  }

  reveal(index: number): void {
    this.scrollTo(reveal(this.#scrollTop, this.viewHeight, this.rowHeight, index, this.#total()));
  }
}
