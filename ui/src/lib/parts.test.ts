import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import PortalText from './PortalText.svelte';
import FindingCard from './FindingCard.svelte';
import { brokenProfile, rejected, slowAnswer } from '../platform/fake/findings';
import { expectAccessible } from '../test/screen';

test('words between backticks are set off as the portal shows them', () => {
  const { container } = render(PortalText, { text: 'Press `New application`, then `Create`.' });
  expect(container.textContent).toBe('Press New application, then Create.');
  expect(screen.getByText('New application').tagName).toBe('SPAN');
});

test('what comes from outside is text, never markup', () => {
  const hostile = '<img src=x onerror="window.hit = true">';
  const { container } = render(FindingCard, {
    finding: { ...rejected, title: hostile, explanation: hostile, evidence: hostile, entraSays: hostile },
  });
  expect(container.querySelector('img')).toBeNull();
  expect(container).toHaveTextContent(hostile);
});

test.each([
  [rejected, 'Does not work'],
  [slowAnswer, 'Worth knowing'],
  [brokenProfile, 'Does not work'],
])('a finding says its severity in words: %#', async (finding, words) => {
  render(FindingCard, { finding });
  expect(screen.getByRole('article')).toHaveTextContent(new RegExp(`^${words}:`));
  expect(screen.getByRole('article')).toHaveAccessibleName(new RegExp(finding.title));
  await expectAccessible(screen.getByRole('article'));
});
