import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { FakePlatform, readyState } from '../../platform/fake';
import { finding } from '../../platform/fake/findings';
import { makePeople } from '../../platform/fake/people';
import { expectAccessible, show } from '../../test/screen';

const person = userEvent.setup();
const atMapping = () => new FakePlatform(readyState({ position: 'mapping' }));

/** Opens the step with a file of 412 made-up people. */
async function loaded(platform = atMapping()) {
  const window = show(platform);
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await screen.findByRole('tab', { name: 'Look' });
  return { platform, ...window };
}

/** Goes to the room where the mappings are, with the list of people open beside them. */
async function editing(platform = atMapping()) {
  const opened = await loaded(platform);
  await person.click(screen.getByRole('tab', { name: 'Edit mappings' }));
  await screen.findByRole('heading', { name: 'Astrid Aas' });
  await person.click(screen.getByRole('button', { name: /^People/ }));
  return opened;
}

const row = (target: string) =>
  screen.getByRole('button', { name: `Edit the mapping to ${target}` }).closest<HTMLElement>('[role=row]')!;
const people = () => screen.getByRole('listbox', { name: 'People' });

describe('with people', () => {
  it('shows the first person and each value, or in words why there is none', async () => {
    await editing();
    expect(within(row('userName')).getByText('userPrincipalName')).toBeVisible();
    expect(row('userName')).toHaveTextContent('astrid.aas@nordlys.example');
    expect(row('userName')).toHaveTextContent('Matches 1');
    expect(row('title'), 'what has to be known of a value').toHaveTextContent('A title is not translated.');
    await person.click(screen.getByRole('option', { name: /Dag Berg/ }));
    await waitFor(() => expect(row('emails[type eq "work"].value')).toHaveTextContent('Not sent'));
    expect(row('emails[type eq "work"].value')).toHaveTextContent('mail is empty');
    await expectAccessible();
  });

  it('says that a value is not known where the file lacks its attribute', async () => {
    const platform = atMapping();
    platform.mapping.addMapping({
      source: { kind: 'direct', attribute: 'employeeId' },
      target: 'externalId',
      defaultIfNull: null,
      apply: 'always',
      matching: null,
    });
    await editing(platform);
    expect(row('externalId')).toHaveTextContent('Not known');
    const lacking = screen.getByRole('rowheader', { name: /^Not in your file/ });
    expect(lacking, 'said once, not for each').toHaveTextContent('no column of the file has it');
    const grid = screen.getByRole('grid');
    const order = [...grid.querySelectorAll('[role=row]')];
    expect(order.indexOf(row('externalId')), 'last').toBe(order.length - 1);
    expect(row('externalId')).not.toHaveTextContent('Empty for');
    await expectAccessible();
  });

  it('draws a part of a long list only, and asks for pages', async () => {
    const platform = atMapping();
    platform.people = 5000;
    await editing(platform);
    expect(within(people()).getAllByRole('option').length, 'rows in the page').toBeLessThan(60);
    expect(within(people()).getAllByRole('option')[0]).toHaveAttribute('aria-setsize', '5000');
    const limits = platform.called('listPeople').map(([query]) => (query as { limit: number }).limit);
    expect(Math.max(...limits), 'no page is long').toBe(100);
  });

  it('moves through the list with the arrow keys', async () => {
    const { platform } = await editing();
    people().focus();
    await person.keyboard('{ArrowDown}{ArrowDown}');
    await screen.findByRole('heading', { name: 'Camilla Lie' });
    await person.keyboard('{End}');
    await waitFor(() => expect(platform.called('previewPerson').at(-1)).toEqual([412]));
    expect(people()).toHaveAttribute('aria-activedescendant');
    await person.keyboard('{Home}');
    await screen.findByRole('heading', { name: 'Astrid Aas' });
  });

  it('finds people; / takes the focus to the search', async () => {
    const { platform } = await loaded();
    await person.click(screen.getByRole('tab', { name: 'Edit mappings' }));
    await person.keyboard('/');
    expect(screen.getByRole('searchbox', { name: 'Search people' })).toHaveFocus();
    await person.keyboard('camilla');
    await waitFor(() =>
      expect(platform.called('listPeople').at(-1)![0]).toMatchObject({ search: 'camilla' }),
    );
    await screen.findByText(/\d+ of 412 people/);
    await screen.findByRole('heading', { name: /^Camilla/ });
    await person.clear(screen.getByRole('searchbox', { name: 'Search people' }));
    await person.keyboard('nobody at all');
    expect(await screen.findByText('Nobody matches.')).toBeVisible();
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Show everyone' }));
    expect(await screen.findByRole('option', { name: /Astrid Aas/ })).toBeVisible();
    expect(screen.getByRole('searchbox', { name: 'Search people' })).toHaveValue('');
  });

  it('filters by a finding, and back', async () => {
    const { platform } = await editing();
    const filter = screen.getByRole('button', { name: /No e-mail address 38/ });
    await person.click(filter);
    expect(filter).toHaveAttribute('aria-pressed', 'true');
    await screen.findByText(/38 of 412 people/);
    expect(platform.called('listPeople').at(-1)![0]).toMatchObject({ finding: 'mapping.requiredEmpty' });
    await person.click(filter);
    await waitFor(() => expect(filter).toHaveAttribute('aria-pressed', 'false'));
  });

  it('says what was skipped, and which columns are used', async () => {
    await loaded();
    await person.click(screen.getByRole('button', { name: /2 rows skipped/ }));
    expect(screen.getByText('lines 118 and 240')).toBeVisible();
    await person.click(screen.getByText('Columns'));
    const unused = screen.getByRole('combobox', { name: 'Source attribute of the column Block credential' });
    expect(unused).toHaveDisplayValue('not used');
    await expectAccessible();
  });

  it('lists every row that was left out, and copies the list', async () => {
    const platform = atMapping();
    platform.moreFiles = ['second.csv'];
    await loaded(platform);
    await person.click(screen.getByRole('button', { name: /2 rows skipped/ }));
    expect(screen.getByRole('heading', { name: '2 files' })).toBeVisible();
    expect(platform.called('skippedRows'), 'not before it is wanted').toHaveLength(0);
    await person.click(screen.getByText('Every row that was left out'));
    const list = await screen.findByRole('region', { name: 'Every row that was left out' });
    expect(within(list).getAllByRole('row')[1]).toHaveTextContent(/second\.csv\s*118\s*Too many values/);
    expect(within(list).getAllByRole('row')).toHaveLength(3);
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Copy as a table' }));
    const copied = String(platform.called('copyText')[0]?.[0]).split('\n');
    expect(copied[0]).toBe('File\tLine\tWhy');
    expect(copied[2]).toBe('second.csv\t240\tToo many values: 14 of 12 columns');
  });

  it('forgets the people when the file is closed', async () => {
    const { platform } = await loaded();
    await person.click(screen.getByRole('button', { name: 'Close file' }));
    expect(await screen.findByRole('heading', { name: 'Drop your users file here' })).toBeVisible();
    expect(platform.state.directory).toBeNull();
    expect(document.body.textContent, 'no name is left on the screen').not.toContain('Astrid');
  });

  it('says so when a file holds nobody', async () => {
    const platform = atMapping();
    platform.people = 0;
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
    expect(await screen.findByText('The file has no people.')).toBeVisible();
    await expectAccessible();
  });
});

