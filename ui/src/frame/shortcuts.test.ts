import { expect, test } from 'vitest';
import { shortcut } from './shortcuts';

function pressed(key: string, on = 'main', modifiers: KeyboardEventInit = {}) {
  const holder = document.createElement('div');
  holder.innerHTML = `<main>words</main><input><button>press</button><details><summary>more</summary></details>`;
  document.body.append(holder);
  let result: ReturnType<typeof shortcut> = null;
  const listen = (event: Event) => (result = shortcut(event as KeyboardEvent));
  window.addEventListener('keydown', listen);
  holder.querySelector(on)?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...modifiers }));
  window.removeEventListener('keydown', listen);
  holder.remove();
  return result;
}

test.each([
  ['ArrowRight', 'main', { altKey: true }, 'next', 'Alt and right'],
  ['ArrowLeft', 'main', { altKey: true }, 'previous', 'Alt and left'],
  ['ArrowLeft', 'input', { altKey: true }, 'previous', 'also while typing'],
  ['ArrowRight', 'main', {}, null, 'an arrow alone scrolls'],
  ['Enter', 'main', {}, 'primary', 'Enter with nothing in focus'],
  ['Enter', 'button', {}, null, 'a button keeps its Enter'],
  ['Enter', 'summary', {}, null, 'a disclosure keeps its Enter'],
  ['Enter', 'input', {}, null, 'a field submits its form'],
  ['/', 'main', {}, 'search', 'a slash searches'],
  ['/', 'input', {}, null, 'a slash in a field is a slash'],
  ['?', 'button', {}, 'shortcuts', 'a question mark lists'],
  ['?', 'input', {}, null, 'a question mark in a field is a question mark'],
  ['k', 'main', { ctrlKey: true }, 'entra', 'Ctrl and K ask what Entra says'],
  ['K', 'input', { metaKey: true }, 'entra', 'so do Command and K, also while typing'],
  ['F1', 'main', {}, 'functions', 'F1 explains the functions of expressions'],
  ['F1', 'input', {}, 'functions', 'also while typing'],
  ['k', 'main', {}, null, 'a letter alone does nothing'],
  ['/', 'main', { ctrlKey: true }, null, 'with Ctrl it belongs to the system'],
] as const)('%s on %s %o is %s', (key, on, modifiers, expected, why) => {
  expect(pressed(key, on, modifiers), why).toBe(expected);
});
