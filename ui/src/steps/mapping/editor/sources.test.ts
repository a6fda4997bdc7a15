import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { SourceChoice } from '../../../bindings';
import { FakePlatform, readyState } from '../../../platform/fake';
import { expectAccessible, show } from '../../../test/screen';
import { sourceOptions } from './sources';

const person = userEvent.setup();
const source = (name: string, inFile = true): SourceChoice => ({ name, inFile, note: '' });
const offered = (suggested: SourceChoice[], loaded: boolean) =>
  sourceOptions(suggested, [source('city'), source('country'), source('mail', false)], 'SAFE', loaded).map(
    ({ name, group }) => `${group ?? ''}/${name}`,
  );

test.each([
  [[], true, ['In your file/city', 'In your file/country', 'Not in your file/mail'], 'none is suggested'],
  [[], false, ['/city', '/country', '/mail'], 'nor is there a file'],
  [
    [source('country'), source('other', false)],
    true,
    ['Suggested by SAFE/country', 'Suggested by SAFE/other', 'In your file/city', 'Not in your file/mail'],
    'what is suggested comes first, each once',
  ],
  [
    [source('mail', false)],
    false,
    ['Suggested by SAFE/mail', 'All attributes/city', 'All attributes/country'],
    'and apart from the rest without a file, too',
  ],
])('sources %#', (suggested, loaded, expected, why) => {
  expect(offered(suggested, loaded), why).toEqual(expected);
});

test('the sources that the vendor suggests for a target come first in its list, with their notes', async () => {
  show(new FakePlatform(readyState({ position: 'mapping' })));
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
  await person.click(await screen.findByRole('button', { name: 'Add mapping' }));
  const editor = within(screen.getByRole('form', { name: 'New mapping' }));
  const field = editor.getByRole('combobox', { name: 'Source attribute' });
  await person.click(field);
  const list = editor.getByRole('listbox', { name: 'Source attribute' });
  expect(list, 'no target is chosen').not.toHaveTextContent('Suggested');
  await person.keyboard('{Escape}');
  await person.type(
    editor.getByRole('combobox', { name: 'Target attribute' }),
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division',
  );
  await person.click(field);
  expect(list).toHaveTextContent(/^\s*Suggested by Secure Practice\s*country\s*Where each country/);
  expect(within(list).getAllByRole('option', { name: /^country/ }), 'each once').toHaveLength(1);
  expect(field).toHaveAccessibleDescription('Check that division stands above the department.');
  await expectAccessible();
  await person.click(within(list).getByRole('option', { name: /^country/ }));
  expect(field).toHaveValue('country');
});
