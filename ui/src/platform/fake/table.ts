// A mapping table with undo.

import type { Mapping, TableView } from '../../bindings';
import { direct, enterprise, level, profileMappings } from './mappings';

export type Row = { id: number; mapping: Mapping; origin: 'profile' | 'edited' | 'added' };

const topicOf = (target: string) =>
  target.startsWith('urn:') || target === 'title'
    ? 'organisation'
    : /^(emails|phoneNumbers|addresses|timezone)/.test(target)
      ? 'contact'
      : 'identity';

export class FakeTable {
  protected rows: Row[] = profileMappings.map((mapping, index) => ({
    id: index + 1,
    mapping,
    origin: 'profile',
  }));
  #past: { rows: Row[]; change: string }[] = [];
  #future: { rows: Row[]; change: string }[] = [];
  #nextId = 100;

  mappingTable(): TableView {
    return {
      rows: this.rows.map(({ id, mapping, origin }) => ({
        id,
        mapping,
        sourceText:
          mapping.source.kind === 'direct'
            ? mapping.source.attribute
            : mapping.source.kind === 'constant'
              ? mapping.source.value
              : mapping.source.text,
        origin,
        diagnostics: this.diagnose(mapping),
        ruleFinding: null,
      })),
      groups: (['identity', 'contact', 'organisation', 'custom'] as const).map((topic) => ({
        topic,
        rows: this.rows.filter(({ mapping }) => topicOf(mapping.target) === topic).map(({ id }) => id),
      })),
      findings: [],
      changed:
        this.rows.length !== profileMappings.length || this.rows.some(({ origin }) => origin !== 'profile'),
      canUndo: this.#past.length > 0,
      canRedo: this.#future.length > 0,
      lastChange: this.#past.at(-1)?.change ?? null,
    };
  }

  changeMapping(id: number, mapping: Mapping): TableView {
    return this.#change(
      `${mapping.target} changed`,
      this.rows.map((row) => (row.id === id ? { ...row, mapping, origin: 'edited' } : row)),
    );
  }

  addMapping(mapping: Mapping): TableView {
    return this.#change(`${mapping.target} added`, [
      ...this.rows,
      { id: this.#nextId++, mapping, origin: 'added' },
    ]);
  }

  removeMapping(id: number): TableView {
    const target = this.rows.find((row) => row.id === id)?.mapping.target ?? '';
    return this.#change(
      `${target} removed`,
      this.rows.filter((row) => row.id !== id),
    );
  }

  resetMappings(): TableView {
    return this.#change(
      'Reset to the profile',
      profileMappings.map((mapping, index) => ({ id: index + 1, mapping, origin: 'profile' })),
    );
  }

  undoMapping(): TableView {
    const step = this.#past.pop();
    if (step) {
      this.#future.push({ rows: this.rows, change: step.change });
      this.rows = step.rows;
    }
    return this.mappingTable();
  }

  redoMapping(): TableView {
    const step = this.#future.pop();
    if (step) {
      this.#past.push({ rows: this.rows, change: step.change });
      this.rows = step.rows;
    }
    return this.mappingTable();
  }

  applyLevels(): TableView {
    const split = (name: string, place: number): Mapping => ({
      ...direct('', enterprise + name),
      source: { kind: 'expression', text: level(place) },
    });
    const rows = this.rows.map((row): Row =>
      row.mapping.target === `${enterprise}department`
        ? { ...row, mapping: split('department', 3), origin: 'edited' }
        : row,
    );
    return this.#change('department split into three levels', [
      ...rows,
      { id: this.#nextId++, mapping: split('organization', 1), origin: 'added' },
      { id: this.#nextId++, mapping: split('division', 2), origin: 'added' },
    ]);
  }

  #change(change: string, rows: Row[]): TableView {
    this.#past.push({ rows: this.rows, change });
    this.#future = [];
    this.rows = rows;
    return this.mappingTable();
  }

  protected diagnose({ source }: Mapping): TableView['rows'][number]['diagnostics'] {
    if (source.kind !== 'expression') return [];
    const wrong = /\bTolower\b/.exec(source.text);
    if (!wrong) return [];
    const span = { start: wrong.index, end: wrong.index + 'Tolower'.length };
    return [
      {
        code: 'expression.unknownFunction',
        severity: 'error',
        message: 'There is no function Tolower. Function names are case-sensitive.',
        span,
        fix: { label: 'Write ToLower', span, replacement: 'ToLower' },
      },
    ];
  }
}
