// Buttons that belong together as one Tab stop: the arrow keys, Home and End go from one to the next.
import type { Attachment } from 'svelte/attachments';
import { inListbox } from './roving';

/** What decides at which item Tab enters. */
const watched = ['aria-pressed', 'aria-current', 'disabled'];
const chosen = '[aria-pressed="true"], [aria-current]:not([aria-current="false"])';

const sideways: Record<string, string> = { ArrowRight: 'ArrowDown', ArrowLeft: 'ArrowUp' };

/**
 * Keeps what `selector` finds in an element to one Tab stop: the one last used, else the chosen one, else
 * the first. With `rows` they stand in rows, as in a grid: up and down lead to another row, left and right to
 * what else is in it.
 */
export function oneStop(selector = 'button', rows?: string): Attachment<HTMLElement> {
  return (element) => {
    let last: HTMLElement | null = null;
    const within = (place: Element) =>
      [...place.querySelectorAll<HTMLElement>(selector)].filter((item) => !item.matches(':disabled'));
    const itemOf = (event: Event) => (event.target as HTMLElement).closest<HTMLElement>(selector);

    function settle() {
      const items = within(element);
      const stop =
        items.find((item) => item === last) ?? items.find((item) => item.matches(chosen)) ?? items[0];
      for (const item of items) {
        const wanted = item === stop ? 0 : -1;
        if (item.tabIndex !== wanted) item.tabIndex = wanted;
      }
    }

    function next(item: HTMLElement, key: string): HTMLElement | undefined {
      if (rows === undefined) {
        const items = within(element);
        return items[inListbox(sideways[key] ?? key, items.indexOf(item), items.length) ?? -1];
      }
      const row = item.closest(rows);
      if (!row) return undefined;
      const beside = within(row);
      const aside = sideways[key];
      if (aside) return beside[inListbox(aside, beside.indexOf(item), beside.length) ?? -1];
      const lines = [...element.querySelectorAll(rows)].filter((line) => within(line).length > 0);
      const line = lines[inListbox(key, lines.indexOf(row), lines.length) ?? -1];
      if (!line) return undefined;
      const there = within(line);
      return there[Math.min(beside.indexOf(item), there.length - 1)];
    }

    function enter(event: FocusEvent) {
      last = itemOf(event) ?? last;
      settle();
    }

    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const item = itemOf(event);
      const to = item ? next(item, event.key) : undefined;
      if (!to) return;
      event.preventDefault();
      to.focus();
    }

    // Whoever drives the window from outside goes down such a list by the arrow keys.
    if (rows === undefined) element.dataset.oneStop = '';
    settle();
    const changes = new MutationObserver(settle);
    changes.observe(element, { childList: true, subtree: true, attributeFilter: watched });
    element.addEventListener('focusin', enter);
    element.addEventListener('keydown', press);
    return () => {
      changes.disconnect();
      element.removeEventListener('focusin', enter);
      element.removeEventListener('keydown', press);
    };
  };
}
