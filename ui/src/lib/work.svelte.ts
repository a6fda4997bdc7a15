// Work over everybody in the file: how far it has come once that is worth saying, and whether the
// person stopped it. Only the latest run counts.

/** The milliseconds from which on a wait is spoken of. */
const noticed = 400;

export class Work {
  /** The part that is done, from 0 to 1; null while nothing is under way that takes long. */
  part: number | null = $state(null);
  /** The person stopped it, and it was not begun again. */
  stopped = $state(false);
  #run = 0;
  /** It took long enough to be spoken of; the next run goes on from there. */
  #shown = false;

  /**
   * Does the work. `onProgress` takes per cents. Gives undefined when another run or a stop has made
   * it useless.
   */
  async run<T>(work: (onProgress: (percent: number) => void) => Promise<T>): Promise<T | undefined> {
    const run = (this.#run += 1);
    let part = 0;
    const show = () => {
      if (run === this.#run && this.#shown) this.part = part;
    };
    this.stopped = false;
    show();
    const timer = setTimeout(() => {
      this.#shown ||= run === this.#run;
      show();
    }, noticed);
    try {
      const answer = await work((percent) => {
        part = percent / 100;
        show();
      });
      return run === this.#run ? answer : undefined;
    } finally {
      clearTimeout(timer);
      if (run === this.#run) this.#hide();
    }
  }

  /** Gives up what is under way. */
  stop(): void {
    this.#run += 1;
    this.#hide();
    this.stopped = true;
  }

  #hide(): void {
    this.#shown = false;
    this.part = null;
  }
}
