import { expect, test } from 'vitest';
import { fireEvent, waitFor } from '@testing-library/svelte';
import { oneStop } from './one-stop';

function list(count: number): [HTMLElement, HTMLButtonElement[]] {
  const list = document.createElement('ul');
  for (let at = 0; at < count; at += 1) list.append(document.createElement('button'));
  document.body.replaceChildren(list);
  oneStop('button')(list);
  return [list, [...list.querySelectorAll('button')]];
}

const stops = (items: HTMLElement[]) => items.map(({ tabIndex }) => tabIndex).join(' ');

test('one item is a Tab stop, and the arrows lead from it to the others', async () => {
  const [, items] = list(3);
  expect(stops(items), 'the first, as long as none was used').toBe('0 -1 -1');
  items[0]!.focus();
  await fireEvent.keyDown(items[0]!, { key: 'ArrowDown' });
  expect(items[1]).toHaveFocus();
  expect(stops(items)).toBe('-1 0 -1');
  await fireEvent.keyDown(items[1]!, { key: 'End' });
  await fireEvent.keyDown(items[2]!, { key: 'ArrowDown' });
  expect(items[2], 'behind the last comes nothing').toHaveFocus();
});

test('Tab enters at the chosen item, and one that is gone leaves a stop behind', async () => {
  const [list_, items] = list(3);
  items[1]!.ariaPressed = 'true';
  items[1]!.setAttribute('aria-pressed', 'true');
  await waitFor(() => expect(stops(items)).toBe('-1 0 -1'));
  items[1]!.remove();
  await waitFor(() => expect(stops([...list_.querySelectorAll('button')])).toBe('0 -1'));
});

test('a key with a modifier is the window’s', async () => {
  const [, items] = list(2);
  items[0]!.focus();
  await fireEvent.keyDown(items[0]!, { key: 'ArrowDown', altKey: true });
  expect(items[0]).toHaveFocus();
});
