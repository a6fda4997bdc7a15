import { afterEach, expect, test, vi } from 'vitest';
import { FakePlatform } from '../platform/fake';
import { daysUntil, formatDate, formatMs, plural } from '../texts';
import { TokenClipboard } from './clipboard.svelte';

afterEach(() => vi.useRealTimers());

test('the clipboard counts down, and a second copy starts anew', async () => {
  vi.useFakeTimers();
  const platform = new FakePlatform();
  const clipboard = new TokenClipboard();
  expect(await clipboard.copy(platform)).toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(clipboard.left, 'ten seconds later').toBe(35);
  await clipboard.copy(platform);
  expect(clipboard.left, 'copied again').toBe(45);
  const [first, second] = platform.called('copyToken').map(([tell]) => tell as (event: unknown) => void);
  first?.({ kind: 'replaced' });
  expect(clipboard.state, 'the first copy is of the past').toBe('there');
  second?.({ kind: 'cleared' });
  expect([clipboard.state, clipboard.left]).toEqual(['cleared', 0]);
});

test.each([
  [plural(1, 'person', 'people'), '1 person'],
  [plural(0, 'person', 'people'), '0 people'],
  [plural(4120, 'person', 'people'), '4,120 people'],
  [formatMs(0), '0 ms'],
  [formatMs(999.4), '999 ms'],
  [formatMs(2130), '2.1 s'],
  [formatDate('2026-11-21'), '21 November 2026'],
])('%s reads %s', (shown, expected) => {
  expect(shown).toBe(expected);
});

test.each([
  ['2026-11-21', 0, 'today, late in the evening'],
  ['2026-11-22', 1, 'tomorrow'],
  ['2026-11-01', -20, 'passed'],
  ['2027-03-31', 130, 'over the change to summer time'],
])('days until %s', (date, days, why) => {
  expect(daysUntil(date, new Date(2026, 10, 21, 23, 30)), why).toBe(days);
});