describe('an edited mapping', () => {
  it('opens in its place, shows the result while typing, is saved and undone', async () => {
    const { platform } = await editing();
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    const editor = screen.getByRole('form', { name: 'Edit the mapping to title' });
    expect(within(editor).getByRole('radio', { name: 'Direct' })).toHaveFocus();
    await expectAccessible();
    await person.click(within(editor).getByRole('radio', { name: 'Constant' }));
    await person.type(within(editor).getByRole('textbox', { name: 'Constant value' }), 'Colleague');
    await waitFor(() => expect(within(editor).getAllByRole('status')[0]).toHaveTextContent('Colleague'));
    await person.click(within(editor).getByRole('button', { name: 'Save mapping' }));
    await waitFor(() => expect(row('title')).toHaveTextContent('Colleague'));
    expect(row('title')).toHaveTextContent('Edited');
    expect(screen.getByRole('button', { name: 'Edit the mapping to title' })).toHaveFocus();
    await person.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(row('title')).toHaveTextContent('Team lead'));
    await person.click(screen.getByRole('button', { name: 'Redo' }));
    await waitFor(() => expect(row('title')).toHaveTextContent('Colleague'));
    expect(platform.called('changeMapping')).toHaveLength(1);
  });

  it('keeps its draft when another row is opened, another tab or step is shown', async () => {
    const { wizard } = await editing();
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('radio', { name: 'Constant' }));
    await person.type(screen.getByRole('textbox', { name: 'Constant value' }), 'Half a th');
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to userName' }));
    expect(row('title')).toHaveTextContent('Not saved yet');
    await wizard.goTo('token');
    await wizard.goTo('mapping');
    await person.click(await screen.findByRole('button', { name: 'Edit the mapping to title' }));
    expect(screen.getByRole('textbox', { name: 'Constant value' })).toHaveValue('Half a th');
    await person.keyboard('{Escape}');
    expect(screen.queryByRole('form')).toBeNull();
    expect(row('title'), 'Escape keeps the draft').toHaveTextContent('Not saved yet');
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(row('title'), 'Cancel does not').not.toHaveTextContent('Not saved yet');
  });

  it('stays open when saving fails, and the frame says why', async () => {
    const { platform } = await editing();
    platform.failing.set('changeMapping', finding('mapping.refused', 'error', 'The mapping was not saved'));
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('radio', { name: 'Constant' }));
    await person.click(screen.getByRole('button', { name: 'Save mapping' }));
    expect(await screen.findByRole('heading', { name: /The mapping was not saved/ })).toBeVisible();
    expect(screen.getByRole('form')).toBeVisible();
  });

  it('is added with a target and a source from the lists', async () => {
    const { platform } = await editing();
    await person.click(screen.getByRole('button', { name: 'Add mapping' }));
    const editor = screen.getByRole('form', { name: 'New mapping' });
    await person.click(within(editor).getByRole('button', { name: 'Save mapping' }));
    expect(within(editor).getByRole('alert')).toHaveTextContent('Choose a target attribute first.');
    await person.click(within(editor).getByRole('combobox', { name: 'Target attribute' }));
    await person.keyboard('timez');
    await person.keyboard('{Enter}');
    expect(within(editor).getByRole('combobox', { name: 'Target attribute' })).toHaveValue('timezone');
    const source = within(editor).getByRole('combobox', { name: 'Source attribute' });
    await person.click(source);
    const offered = within(editor).getByRole('listbox', { name: 'Source attribute' });
    expect(offered).toHaveTextContent(/In your file.*country.*Not in your file.*employeeId/);
    await expectAccessible();
    await person.click(within(offered).getByRole('option', { name: 'country' }));
    await person.click(within(editor).getByText('Default value, when it applies, matching'));
    await person.selectOptions(
      within(editor).getByRole('combobox', { name: 'Match objects using this attribute' }),
      'Yes, precedence 2',
    );
    await person.click(within(editor).getByRole('radio', { name: 'Only during object creation' }));
    await person.click(within(editor).getByRole('button', { name: 'Save mapping' }));
    await waitFor(() => expect(row('timezone')).toHaveTextContent('NO'));
    expect(platform.called('addMapping')).toEqual([
      [
        {
          source: { kind: 'direct', attribute: 'country' },
          target: 'timezone',
          defaultIfNull: null,
          apply: 'onCreation',
          matching: 2,
        },
      ],
    ]);
  });

  it('is removed, and everything goes back to the profile', async () => {
    await editing();
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('button', { name: 'Remove mapping' }));
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Edit the mapping to title' })).toBeNull(),
    );
    await person.click(screen.getByRole('button', { name: 'What changed' }));
    expect(await screen.findByText('not mapped')).toBeVisible();
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Reset to the profile' }));
    expect(await screen.findByRole('button', { name: 'Edit the mapping to title' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Undo' }), 'the reset can be undone').toBeEnabled();
  });

  it('keeps the person who was looked at', async () => {
    await editing();
    people().focus();
    await person.keyboard('{End}');
    const last = makePeople(412).at(-1)!.displayName!;
    await screen.findByRole('heading', { name: last });
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('button', { name: 'Remove mapping' }));
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
    expect(screen.getByRole('heading', { name: last })).toBeVisible();
  });
});

