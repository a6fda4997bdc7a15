import { EditorView } from '@codemirror/view';
import { acceptCompletion, startCompletion } from '@codemirror/autocomplete';
import { undo } from '@codemirror/commands';
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { FakePlatform, readyState } from '../../../platform/fake';
import { finding } from '../../../platform/fake/findings';
import { expectAccessible, show } from '../../../test/screen';

const person = userEvent.setup();

/** Opens the mapping to `target` as an expression, with 412 people loaded. */
async function opened(target = 'title', platform = new FakePlatform(readyState({ position: 'mapping' }))) {
  const window = show(platform);
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
  await screen.findByRole('heading', { name: 'Astrid Aas' });
  await person.click(screen.getByRole('button', { name: `Edit the mapping to ${target}` }));
  const expression = screen.getByRole('radio', { name: 'Expression' });
  if (!(expression as HTMLInputElement).checked) await person.click(expression);
  const field = await screen.findByRole('textbox', { name: 'Expression' });
  const view = EditorView.findFromDOM(field)!;
  return { platform, field, view, editor: screen.getByRole('form'), ...window };
}

/** Writes as a person does; jsdom has no layout that keys could be typed into. */
function write(view: EditorView, text: string, caret = text.length) {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    selection: { anchor: caret },
    userEvent: 'input.type',
  });
}

const textOf = (view: EditorView) => view.state.doc.toString();

describe('an expression', () => {
  it('begins with the attribute, and is mended with one press', async () => {
    const { field, view } = await opened();
    expect(textOf(view)).toBe('[jobTitle]');
    write(view, 'Tolower([jobTitle])');
    expect(await screen.findByText(/There is no function Tolower/)).toBeVisible();
    await waitFor(() => expect(field).toHaveAttribute('aria-invalid', 'true'));
    expect(field).toHaveAccessibleDescription(/Tab leaves.*There is no function Tolower/);
    expect(screen.getByText('Counted as soon as the expression has no error.')).toBeVisible();
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Write ToLower' }));
    expect(textOf(view)).toBe('ToLower([jobTitle])');
    await waitFor(() => expect(screen.queryByText(/There is no function Tolower/)).toBeNull());
    expect(field).not.toHaveAttribute('aria-invalid');
    undo(view);
    expect(textOf(view), 'the field undoes what the fix did').toBe('Tolower([jobTitle])');
  });

  it('names the parameter that the caret is in', async () => {
    const { view } = await opened();
    write(view, 'Join(" ", [givenName], [surname])', 12);
    const help = await screen.findByRole('note', { name: 'Parameters of Join' });
    expect(help).toHaveTextContent('Join(separator, source…)');
    expect(help.querySelector('[aria-current]')).toHaveTextContent('source…');
    view.dispatch({ selection: { anchor: 6 } });
    await waitFor(() => expect(help.querySelector('[aria-current]')).toHaveTextContent('separator'));
    view.dispatch({ selection: { anchor: 0 } });
    await waitFor(() => expect(screen.queryByRole('note')).toBeNull());
  });

  it('is completed with functions and the attributes of the file', async () => {
    const { view, field } = await opened();
    view.focus();
    write(view, 'tol');
    startCompletion(view);
    const list = await screen.findByRole('listbox', { name: 'Completions' });
    const option = within(list).getByRole('option', { name: /ToLower/ });
    expect(option).toHaveAttribute('aria-selected', 'true');
    expect(field).toHaveAttribute('aria-activedescendant', option.id);
    expect(await screen.findByText('gives abc')).toBeVisible();
    await waitFor(() => expect(acceptCompletion(view)).toBe(true));
    expect(textOf(view), 'with its slots').toBe('ToLower(, )');
    expect(view.state.selection.main.head, 'the caret in the first').toBe('ToLower('.length);

    write(view, 'ToLower([jobT], )', 'ToLower([jobT'.length);
    startCompletion(view);
    await screen.findByRole('option', { name: '[jobTitle]' });
    await waitFor(() => expect(acceptCompletion(view)).toBe(true));
    expect(textOf(view), 'no second bracket').toBe('ToLower([jobTitle], )');

    write(view, '[emp');
    startCompletion(view);
    expect(await screen.findByRole('option', { name: /employeeId.*not in your file/ })).toBeVisible();

    write(view, '"tol', 4);
    startCompletion(view);
    await waitFor(() => expect(screen.queryByRole('listbox', { name: 'Completions' }), 'a text').toBeNull());
  });

  it('shows how its result comes about, and marks what is looked at', async () => {
    const { view } = await opened('name.formatted');
    write(view, 'Join(" ", [givenName], [surname])', 12);
    const tree = await screen.findByRole('tree', { name: /what they give for Astrid Aas/ });
    const parts = within(tree).getAllByRole('treeitem');
    expect(parts.map((part) => part.getAttribute('aria-label'))).toEqual([
      'Join(…), Astrid Aas',
      'source: " "',
      'source: [givenName], Astrid',
      'source: [surname], Aas',
    ]);
    await waitFor(() => expect(parts[2], 'the caret is in it').toHaveAttribute('aria-selected', 'true'));
    parts[0]!.focus();
    await person.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(parts[3]).toHaveFocus();
    const marked = () => view.dom.querySelector('.cm-marked')?.textContent;
    await waitFor(() => expect(marked()).toBe('[surname]'));
    await person.keyboard('{ArrowLeft}');
    expect(parts[0], 'to the part around it').toHaveFocus();
    await person.keyboard('{ArrowLeft}');
    expect(within(tree).getAllByRole('treeitem'), 'folded away').toHaveLength(1);
    await expectAccessible();
  });

  it('leaves the editor by Escape and keeps what was written', async () => {
    const { view } = await opened();
    write(view, 'ToLower([jobT');
    view.focus();
    await screen.findByRole('listbox', { name: 'Completions' });
    await person.keyboard('{Escape}');
    expect(screen.queryByRole('listbox', { name: 'Completions' }), 'the completions go first').toBeNull();
    expect(screen.getByRole('form')).toBeVisible();
    await person.keyboard('{Escape}');
    expect(screen.queryByRole('form')).toBeNull();
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    const field = await screen.findByRole('textbox', { name: 'Expression' });
    expect(textOf(EditorView.findFromDOM(field)!)).toBe('ToLower([jobT');
  });

  it('is saved by Ctrl+Enter', async () => {
    const { view, platform } = await opened();
    write(view, 'Join(" ", [givenName], [surname])');
    view.focus();
    await person.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
    expect(platform.called('changeMapping')).toHaveLength(1);
  });
});

