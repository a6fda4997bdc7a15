// What is known of an export while it is read, as Rust tells of it.

import type { LoadEvent, PersonRow } from '../../bindings';

export class Loading {
  file = $state('');
  users = $state(0);
  /** The part of the file that was read, from 0 to 1; null when its size is not known. */
  part: number | null = $state(0);
  people: PersonRow[] = $state.raw([]);

  take(event: LoadEvent): void {
    if (event.kind === 'started') {
      this.file = event.file;
    } else if (event.kind === 'first') {
      this.people = event.people;
      this.users = Math.max(this.users, event.people.length);
    } else {
      this.users = event.users;
      this.part = event.part;
    }
  }
}
