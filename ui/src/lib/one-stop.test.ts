import { afterEach, describe, expect, it } from 'vitest';
import { oneStop } from './one-stop';

/** Puts markup into the page with one Tab stop for its buttons. */
function shown(markup: string, rows?: string) {
  const element = document.createElement('div');
  element.innerHTML = markup;
  document.body.append(element);
  oneStop('button', rows)(element);
  return element;
}

const press = (key: string) =>
  document.activeElement!.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );
const stops = (element: HTMLElement) =>
  [...element.querySelectorAll('button')].filter((one) => one.tabIndex === 0).map((one) => one.textContent);

afterEach(() => document.body.replaceChildren());

describe('oneStop', () => {
  it('leaves one button in the Tab order: the one that had the focus last', () => {
    const element = shown('<button>a</button><button>b</button><button>c</button>');
    expect(stops(element)).toEqual(['a']);
    element.querySelector('button')!.focus();
    for (const [key, to] of [
      ['ArrowDown', 'b'],
      ['ArrowRight', 'c'],
      ['ArrowDown', 'c'],
      ['ArrowUp', 'b'],
      ['Home', 'a'],
      ['End', 'c'],
    ] as const) {
      press(key);
      expect(document.activeElement, key).toHaveTextContent(to);
      expect(stops(element)).toEqual([to]);
    }
  });

  it('follows what comes and goes', async () => {
    const element = shown('<button>a</button>');
    element.querySelector('button')!.focus();
    element.insertAdjacentHTML('beforeend', '<button>b</button>');
    await Promise.resolve();
    expect(stops(element)).toEqual(['a']);
    element.querySelector('button')!.remove();
    await Promise.resolve();
    expect(stops(element)).toEqual(['b']);
  });

  it('in rows leads up and down to another row, and sideways to what else is in it', () => {
    const row = (...names: string[]) => `<p>${names.map((name) => `<button>${name}</button>`).join('')}</p>`;
    const element = shown(row('a', 'b') + row() + row('c') + row('d', 'e'), 'p');
    element.querySelectorAll('button')[1]!.focus();
    for (const [key, to] of [
      ['ArrowDown', 'c'],
      ['ArrowDown', 'd'],
      ['ArrowRight', 'e'],
      ['ArrowRight', 'e'],
      ['Home', 'b'],
      ['ArrowLeft', 'a'],
    ] as const) {
      press(key);
      expect(document.activeElement, key).toHaveTextContent(to);
    }
  });

  it('is entered at the chosen item', async () => {
    const element = shown('<button>a</button><button aria-pressed="true">b</button>');
    expect(stops(element)).toEqual(['b']);
    element.querySelector('button')!.setAttribute('aria-pressed', 'true');
    await Promise.resolve();
    expect(stops(element), 'the first of several').toEqual(['a']);
  });

  it('leaves keys with a modifier to the window', () => {
    const element = shown('<button>a</button><button>b</button>');
    element.querySelector('button')!.focus();
    document.activeElement!.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true, bubbles: true }),
    );
    expect(document.activeElement).toHaveTextContent('a');
  });
});
