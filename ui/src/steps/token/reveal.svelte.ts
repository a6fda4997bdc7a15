// The token in plain sight, for as long as somebody holds on to it and no longer than eight seconds.

export const shownAtMost = 8000;

export class Reveal {
  /** The token while it is shown; null at all other times. */
  token: string | null = $state.raw(null);
  #held = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks for the token. It is shown only if it is still wanted when it arrives. */
  async show(ask: () => Promise<string | undefined>): Promise<void> {
    const held = ++this.#held;
    const token = await ask();
    if (held !== this.#held || token === undefined) return;
    this.token = token;
    this.#timer = setTimeout(() => this.hide(), shownAtMost);
  }

  hide(): void {
    this.#held += 1;
    this.token = null;
    clearTimeout(this.#timer);
  }
}
