// How long movements take.

/** How long a movement takes, in milliseconds: none for those who asked for less motion. */
export function quick(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160;
}
