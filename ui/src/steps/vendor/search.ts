// Which vendors a search finds.
import type { VendorCard } from '../../bindings';

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();

/** Whether each word of the search begins a word of the card: its name, its line, or a product's name. */
export function matches(card: VendorCard, search: string): boolean {
  const words = plain([card.name, card.line, ...card.searchWords].join(' ')).split(/[\s·,]+/);
  return plain(search)
    .split(/\s+/)
    .every((sought) => words.some((word) => word.startsWith(sought)));
}
