// The first of many things, and as many again at each press: what is not shown takes no time.

/** How many are shown before anything is pressed: more than anybody reads. */
const first = 100;

export class Cut<Thing> {
  readonly #things: () => readonly Thing[];
  #room = $state(first);
  readonly shown: Thing[] = $derived.by(() => this.#things().slice(0, this.#room));

  /** `things` may follow what changes. */
  constructor(things: () => readonly Thing[]) {
    this.#things = things;
  }

  /** How many are not shown. */
  get left(): number {
    return this.#things().length - this.shown.length;
  }

  unfold(): void {
    this.#room *= 2;
  }
}
