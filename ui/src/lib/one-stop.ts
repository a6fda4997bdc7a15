// A list of buttons as one Tab stop, with the arrow keys, Home and End inside.
import type { Attachment } from 'svelte/attachments';
import { inListbox } from './roving';

/** What decides at which item Tab enters the list. */
const watched = ['aria-pressed', 'aria-current', 'disabled'];

/** Makes the elements of `selector` in a list one Tab stop: the one last used, else the chosen one, else the first. */
export function oneStop(selector: string): Attachment<HTMLElement> {
  return (list) => {
    let last: HTMLElement | null = null;
    const items = () =>
      [...list.querySelectorAll<HTMLElement>(selector)].filter((item) => !item.matches(':disabled'));

    function settle() {
      const all = items();
      const chosen = all.find((item) =>
        item.matches('[aria-pressed="true"], [aria-current]:not([aria-current="false"])'),
      );
      const stop = all.find((item) => item === last) ?? chosen ?? all[0];
      for (const item of all) item.tabIndex = item === stop ? 0 : -1;
    }

    function enter(event: FocusEvent) {
      last = (event.target as HTMLElement).closest<HTMLElement>(selector) ?? last;
      settle();
    }

    function key(event: KeyboardEvent) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const all = items();
      const at = all.indexOf(event.target as HTMLElement);
      const to = at < 0 ? undefined : inListbox(event.key, at, all.length);
      if (to === undefined) return;
      event.preventDefault();
      all[to]?.focus();
    }

    list.dataset.oneStop = '';
    list.addEventListener('focusin', enter);
    list.addEventListener('keydown', key);
    const observer = new MutationObserver(settle);
    observer.observe(list, { childList: true, subtree: true, attributeFilter: watched });
    settle();
    return () => {
      observer.disconnect();
      list.removeEventListener('focusin', enter);
      list.removeEventListener('keydown', key);
    };
  };
}