describe('what a draft gives the people in view', () => {
  it('stands beside their names while it has no mistake, and until the editor closes', async () => {
    const { view, editor, platform } = await opened();
    await person.click(screen.getByRole('button', { name: /^People/ }));
    const astrid = () => screen.getByRole('option', { name: /^Astrid Aas/ }).textContent;
    write(view, 'Join(" ", [givenName], [surname])');
    await waitFor(() => expect(astrid()).toMatch(/Astrid Aas +Astrid Aas/));
    expect(screen.getByText('With title as edited')).toBeVisible();
    expect(platform.called('previewRows').at(-1)?.[1], 'nobody else is asked about').not.toContain(100);
    await expectAccessible();
    write(view, 'Tolower([jobTitle])');
    await waitFor(() => expect(screen.queryByText('With title as edited')).toBeNull());
    await waitFor(() => expect(astrid()).not.toMatch(/Aas.*Aas/));
    write(view, 'Join(" ", [givenName], [surname], )');
    await waitFor(() => expect(astrid()).toMatch(/Astrid Aas +Astrid Aas/));
    await person.click(within(editor).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(astrid()).not.toMatch(/Aas.*Aas/));
  });
});

describe('what a draft changes for everybody', () => {
  it('is said before it is saved', async () => {
    const { editor, platform } = await opened();
    await person.click(screen.getByRole('radio', { name: 'Direct' }));
    expect(await within(editor).findByText('Nothing changes for anybody.')).toBeVisible();
    await person.click(screen.getByRole('radio', { name: 'Constant' }));
    await person.type(screen.getByRole('textbox', { name: 'Constant value' }), 'Colleague');
    expect(await within(editor).findByText('412 people change.')).toBeVisible();
    const table = () => within(editor).getByRole('table', { name: 'Some of the people who change' });
    // As many change while nothing is typed yet.
    await waitFor(() => expect(table()).toHaveTextContent(/Astrid Aas\s*Team lead\s*Colleague/));
    await expectAccessible();
    expect(platform.called('previewDraft').at(-1)?.[0], 'compared with the row').toBe(8);
  });

  it('is not computed any longer once the draft is broken, or the editor closed', async () => {
    const { view, editor, platform } = await opened();
    platform.computeSlowly(10);
    const count = platform.called('previewDraft').length;
    write(view, 'ToLower([jobTitle])');
    await waitFor(() => expect(platform.called('previewDraft')).toHaveLength(count + 1));
    const before = platform.called('cancelDraft').length;
    write(view, 'Tolower([jobTitle])');
    await waitFor(() => expect(platform.called('cancelDraft')).toHaveLength(before + 1));
    expect(await within(editor).findByText('Counted as soon as the expression has no error.')).toBeVisible();
    expect(platform.called('previewDraft'), 'a broken draft is not counted').toHaveLength(count + 1);
    write(view, 'ToUpper([jobTitle])');
    await waitFor(() => expect(platform.called('previewDraft')).toHaveLength(count + 2));
    await person.click(within(editor).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(platform.called('cancelDraft')).toHaveLength(before + 2));
  });

  it('counts who gets nothing', async () => {
    const { editor } = await opened('emails[type eq "work"].value');
    await person.click(screen.getByRole('radio', { name: 'Direct' }));
    expect(await within(editor).findByText('38 of 412 people would be empty.')).toBeVisible();
  });

  it('is nobody without a file', async () => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Show the mappings' }));
    await person.click(await screen.findByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('radio', { name: 'Expression' }));
    expect(await screen.findByRole('textbox', { name: 'Expression' })).toBeVisible();
    expect(screen.getByText('Load users to see the result.')).toBeVisible();
    await waitFor(() => expect(platform.called('checkMapping').length).toBeGreaterThan(0));
    expect(platform.called('previewDraft')).toHaveLength(0);
    await expectAccessible();
  });

  it('says what failed, and the draft stays', async () => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    platform.failing.set('previewDraft', finding('app.internal', 'error', 'Something went wrong'));
    await opened('title', platform);
    expect(await screen.findByRole('heading', { name: /Something went wrong/ })).toBeVisible();
    expect(screen.getByRole('form')).toBeVisible();
  });
});

