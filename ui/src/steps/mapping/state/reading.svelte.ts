// Files of users being read: how far that is, as Rust tells it, and why one could not be read.

import type { DirectorySummary, Finding, LoadEvent, NamesQuestion, PersonRow } from '../../../bindings';
import type { Wizard } from '../../../lib';
import { isFinding } from '../../../platform';

/** The milliseconds from which on a wait is noticed. */
const noticed = 150;

/** What is known of files while they are read. */
export class Progress {
  files: string[] = $state.raw([]);
  users = $state(0);
  /** The part that was read, from 0 to 1; null when that is not known. */
  part: number | null = $state(0);
  people: PersonRow[] = $state.raw([]);

  take(event: LoadEvent): void {
    if (event.kind === 'started') {
      this.files = event.files;
    } else if (event.kind === 'first') {
      this.people = event.people;
      this.users = Math.max(this.users, event.people.length);
    } else {
      this.users = event.users;
      this.part = event.part;
    }
  }
}

export class Reading {
  /** Why files could not be read: a mistake in a file, not in the program. */
  finding: Finding | null = $state.raw(null);
  /** Which column names the people? Asked where none is known to. */
  question: NamesQuestion | null = $state.raw(null);
  /** Files are chosen or read. */
  busy = $state(false);
  /** How far it is, once it takes long enough to be looked at. */
  shown: Progress | null = $state.raw(null);
  #progress: Progress | null = null;

  constructor(readonly wizard: Wizard) {}

  /** Has Rust tell of every reading from now on, in the place of whom it told before. */
  watch(): void {
    void this.wizard.attempt(this.wizard.platform.watchLoading((event) => this.#told(event)));
  }

  /** Reads files, however they were chosen. Null when there are none: one changed their mind, or they cannot be read. */
  async read(files: Promise<DirectorySummary | null>): Promise<DirectorySummary | null> {
    this.finding = null;
    this.question = null;
    this.busy = true;
    try {
      const summary = await this.wizard.inView(files);
      if (summary) await this.wizard.refresh();
      return summary ?? null;
    } catch (thrown) {
      if (!isFinding(thrown)) throw thrown;
      this.question = (await this.wizard.attempt(this.wizard.platform.namesQuestion())) ?? null;
      this.finding = thrown;
      return null;
    } finally {
      this.busy = false;
      this.#progress = null;
      this.shown = null;
    }
  }

  /** Stops the reading; what was loaded before stays. */
  cancel(): Promise<unknown> {
    return this.wizard.attempt(this.wizard.platform.cancelLoading());
  }

  #told(event: LoadEvent): void {
    if (event.kind === 'started') {
      const started = new Progress();
      this.#progress = started;
      // A small file is there before anybody could read what is shown of the reading.
      setTimeout(() => {
        if (this.#progress === started) this.shown = started;
      }, noticed);
    }
    this.#progress?.take(event);
  }
}
