// The people of the loaded file as a list: the conditions it is narrowed to, its pages, and the person who
// was chosen. Rows stay in Rust: only the pages around what is visible come here.

import { SvelteMap } from 'svelte/reactivity';
import type { FindingGroup, PeoplePage, PersonPreview, PersonRow, SentValue } from '../../../bindings';
import type { Wizard } from '../../../lib';
import { pagesOf } from '../../../lib/virtual-list.svelte';
import { t } from '../../../texts';

const pageSize = 100;
/** How many pages stay here: enough to scroll back and forth without asking again. */
const mostPages = 40;

/** Which people are listed; conditions that are given must all hold. */
export type Conditions = {
  search: string;
  /** The code of a finding. */
  finding: string | null;
  /** A node of the organisation: names from the top. */
  path: string[] | null;
  /** What a target receives. */
  sent: SentValue | null;
};

const everybody: Conditions = { search: '', finding: null, path: null, sent: null };

export class PeopleStore {
  conditions: Conditions = $state.raw(everybody);
  /** How many they are. */
  total = $state(0);
  /** The place of the chosen person in the list, from 0; -1 for nobody. */
  chosen = $state(-1);
  /** The chosen person, with what would be sent. */
  person: PersonPreview | null = $state.raw(null);

  #pages = new SvelteMap<number, PersonRow[]>();
  // No screen reads it: nothing must follow it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  #requested = new Set<number>();
  #visible = { first: 0, last: 0 };
  #list = 0;
  #fetching = false;
  #persons = 0;

  constructor(readonly wizard: Wizard) {}

  get filtered(): boolean {
    const { search, finding, path, sent } = this.conditions;
    return search.trim() !== '' || finding !== null || path !== null || sent !== null;
  }

  /** Returns the person at a place of the list, if that page is here. */
  at(index: number): PersonRow | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /**
   * Asks for the pages of these rows that are not here yet, one at a time: who scrolls past a
   * thousand pages while one is under way gets the one where they stop.
   */
  need(first: number, last: number): void {
    this.#visible = { first, last };
    void this.#fetch();
  }

  async #fetch(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    for (;;) {
      const { first, last } = this.#visible;
      const pages = pagesOf(first, Math.min(last, this.total), pageSize);
      const page = pages.find((one) => !this.#requested.has(one));
      if (page === undefined) break;
      const list = this.#list;
      // A failure is shown by the frame; asking again at once would only show it again.
      if (!(await this.#load(page)) && list === this.#list) break;
      this.#dropFar(page);
    }
    this.#fetching = false;
  }

  /** Forgets the pages farthest from this one once there are many. */
  #dropFar(page: number): void {
    if (this.#pages.size <= mostPages) return;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page));
    for (const one of far.slice(0, this.#pages.size - mostPages)) {
      this.#pages.delete(one);
      this.#requested.delete(one);
    }
  }

  /** Shows the list from its first row on, with another search or another condition. */
  async filter(change: Partial<Conditions>): Promise<void> {
    this.conditions = { ...this.conditions, ...change };
    this.#list += 1;
    this.#requested.clear();
    const page = await this.#load(0);
    if (page) {
      this.#dropStale();
      const place = page.people.findIndex((person) => person.row === this.person?.row);
      if (place >= 0) this.chosen = place;
      else if (page.people.length > 0) await this.choose(0);
      else this.chosen = -1;
    }
    this.wizard.announce(t.mapping.said.filtered(this.total));
  }

  clearFilter(): Promise<void> {
    return this.filter(everybody);
  }

  /** Gives up conditions that nobody can meet any more; the list is read again by who calls. */
  drop(...names: (keyof Conditions)[]): void {
    const left = { ...this.conditions };
    for (const name of names) Object.assign(left, { [name]: everybody[name] });
    this.conditions = left;
  }

  async choose(index: number): Promise<void> {
    this.chosen = index;
    // A jump to the end comes before the page that holds it.
    if (index >= 0 && !this.at(index)) await this.#load(Math.floor(index / pageSize));
    if (this.chosen === index) await this.evaluate();
  }

  /** Asks what would be sent for the chosen person. */
  async evaluate(): Promise<void> {
    const row = this.at(this.chosen)?.row ?? this.person?.row;
    if (row === undefined) return;
    const latest = (this.#persons += 1);
    const person = await this.wizard.attempt(this.wizard.platform.previewPerson(row));
    if (person && latest === this.#persons) this.person = person;
  }

  /**
   * Shows what was found about the chosen person, now that it was found for everybody. The values are
   * here already; only somebody who is not in the list is asked about again.
   */
  async takeFindings(found: FindingGroup[]): Promise<void> {
    const { person } = this;
    const listed = this.at(this.chosen);
    if (!person || listed?.row !== person.row) return this.evaluate();
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const known = new Map(found.map(({ finding }) => [finding.code, finding]));
    const findings = listed.findings.flatMap((code) => known.get(code) ?? []);
    this.person = { ...person, findings };
  }

  /** Reads the visible rows again, in place: a mapping changed, and the findings with it. */
  async reload(): Promise<void> {
    this.#list += 1;
    this.#requested.clear();
    const visible = pagesOf(this.#visible.first, Math.max(this.#visible.last, 1), pageSize);
    await Promise.all(visible.map((page) => this.#load(page)));
    this.#dropStale();
    const row = this.person?.row;
    if (row === undefined) await this.choose(0);
    else if (this.at(this.chosen)?.row !== row) this.chosen = this.#placeOf(row);
  }

  forget(): void {
    this.conditions = everybody;
    this.total = 0;
    this.chosen = -1;
    this.person = null;
    this.#pages.clear();
    this.#requested.clear();
    this.#list += 1;
  }

  /** Brings one page here; nothing comes back when the list was begun anew meanwhile. */
  async #load(page: number): Promise<PeoplePage | undefined> {
    const list = this.#list;
    this.#requested.add(page);
    const { search, ...conditions } = this.conditions;
    const answer = await this.wizard.attempt(
      this.wizard.platform.listPeople({
        search: search.trim(),
        ...conditions,
        offset: page * pageSize,
        limit: pageSize,
      }),
    );
    if (list !== this.#list) return undefined;
    if (!answer) {
      this.#requested.delete(page);
      return undefined;
    }
    this.#pages.set(page, answer.people);
    this.total = answer.total;
    return answer;
  }

  #dropStale(): void {
    for (const page of [...this.#pages.keys()]) if (!this.#requested.has(page)) this.#pages.delete(page);
  }

  #placeOf(row: number): number {
    for (const [page, people] of this.#pages) {
      const at = people.findIndex((person) => person.row === row);
      if (at >= 0) return page * pageSize + at;
    }
    return -1;
  }
}
