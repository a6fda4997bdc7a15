// jsdom lays nothing out, so that what keeps a word without an end inside the window is read from the
// rules. Looked at in a real engine: `npm run dev`, harness, scene=longWords.
import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { Step } from '../bindings';
import { FakePlatform, readyState } from '../platform/fake';
import { longWord, withLongWords } from '../platform/fake/hostile';
import { rejectedReport } from '../platform/fake/connection';
import { notSaved } from '../platform/fake/findings';
import { expectAccessible, show } from '../test/screen';
import base from './base.css?raw';

const files = import.meta.glob<string>('../**/*.svelte', { query: '?raw', import: 'default', eager: true });

type Rule = { file: string; selector: string; body: string };

function rulesOf(file: string, css: string): Rule[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, '');
  return [...plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector, body]) => ({
    file,
    selector: selector!.trim().replace(/\s+/g, ' '),
    body: body!,
  }));
}

const styleOf = (text: string) => /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? '';
const components = Object.entries(files).map(([file, text]) => ({
  file,
  text,
  rules: rulesOf(file, styleOf(text)),
}));
const all = components.flatMap(({ rules }) => rules);

/** Words of our own, or numbers: they have an end. */
const ours = [
  'lib/Chip.svelte .short',
  'lib/Menu.svelte .list button',
  'frame/StepList.svelte .foot',
  'steps/connection/Waterfall.svelte th',
  'steps/connection/Waterfall.svelte .time',
  'steps/mapping/file/Columns.svelte .number',
  'steps/mapping/file/SkippedRows.svelte .number',
  'steps/mapping/organisation/FindingSentences.svelte .count',
];

test('there is something to read', () => {
  expect(components.length).toBeGreaterThan(60);
  expect(all.length).toBeGreaterThan(300);
});

test('a word breaks anywhere, unless a rule says otherwise', () => {
  const body = rulesOf('base.css', base).find(({ selector }) => selector === 'body')!;
  expect(body.body).toMatch(/overflow-wrap: anywhere/);
  const weaker = all.filter(({ body }) => /overflow-wrap: (?!anywhere)/.test(body));
  expect(weaker).toEqual([]);
});

test('what stays in one line is cut by the engine, or is a word of our own', () => {
  const open = all
    .filter(({ body }) => /white-space: nowrap/.test(body) && !/overflow: hidden/.test(body))
    .map(({ file, selector }) => `${file.replace('../', '')} ${selector}`);
  expect(open.sort()).toEqual([...ours].sort());
});

test('a table breaks the words of its long columns, or has columns of fixed widths', () => {
  const tables = components.filter(({ text }) => text.includes('<table'));
  expect(tables.length).toBeGreaterThan(5);
  const breaks = ({ body }: { body: string }) => /overflow-wrap: anywhere|table-layout: fixed/.test(body);
  const ruled = rulesOf('base.css', base).filter(({ selector }) => selector.startsWith('.ruled'));
  expect(ruled.some(breaks), 'a table of facts does').toBe(true);
  const open = tables
    .filter(({ rules, text }) => !rules.some(breaks) && !/<table class="[^"]*\bruled\b/.test(text))
    .map(({ file }) => file);
  expect(open).toEqual([]);
});

test('what scrolls by itself holds what is only heard, which is placed absolutely', () => {
  const scrolls = components.filter(
    ({ text, rules }) =>
      /class="unseen"|FieldFinding|<Select|LinkButton/.test(text) &&
      rules.some(
        ({ selector, body }) =>
          /overflow(-y)?: .*auto/.test(body) && /\.scrolls|\.notices|\.list|nav/.test(selector),
      ),
  );
  for (const { file, rules } of scrolls) {
    const rule = rules.find(({ body }) => /overflow(-y)?: .*auto/.test(body))!;
    expect(`${file} ${rule.selector} ${/position: relative/.test(rule.body)}`).toMatch(/true$/);
  }
});

test.each<Step>(['vendor', 'token', 'connection', 'mapping', 'proof', 'activation', 'handover'])(
  'the %s step shows words without an end, and is as accessible as ever',
  async (position) => {
    show(
      withLongWords(
        new FakePlatform(readyState({ position, connection: rejectedReport, notices: [notSaved] })),
      ),
    );
    await waitFor(() => expect(screen.getByRole('main').textContent).toBeTruthy());
    await waitFor(() => expect(document.body.textContent).toContain(longWord));
    const wide = [...document.querySelectorAll<HTMLElement>('[style]')].filter(
      ({ style }) => style.width !== '',
    );
    expect(wide, 'nothing has a width of its own').toEqual([]);
    await expectAccessible();
  },
);
