// The commands about mappings, and about what they come to.

import type {
  ComparisonBase,
  Mapping,
  TableView,
  PersonEvent,
  SchemaState,
  TableChanged,
  TreeFormat,
  VendorGroups,
} from '../../../bindings';
import { comparison, requestsFor, schema } from '../preview';
import { FakeFiles } from './files';

export class FakeMappings extends FakeFiles {
  schema: SchemaState | null = null;
  groups: VendorGroups | null = null;
  #slowTo: number | null = null;
  #stopComputing: (() => void)[] = [];
  #edited(table: TableView): TableChanged {
    return { table, state: this.change({}), schema: this.schema };
  }
  /** Work over everybody goes this far, in per cent, and then on and on until it is stopped. */
  computeSlowly(percent: number | null) {
    this.#slowTo = percent;
  }
  /** Says whether the work came to its end. */
  async #compute(onProgress: (percent: number) => void): Promise<boolean> {
    if (this.#slowTo === null) return true;
    onProgress(this.#slowTo);
    await new Promise<void>((resolve) => this.#stopComputing.push(resolve));
    return false;
  }
  #stopAll() {
    for (const stop of this.#stopComputing.splice(0)) stop();
  }
  async previewDirectory(onProgress: (percent: number) => void) {
    this.note('previewDirectory');
    return (await this.#compute(onProgress)) ? this.mapping.previewDirectory() : null;
  }
  async cancelPreview() {
    this.note('cancelPreview');
    this.#stopAll();
  }
  async mappingTable() {
    this.note('mappingTable');
    return this.mapping.mappingTable();
  }
  async changeMapping(id: number, mapping: Mapping) {
    this.note('changeMapping', id, mapping);
    return this.#edited(this.mapping.changeMapping(id, mapping));
  }
  async addMapping(mapping: Mapping) {
    this.note('addMapping', mapping);
    return this.#edited(this.mapping.addMapping(mapping));
  }
  async removeMapping(id: number) {
    this.note('removeMapping', id);
    return this.#edited(this.mapping.removeMapping(id));
  }
  async resetMappings() {
    this.note('resetMappings');
    return this.#edited(this.mapping.resetMappings());
  }
  async undoMapping() {
    this.note('undoMapping');
    return this.#edited(this.mapping.undoMapping());
  }
  async redoMapping() {
    this.note('redoMapping');
    return this.#edited(this.mapping.redoMapping());
  }
  async checkMapping(mapping: Mapping, row: number | null) {
    this.note('checkMapping', mapping, row);
    return this.mapping.checkMapping(mapping, row);
  }
  async previewRows(mapping: Mapping, rows: number[]) {
    this.note('previewRows', mapping, rows);
    return this.mapping.previewRows(mapping, rows);
  }
  async previewDraft(id: number | null, mapping: Mapping) {
    this.note('previewDraft', id, mapping);
    return (await this.#compute(() => undefined)) ? this.mapping.previewDraft(id, mapping) : null;
  }
  async proposeExpressions(mapping: Mapping) {
    this.note('proposeExpressions', mapping);
    return this.mapping.proposeExpressions(mapping);
  }
  async cancelDraft() {
    this.note('cancelDraft');
    this.#stopAll();
  }
  async listFunctions(row: number | null) {
    this.note('listFunctions', row);
    return this.mapping.listFunctions(row);
  }
  async mappingChoices() {
    this.note('mappingChoices');
    return this.mapping.mappingChoices();
  }
  async suggestLevels() {
    this.note('suggestLevels');
    return this.mapping.suggestLevels();
  }
  async applyLevels() {
    this.note('applyLevels');
    return this.#edited(this.mapping.applyLevels());
  }
  async planRequests(row: number, event: PersonEvent) {
    this.note('planRequests', row, event);
    return requestsFor(row, event, this.state.tenantUrl);
  }
  async compareMappings(base: ComparisonBase, row: number | null, onProgress: (percent: number) => void) {
    this.note('compareMappings', base, row);
    if (!(await this.#compute(onProgress))) return { kind: 'stopped' as const };
    if (!this.mapping.mappingTable().changed) return { kind: 'nothing' as const };
    return { kind: 'both' as const, comparison };
  }
  async cancelComparison() {
    this.note('cancelComparison');
    this.#stopAll();
  }
  async vendorGroups() {
    this.note('vendorGroups');
    return this.groups;
  }
  async saveTree(format: TreeFormat) {
    this.note('saveTree', format);
    return this.file === 'cancelled' ? null : `organisation.${format}`;
  }
  async openSchema(intoTable: boolean, dropped: boolean) {
    this.note('openSchema', intoTable, dropped);
    if (this.file === 'cancelled') return null;
    this.schema = schema;
    return this.#edited(this.mapping.mappingTable());
  }
  async schemaState() {
    this.note('schemaState');
    return this.schema;
  }
  async closeSchema() {
    this.note('closeSchema');
    this.schema = null;
  }
  async saveSchema() {
    this.note('saveSchema');
    return this.file === 'cancelled' ? null : 'schema.json';
  }
  async schemaText() {
    this.note('schemaText');
    return '{}';
  }
}
