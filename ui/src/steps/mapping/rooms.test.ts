// The two rooms of the mapping step, the drawer with the people, and the way by keyboard between them.
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { FakePlatform, readyState } from '../../platform/fake';
import { expectAccessible, show } from '../../test/screen';

const person = userEvent.setup();
const people = () => screen.getByRole('listbox', { name: 'People' });

/** Opens the step with a file of 412 made-up people. */
async function loaded() {
  show(new FakePlatform(readyState({ position: 'mapping' })));
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await screen.findByRole('tab', { name: 'Look' });
}

/** Goes to the room where the mappings are. */
async function editing() {
  await loaded();
  await person.click(screen.getByRole('tab', { name: 'Edit mappings' }));
  await screen.findByRole('heading', { name: 'Astrid Aas' });
}

describe('the two rooms', () => {
  it('are tabs; one looks first, and people are in a drawer', async () => {
    await loaded();
    expect(screen.getByRole('tab', { name: 'Look' })).toHaveAttribute('aria-selected', 'true');
    expect(screen.queryByRole('grid'), 'no mapping is in view').toBeNull();
    expect(screen.queryByRole('listbox', { name: 'People' })).toBeNull();
    const found = await screen.findByRole('list', { name: 'What was found' });
    await expectAccessible();
    await person.click(within(found).getByRole('button', { name: /No e-mail address.*38 people/ }));
    expect(people(), 'a finding leads to its people').toHaveFocus();
    expect(screen.getAllByRole('option')[0]).toHaveAttribute('aria-setsize', '38');
    await expectAccessible();
    await person.keyboard('{Escape}');
    expect(screen.queryByRole('listbox', { name: 'People' })).toBeNull();
    expect(screen.getByRole('button', { name: /^People/ })).toHaveFocus();
    expect(screen.getByText('38 of 412 people'), 'and it is still said').toBeVisible();
    await person.click(screen.getByRole('button', { name: 'Show everyone' }));
    expect(screen.queryByText('38 of 412 people')).toBeNull();
  });

  it('Enter on a person leads to their values', async () => {
    await loaded();
    await person.click(screen.getByRole('button', { name: /^People/ }));
    await person.click(await screen.findByRole('option', { name: /Dag Berg/ }));
    expect(await screen.findByRole('heading', { name: 'Dag Berg' })).toBeVisible();
    people().focus();
    await person.keyboard('{Enter}');
    expect(screen.getByRole('tab', { name: 'Edit mappings' })).toHaveFocus();
    expect(screen.getByRole('grid', { name: /for Dag Berg/ })).toBeVisible();
  });

  it('of the mappings, all are one Tab stop, and arrow keys go through them', async () => {
    await editing();
    const grid = screen.getByRole('grid');
    const inOrder = () =>
      within(grid)
        .getAllByRole('button')
        .filter((one) => one.tabIndex === 0);
    expect(inOrder()).toHaveLength(1);
    inOrder()[0]!.focus();
    await person.keyboard('{ArrowDown}');
    expect(document.activeElement).toHaveAccessibleName(/^Edit the mapping to/);
    const second = document.activeElement!;
    await person.keyboard('{ArrowRight}');
    expect(document.activeElement).toHaveAccessibleName(/^Values of/);
    await person.keyboard('{ArrowLeft}');
    expect(document.activeElement).toBe(second);
    await person.keyboard('{End}');
    expect(inOrder()).toEqual([document.activeElement]);
  });

  it('the person before and the next one are a press away', async () => {
    await editing();
    await person.click(screen.getByRole('button', { name: 'The next person' }));
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Astrid Aas' })).toBeNull());
    await person.click(screen.getByRole('button', { name: 'The person before' }));
    expect(await screen.findByRole('heading', { name: 'Astrid Aas' })).toBeVisible();
    await person.click(screen.getByRole('button', { name: 'The person before' }));
    expect(screen.getByRole('heading', { name: 'Astrid Aas' }), 'before the first is nobody').toBeVisible();
  });
});
