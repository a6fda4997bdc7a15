// What jsdom lacks of a browser.
import '@testing-library/jest-dom/vitest';
import { configure } from '@testing-library/svelte';

// A machine that compiles beside the tests is slow; a test that waits for nothing is told by its name.
configure({ asyncUtilTimeout: 5000 });

// jsdom has the element without its modal behaviour.
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement) {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

// jsdom lays nothing out: no media, no animations, no scrolling.
window.matchMedia ??= (query: string) =>
  ({
    matches: query.includes('reduced-motion'),
    media: query,
    addEventListener() {},
    removeEventListener() {},
  }) as never;
Element.prototype.animate ??= () => ({ cancel() {}, finished: Promise.resolve(), onfinish: null }) as never;
Element.prototype.scrollIntoView ??= () => undefined;
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
// jsdom knows no sheets that are made by a script.
CSSStyleSheet.prototype.replaceSync ??= () => {};
