// Looks at a screen in a browser, on the fake platform: /harness/?step=token&state=ready&theme=dark
// Never part of a build. `do` names buttons to press, one after another.
import { flushSync, mount } from 'svelte';
import Root from '../src/Root.svelte';
import { emptyState, FakePlatform, readyState } from '../src/platform/fake';
import { scenes } from './scenes';
import '../src/styles/base.css';
import '../src/styles/tokens.css';
import type { Step } from '../src/bindings';

const query = new URLSearchParams(location.search);
const position = (query.get('step') ?? 'vendor') as Step;
const state = query.get('state') === 'ready' ? readyState({ position }) : emptyState({ position });
const platform = new FakePlatform(state);
scenes[query.get('scene') ?? '']?.(platform);
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') platform.setTheme(theme);

mount(Root, { target: document.getElementById('app') as HTMLElement, props: { platform } });

const pause = () => new Promise((resolve) => setTimeout(resolve, 150));

for (const action of query.getAll('do')) {
  await pause();
  const [name, text] = action.split('=');
  if (text !== undefined) {
    const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === name);
    const input = label && (document.getElementById(label.htmlFor) as HTMLInputElement);
    if (!input) continue;
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  } else {
    const named = [...document.querySelectorAll<HTMLElement>('button, summary, label, [role^=menuitem]')];
    const found = named.find((one) => (one.ariaLabel ?? one.textContent).trim().startsWith(name ?? ''));
    found?.click();
  }
  flushSync();
}

// With `axe` in the address, what axe finds stands on the body, and by how many pixels it
// scrolls sideways: colours and layout need a real browser.
if (query.has('axe')) {
  await pause();
  const { default: axe } = await import('axe-core');
  const { violations } = await axe.run();
  const main = document.querySelector('main');
  document.body.dataset.sideways = String(
    Math.max(
      document.documentElement.scrollWidth - innerWidth,
      main ? main.scrollWidth - main.clientWidth : 0,
    ),
  );
  document.body.dataset.axe = JSON.stringify(
    violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map((node) => [node.html, node.any[0]?.message]),
    })),
  );
}
