// The commands about files of users: opened, read, narrowed to a scope, and the people in them.

import type {
  ColumnChoice,
  DirectorySummary,
  LoadEvent,
  NamesQuestion,
  PeopleQuery,
  ScopeChoice,
} from '../../../bindings';
import { FakeMapping } from '../mapping';
import { FakeConnection } from './connection';

export class FakeFiles extends FakeConnection {
  people = 412;
  /** Files that are chosen beside it. */
  moreFiles: string[] = [];
  mapping = new FakeMapping();
  scope: ScopeChoice = { kind: 'everybody' };
  /** What is asked about the file that is opened. */
  question: NamesQuestion | null = null;
  #tellLoading: ((event: LoadEvent) => void) | undefined;
  #stopLoading: (() => void) | undefined;
  #slowly: LoadEvent[] | undefined;
  #opened(opened: DirectorySummary) {
    this.change({ directory: opened });
    return opened;
  }
  async watchLoading(onEvent: (event: LoadEvent) => void) {
    this.note('watchLoading');
    this.#tellLoading = onEvent;
  }
  async cancelLoading() {
    this.note('cancelLoading');
    this.#stopLoading?.();
  }
  /** A file that is read until `cancelLoading`, of which `events` are told. */
  loadSlowly(events: LoadEvent[]) {
    this.#slowly = events;
  }
  async openUsers() {
    this.note('openUsers');
    if (this.#slowly) {
      for (const event of this.#slowly) this.#tellLoading?.(event);
      await new Promise<void>((resolve) => (this.#stopLoading = resolve));
      return null;
    }
    return this.file === 'cancelled'
      ? null
      : this.#opened(this.mapping.open('exportUsers_2026-11-21.csv', this.people, this.moreFiles));
  }
  async openDroppedUsers() {
    this.note('openDroppedUsers');
    return this.#opened(this.mapping.open('exportUsers_2026-11-21.csv', this.people));
  }
  async openSampleUsers() {
    this.note('openSampleUsers');
    return this.#opened(this.mapping.openSample());
  }
  async reopenUsers() {
    this.note('reopenUsers');
    const [first = 'users.csv', ...more] = this.state.directoryRemembered;
    return this.#opened(this.mapping.open(first, this.people, more));
  }
  async closeUsers() {
    this.note('closeUsers');
    this.mapping.close();
    return this.change({ directory: null });
  }
  async chooseColumn(column: ColumnChoice) {
    this.note('chooseColumn', column);
    const directory = this.state.directory!;
    const attribute = column.attribute?.replace('!', '') ?? null;
    const opposite = column.attribute?.startsWith('!') ?? false;
    const columns = directory.columns.map((known) => {
      if (known.header === column.header) return { ...known, attribute, opposite };
      return known.attribute === attribute ? { ...known, attribute: null } : known;
    });
    return this.#opened({ ...directory, columns });
  }
  async namesQuestion() {
    this.note('namesQuestion');
    return this.question;
  }
  async chooseNames(column: ColumnChoice) {
    this.note('chooseNames', column);
    this.question = null;
    return this.#opened(this.mapping.open('people.csv', this.people));
  }
  async fileUse() {
    this.note('fileUse');
    return this.state.directory && this.mapping.fileUse(this.state.directory);
  }
  async skippedRows() {
    this.note('skippedRows');
    const { files } = this.state.directory!;
    return [118, 240].map((line) => ({
      file: files.at(-1)!,
      line,
      reason: 'Too many values: 14 of 12 columns',
    }));
  }
  async usersScope() {
    this.note('usersScope');
    return this.scope;
  }
  async chooseScope(scope: ScopeChoice) {
    this.note('chooseScope', scope);
    return (this.scope = scope);
  }
  async openAssigned() {
    this.note('openAssigned');
    if (this.file === 'cancelled') return null;
    return (this.scope = { kind: 'listed', file: 'assigned.csv', names: 380 });
  }
  async listPeople(query: PeopleQuery) {
    this.note('listPeople', query);
    return this.mapping.listPeople(query);
  }
  async previewPerson(row: number) {
    this.note('previewPerson', row);
    return this.mapping.previewPerson(row);
  }
}