describe('suggestions', () => {
  it('show their result and are taken with one press', async () => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
    await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
    await screen.findByRole('heading', { name: 'Astrid Aas' });
    await person.click(screen.getByRole('button', { name: /Edit the mapping to urn:.*department/ }));
    await person.click(await screen.findByText('2 suggestions from your data'));
    const take = screen.getByRole('button', { name: 'Use this: Level 2 of 3' });
    const suggestion = take.closest('li')!;
    expect(suggestion).toHaveTextContent(/Nordlys AS > Operations > Warehouse\s*Operations/);
    expect(suggestion).toHaveTextContent('366 of 412 people change');
    await expectAccessible();
    await person.click(take);
    const field = await screen.findByRole('textbox', { name: 'Expression' });
    await waitFor(() =>
      expect(textOf(EditorView.findFromDOM(field)!)).toBe('Trim(Item(Split([department], ">"), 2))'),
    );
    await waitFor(() => expect(field).toHaveFocus());
    expect(platform.called('changeMapping'), 'nothing is saved yet').toHaveLength(0);
  });
});

describe('the function reference', () => {
  it('opens from the menu and by F1, is searched, and closes', async () => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'More' }));
    await person.click(screen.getByRole('menuitem', { name: 'Expression functions' }));
    const dialog = await screen.findByRole('dialog', { name: 'Expression functions' });
    expect(await within(dialog).findByText('3 functions')).toBeVisible();
    expect(within(dialog).getByText(/Open an expression in a mapping/)).toBeVisible();
    const search = within(dialog).getByRole('combobox', { name: 'Search functions' });
    await waitFor(() => expect(search).toHaveFocus());
    await person.keyboard('small letters');
    expect(
      within(dialog)
        .getAllByRole('option')
        .map((option) => option.textContent?.trim()),
    ).toEqual(['ToLower']);
    expect(within(dialog).getByRole('article', { name: 'ToLower' })).toHaveTextContent(/culture\s*optional/);
    await expectAccessible();
    await person.clear(search);
    await person.keyboard('{ArrowDown}{ArrowDown}');
    expect(within(dialog).getByRole('article', { name: 'Trim' })).toHaveTextContent(
      /Documented for Cloud Sync/,
    );
    await person.clear(search);
    await person.keyboard('nonsense');
    expect(within(dialog).getByText(/No function is called so/)).toBeVisible();
    await person.click(within(dialog).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await person.keyboard('{F1}');
    expect(await screen.findByRole('dialog', { name: 'Expression functions' })).toBeVisible();
  });

  it('opens at the function in the text and puts another at the caret', async () => {
    const { view } = await opened();
    write(view, 'ToLower([jobTitle], )', 3);
    view.focus();
    await person.keyboard('{F1}');
    const dialog = await screen.findByRole('dialog', { name: 'Expression functions' });
    expect(await within(dialog).findByRole('article', { name: 'ToLower' })).toBeVisible();
    write(view, '');
    await waitFor(() => expect(within(dialog).getByRole('combobox')).toHaveFocus());
    await person.keyboard('{ArrowUp}');
    await person.click(within(dialog).getByRole('button', { name: 'Insert at the caret' }));
    await waitFor(() => expect(textOf(view)).toBe('Join(, )'));
    expect(view.state.selection.main.head).toBe('Join('.length);
  });

  it('opens from the menu at its beginning, whatever it was asked about before', async () => {
    const { view } = await opened();
    write(view, 'ToLower([jobTitle], )', 3);
    view.focus();
    await person.keyboard('{F1}');
    const asked = await screen.findByRole('dialog', { name: 'Expression functions' });
    expect(await within(asked).findByRole('article', { name: 'ToLower' })).toBeVisible();
    await person.click(within(asked).getByRole('button', { name: 'Close' }));
    await person.click(screen.getByRole('button', { name: 'More' }));
    await person.click(screen.getByRole('menuitem', { name: 'Expression functions' }));
    const dialog = await screen.findByRole('dialog', { name: 'Expression functions' });
    expect(await within(dialog).findByRole('article', { name: 'Join' })).toBeVisible();
  });
});
