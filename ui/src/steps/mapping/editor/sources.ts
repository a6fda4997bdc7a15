// The source attributes that are offered for a mapping, in groups: what the vendor suggests for its
// target comes first, then what the file has. Which these are, and in what order, Rust says.

import type { SourceChoice } from '../../../bindings';
import type { ComboOption } from '../../../lib';
import { t } from '../../../texts';

/** Returns the options, each attribute once. `loaded`: there is a file to have some of them. */
export function sourceOptions(
  suggested: SourceChoice[],
  all: SourceChoice[],
  vendor: string,
  loaded: boolean,
): ComboOption[] {
  const words = t.mapping.editor;
  const first = new Set(suggested.map(({ name }) => name));
  const others = all.filter(({ name }) => !first.has(name));
  // A list of one group needs no heading.
  const whole = first.size === 0 ? undefined : words.sourcesAll;
  const groupOf = ({ inFile }: SourceChoice) => (inFile ? words.sourcesInFile : words.sourcesOther);
  return [
    ...suggested.map(({ name, note }) => ({ name, note, group: words.sourcesSuggested(vendor) })),
    ...others.map((source) => ({
      name: source.name,
      note: source.note,
      group: loaded ? groupOf(source) : whole,
    })),
  ];
}
