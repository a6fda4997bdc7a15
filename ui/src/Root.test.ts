import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakePlatform } from './platform/fake';
import { crashed } from './platform/fake/findings';
import Root from './Root.svelte';

test('when the state cannot be read it says so and offers another try', async () => {
  const platform = new FakePlatform();
  platform.failing.set('wizardState', crashed);
  render(Root, { platform });
  expect(await screen.findByRole('heading', { level: 1 })).toHaveTextContent('Footbridge could not start');
  platform.failing.clear();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'What are you connecting?' })).toBeVisible();
});
