// What the tests of the screens share: a step inside its frame, on the fake platform, and axe.
import { render } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect } from 'vitest';
import App from '../App.svelte';
import { Wizard } from '../lib/wizard.svelte';
import type { FakePlatform } from '../platform/fake';

/** Shows the whole window on `platform`, at the step that its state names. */
export function show(platform: FakePlatform) {
  const wizard = new Wizard(platform, platform.state);
  return { wizard, ...render(App, { wizard }) };
}

/** Fails with what axe found; colours are looked at in a real window, where there are some. */
export async function expectAccessible(element: Element = document.body): Promise<void> {
  const result = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  const found = result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
  );
  expect(found, 'axe finds nothing').toEqual([]);
}
