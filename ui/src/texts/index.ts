// All words of the window, in the reader's language.
import { en, type Catalog } from './en';

export type { Catalog };
export * from './format';

/** The texts in the reader's language. English is the only one so far. */
export const t: Catalog = en;