describe('the organisation', () => {
  it('is split into its levels by one press, which can be undone', async () => {
    await loaded();
    const card = await screen.findByRole('article', { name: /department holds a chain/ });
    expect(card).toHaveTextContent('Nordlys AS > Operations > Warehouse');
    await expectAccessible();
    await person.click(within(card).getByRole('button', { name: 'Use these three levels' }));
    await waitFor(() => expect(screen.queryByRole('article', { name: /holds a chain/ })).toBeNull());
    expect(screen.getByRole('treeitem', { name: /^Operations, 274 people/ })).toHaveAttribute(
      'aria-level',
      '2',
    );
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('article', { name: /department holds a chain/ })).toBeVisible();
  });

  it('is a tree for the keyboard, and Enter shows the people of a branch', async () => {
    const { platform } = await loaded();
    await person.click(await screen.findByRole('button', { name: 'Use these three levels' }));
    const top = await screen.findByRole('treeitem', { name: /^Nordlys AS/ });
    top.focus();
    await person.keyboard('{ArrowRight}');
    const operations = screen.getByRole('treeitem', { name: /^Operations/ });
    expect(operations).toHaveFocus();
    expect(operations).toHaveAttribute('aria-expanded', 'false');
    await person.keyboard('{ArrowRight}');
    expect(operations).toHaveAttribute('aria-expanded', 'true');
    await person.keyboard('{ArrowDown}{Enter}');
    await screen.findByText(/^In Nordlys AS › Operations › Transport/);
    const trail = screen.getByRole('navigation', { name: 'Where you are in the organisation' });
    expect(trail).toHaveTextContent(/Everybody\s*Nordlys AS\s*Operations\s*Transport/);
    expect(platform.called('listPeople').at(-1)![0]).toMatchObject({
      path: ['Nordlys AS', 'Operations', 'Transport'],
    });
    await person.keyboard('{ArrowLeft}');
    expect(screen.getByRole('treeitem', { name: /^Operations/ })).toHaveFocus();
    await person.keyboard('{ArrowLeft}');
    expect(screen.getByRole('treeitem', { name: /^Operations/ })).toHaveAttribute('aria-expanded', 'false');
    await person.keyboard('{End}');
    expect(screen.getAllByRole('treeitem').at(-1)).toHaveFocus();
  });

  it('names empty levels, and shows the same in the drawing', async () => {
    await loaded();
    await person.click(await screen.findByRole('button', { name: 'Use these three levels' }));
    const drawing = await screen.findByRole('group', { name: 'Organisation, drawn by head-count' });
    const blank = within(drawing).getByRole('button', { name: 'No organization, 46 people' });
    await person.click(blank);
    await screen.findByText(/46 of 412 people/);
    expect(blank).toHaveAttribute('aria-pressed', 'true');
    await person.click(blank);
    expect(blank, 'another press leads back').toHaveAttribute('aria-pressed', 'false');
    within(drawing).getByRole('button', { name: 'Nordlys AS, 366 people' }).focus();
    await person.keyboard('{ArrowRight}');
    expect(within(drawing).getByRole('button', { name: /› Operations, 274 people/ })).toHaveFocus();
  });

  it('is gone into by a press, and out of by the trail, Escape or another press', async () => {
    await loaded();
    await person.click(await screen.findByRole('button', { name: 'Use these three levels' }));
    const drawing = await screen.findByRole('group', { name: 'Organisation, drawn by head-count' });
    const areas = () =>
      within(drawing)
        .getAllByRole('button')
        .map((area) => area.getAttribute('aria-label'));
    const blank = 'No organization, 46 people';
    const operations = await within(drawing).findByRole('button', { name: /› Operations, 274 people/ });
    await person.click(operations);
    expect(operations, 'it stays where one is').toHaveFocus();
    expect(areas(), 'what is elsewhere is gone').not.toContain(blank);
    await expectAccessible();
    await person.keyboard('{Enter}');
    expect(areas()[0]).toBe('Nordlys AS, 366 people');
    await person.keyboard('{Escape}');
    expect(areas()).toContain(blank);
    await person.click(within(drawing).getByRole('button', { name: 'Nordlys AS, 366 people' }));
    expect(areas()).not.toContain(blank);
    const trail = screen.getByRole('navigation', { name: 'Where you are in the organisation' });
    await person.click(within(trail).getByRole('button', { name: 'Everybody' }));
    expect(areas()).toContain(blank);
  });

  it('says so when nobody has a level', async () => {
    const platform = atMapping();
    platform.mapping.make = (count) => makePeople(count).map((one) => ({ ...one, department: '' }));
    await loaded(platform);
    expect(await screen.findByText('Nobody has a value for these levels.')).toBeVisible();
  });
});
