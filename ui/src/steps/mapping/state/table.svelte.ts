// The mapping table as Rust last gave it, what may stand in its rows, and Entra's schema JSON that is
// open beside it.

import { SvelteSet } from 'svelte/reactivity';
import type {
  ComparisonBase,
  Mapping,
  MappingChoices,
  MappingRow,
  TableView,
  SchemaState,
  TableChanged,
} from '../../../bindings';
import type { Wizard } from '../../../lib';

export class TableStore {
  /** Null until it is here. */
  current: TableView | null = $state.raw(null);
  /** The targets and sources that are offered for a mapping. */
  choices: MappingChoices = $state.raw({ targets: [], sources: [] });
  schema: SchemaState | null = $state.raw(null);
  /** What the table is compared with. */
  base: ComparisonBase = $state('profile');
  /** The targets whose values over everybody are folded out, by the mapping's id. */
  readonly openStatistics = new SvelteSet<number>();

  /** `changed` is called after each change of a mapping. */
  constructor(
    readonly wizard: Wizard,
    readonly changed: () => unknown,
  ) {}

  get rows(): MappingRow[] {
    return this.current?.rows ?? [];
  }

  mapping(id: number): Mapping | undefined {
    return this.rows.find((row) => row.id === id)?.mapping;
  }

  async refresh(): Promise<void> {
    const { platform } = this.wizard;
    const [table, choices, schema] = await Promise.all([
      this.wizard.attempt(platform.mappingTable()),
      this.wizard.attempt(platform.mappingChoices()),
      this.wizard.attempt(platform.schemaState()),
    ]);
    if (table) this.current = table;
    if (choices) this.choices = choices;
    if (schema !== undefined) this.schema = schema;
  }

  /** Carries out a change of the table. Returns whether it came to something. */
  async change(command: Promise<TableChanged>, said: string): Promise<boolean> {
    const changed = await this.wizard.attempt(command);
    if (changed) this.take(changed, said);
    return changed !== undefined;
  }

  /** Shows what a change came to: one answer has all that does not depend on people. */
  take({ table, state, schema }: TableChanged, said: string): void {
    this.current = table;
    this.schema = schema;
    this.wizard.state = state;
    this.changed();
    this.wizard.say(said);
  }

  forget(): void {
    this.current = null;
  }
}
