// The token on the clipboard, as Rust tells of it: how long it stays, and what became of it.
import type { Platform } from '../platform';

export class TokenClipboard {
  /** Where the token is: never copied, there now, cleared by us, or replaced by somebody's own copy. */
  state: 'idle' | 'there' | 'cleared' | 'replaced' = $state.raw('idle');
  /** For how many seconds the last copy stays, and how many of them are left. */
  seconds = $state.raw(0);
  left = $state.raw(0);
  #timer: ReturnType<typeof setInterval> | undefined;
  #copies = 0;

  /** Resolves with true as soon as the token is on the clipboard, not when it is cleared. */
  copy(platform: Platform): Promise<boolean> {
    const copy = ++this.#copies;
    return new Promise((resolve, reject) => {
      platform
        .copyToken((event) => {
          // A second copy restarts the time; what the first says after that is of the past.
          if (copy !== this.#copies) return;
          if (event.kind === 'copied') {
            this.#start(event.seconds);
            resolve(true);
          } else {
            this.#end(event.kind);
          }
        })
        .then(() => resolve(this.state === 'there'), reject);
    });
  }

  #start(seconds: number): void {
    const end = Date.now() + seconds * 1000;
    this.state = 'there';
    this.seconds = this.left = seconds;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      this.left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (this.left === 0) clearInterval(this.#timer);
    }, 250);
  }

  #end(state: 'cleared' | 'replaced'): void {
    this.state = state;
    this.left = 0;
    clearInterval(this.#timer);
  }
}
