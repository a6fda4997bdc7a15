import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { FakePlatform, readyState } from '../../platform/fake';
import { finding } from '../../platform/fake/findings';
import { expectAccessible, show } from '../../test/screen';

const person = userEvent.setup();
const atMapping = () => new FakePlatform(readyState({ position: 'mapping' }));

describe('before a file is loaded', () => {
  it('says what to do and that the file stays here', async () => {
    show(atMapping());
    expect(screen.getByRole('heading', { name: 'Drop your users file here' })).toBeVisible();
    expect(screen.getByText('Download users')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Stays on this device' })).toBeVisible();
    await expectAccessible();
  });

  it('reads a dropped file', async () => {
    const platform = atMapping();
    show(platform);
    platform.drag('over');
    platform.drag('dropped');
    await screen.findByText('exportUsers_2026-11-21.csv');
    expect(platform.called('openDroppedUsers')).toHaveLength(1);
  });

  it('stays as it is when the dialog is closed', async () => {
    const platform = atMapping();
    platform.file = 'cancelled';
    show(platform);
    await person.click(screen.getByRole('button', { name: 'Choose a file…' }));
    expect(await screen.findByRole('button', { name: 'Choose a file…' })).toBeVisible();
  });

  it('shows why a file could not be read, and takes the next one', async () => {
    const platform = atMapping();
    const broken = finding(
      'directory.notUsers',
      'error',
      'This is no export of users',
      'It has no user names.',
    );
    platform.failing.set('openUsers', broken);
    show(platform);
    await person.click(screen.getByRole('button', { name: 'Choose a file…' }));
    expect(await screen.findByRole('heading', { name: /This is no export of users/ })).toBeVisible();
    await expectAccessible();
    platform.failing.clear();
    await person.click(screen.getByRole('button', { name: 'Choose a file…' }));
    expect(await screen.findByText('412 people', { selector: '.bar *' })).toBeVisible();
  });

  it('offers the file of an earlier run', async () => {
    const platform = new FakePlatform(
      readyState({ position: 'mapping', directoryRemembered: ['users.csv'] }),
    );
    show(platform);
    await person.click(screen.getByRole('button', { name: 'Open users.csv again' }));
    expect(platform.called('reopenUsers')).toHaveLength(1);
  });

  it('offers several files of an earlier run together', async () => {
    const directoryRemembered = ['users-1.csv', 'users-2.csv', 'users-3.csv'];
    const platform = new FakePlatform(readyState({ position: 'mapping', directoryRemembered }));
    show(platform);
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Open users-1.csv and 2 more again' }));
    const name = await screen.findByText('users-1.csv and 2 more', { selector: '.bar *' });
    expect(name).toHaveAttribute('title', 'users-1.csv, users-2.csv, users-3.csv');
    expect(screen.getByRole('button', { name: 'Close files' })).toBeVisible();
  });

  it('lets the mappings be looked at without a file', async () => {
    show(atMapping());
    await person.click(screen.getByRole('button', { name: 'Show the mappings' }));
    expect(await screen.findByRole('grid', { name: 'Mappings' })).toBeVisible();
    expect(screen.queryByRole('listbox', { name: 'People' })).toBeNull();
    await expectAccessible();
  });
});
