// What a file lacks, what of it nobody reads, and which of its columns names the people.
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { FakePlatform, readyState } from '../../platform/fake';
import { finding } from '../../platform/fake/findings';
import { expectAccessible, show } from '../../test/screen';

const person = userEvent.setup();
const atMapping = () => new FakePlatform(readyState({ position: 'mapping' }));
const press = (name: string | RegExp) => person.click(screen.getByRole('button', { name }));

/** Opens the step with a file of 412 made-up people. */
async function loaded(platform: FakePlatform) {
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
  await screen.findByRole('heading', { name: 'Astrid Aas' });
  return platform;
}

const row = (target: string) =>
  screen.getByRole('button', { name: `Edit the mapping to ${target}` }).closest<HTMLElement>('[role=row]')!;

describe('what was not exported', () => {
  const lacking = () => {
    const platform = atMapping();
    platform.mapping.addMapping({
      source: { kind: 'direct', attribute: 'manager' },
      target: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
      defaultIfNull: null,
      apply: 'always',
      matching: null,
    });
    platform.mapping.use = {
      notExported: [
        {
          attribute: 'manager',
          targets: ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager'],
        },
        { attribute: 'accountEnabled', targets: ['active'] },
      ],
      cannotBeChecked: {
        ...finding('directory.cannot_be_checked', 'warning', 'Not exported: accountEnabled, manager'),
        causes: [{ cause: 'It was not asked for.', fix: 'Export again with the command above.' }],
      },
      exportAgain: 'Get-MgUser -All -Property id -ExpandProperty manager | Export-Csv users.csv',
    };
    return platform;
  };

  it('is said once an attribute, with a command that is copied', async () => {
    const platform = await loaded(lacking());
    await person.click(await screen.findByRole('button', { name: '2 attributes not exported' }));
    const list = screen.getByRole('list', { name: 'Attributes that were not exported' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(list).toHaveTextContent(/manager for manager/);
    expect(screen.getByText('Export again with the command above.')).toBeVisible();
    await expectAccessible();
    await press(/^Copy PowerShell/);
    expect(platform.called('copyText')).toEqual([
      ['Get-MgUser -All -Property id -ExpandProperty manager | Export-Csv users.csv'],
    ]);
  });

  it('is counted as empty nowhere in the table', async () => {
    await loaded(lacking());
    const manager = row('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager');
    await waitFor(() => expect(manager).toHaveTextContent('Not known'));
    expect(manager).not.toHaveTextContent('Empty for');
    expect(within(manager).queryByRole('button', { name: /Values of/ })).toBeNull();
  });

  it('says of how many nothing is known where others have a value', async () => {
    const platform = lacking();
    const known = platform.mapping.previewDirectory.bind(platform.mapping);
    platform.mapping.previewDirectory = () => {
      const preview = known();
      const targets = preview.targets.map((target) =>
        target.target === 'title' ? { ...target, filled: 300, empty: 0, unknown: 112 } : target,
      );
      return { ...preview, targets };
    };
    await loaded(platform);
    const values = await screen.findByRole('button', { name: /Values of title/ });
    expect(values).toHaveAccessibleName(/Filled for 300 people, not known for 112/);
    expect(row('title'), 'that some are not known is remarked').toHaveTextContent('not known for 112');
    await person.click(values);
    expect(screen.getByText('Not known', { selector: 'dt' }).parentElement).toHaveTextContent('112');
  });

  it('leaves the organisation unknown, and not without a department', async () => {
    const platform = lacking();
    platform.mapping.unknownLevels = ['department'];
    await loaded(platform);
    await person.click(screen.getByRole('tab', { name: 'Look' }));
    await waitFor(() =>
      expect(screen.getByRole('tree', { name: 'Organisation tree' })).toHaveTextContent('Not exported'),
    );
    expect(screen.getByRole('tree')).not.toHaveTextContent('No department');
  });

  it('makes a number of accounts the highest possible', async () => {
    await loaded(lacking());
    await press('Everybody is provisioned');
    expect(await screen.findByText(/Entra would create at most \d+ accounts/)).toBeVisible();
    expect(screen.getByText(/does not say whose account is disabled/)).toBeVisible();
    await expectAccessible();
  });
});

describe('columns that nobody reads', () => {
  const unread = async () => {
    const platform = atMapping();
    platform.mapping.proposals.set('Block credential', '!accountEnabled');
    platform.mapping.use = {
      columnsNotUsed: finding(
        'directory.columns_not_used',
        'warning',
        'Columns that were not used',
        'No mapping reads Block credential.',
      ),
    };
    await loaded(platform);
    await press(/rows skipped/);
    return platform;
  };
  const columns = () => screen.getAllByRole('combobox', { name: /^Source attribute of the column/ });

  it('come first, by name, with what they may hold', async () => {
    const platform = await unread();
    expect(await screen.findByText(/No mapping reads Block credential/)).toBeVisible();
    await waitFor(() =>
      expect(columns()[0]).toHaveAccessibleName('Source attribute of the column Block credential'),
    );
    const proposed = within(columns()[0]!).getByRole('group', { name: 'Proposed' });
    expect(within(proposed).getByRole('option')).toHaveTextContent('opposite of accountEnabled');
    await expectAccessible();
    await press('Use as opposite of accountEnabled: Block credential');
    const chosen = { header: 'Block credential', attribute: '!accountEnabled' };
    expect(platform.called('chooseColumn')).toEqual([[chosen]]);
    await waitFor(() => expect(columns()[0]).toHaveValue('!accountEnabled'));
    expect(columns()[0], 'it stays where it was').toHaveAccessibleName(/Block credential/);
    expect(screen.queryByRole('button', { name: /^Use as/ })).toBeNull();
  });

  it('are turned round by hand, and left out again', async () => {
    const platform = await unread();
    const select = () => screen.getByRole('combobox', { name: /column Block credential/ });
    await person.selectOptions(select(), '!dirSyncEnabled');
    await waitFor(() => expect(select()).toHaveValue('!dirSyncEnabled'));
    await person.selectOptions(select(), '');
    expect(platform.called('chooseColumn').at(-1)).toEqual([{ header: 'Block credential', attribute: null }]);
  });
});

describe('a file in which no column names the people', () => {
  const asking = async () => {
    const platform = atMapping();
    platform.failing.set(
      'openUsers',
      finding('directory.nobody_named', 'error', 'Which column is it that names the people?'),
    );
    platform.question = {
      file: 'people.csv',
      columns: [
        { header: 'Login', example: 'a@n.example' },
        { header: 'Team', example: null },
      ],
      attributes: ['userPrincipalName', 'mail'],
    };
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
    await screen.findByRole('group', { name: 'Columns of people.csv' });
    return platform;
  };

  it('asks which one does, and reads it then', async () => {
    const platform = await asking();
    expect(screen.getByRole('heading', { name: /Which column is it/ })).toBeVisible();
    expect(screen.getByRole('radio', { name: /Login a@n\.example/ }), 'the likeliest').toBeChecked();
    expect(screen.getByRole('radio', { name: /Team no value/ })).not.toBeChecked();
    await expectAccessible();
    platform.failing.clear();
    await person.click(screen.getByRole('radio', { name: /Team/ }));
    await person.selectOptions(screen.getByRole('combobox', { name: 'It holds' }), 'mail');
    await press('Read the people by this column');
    expect(platform.called('chooseNames')).toEqual([[{ header: 'Team', attribute: 'mail' }]]);
    await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
    await screen.findByRole('heading', { name: 'Astrid Aas' });
    expect(screen.queryByRole('group', { name: /Columns of/ })).toBeNull();
  });

  it('is forgotten when another file is opened', async () => {
    const platform = await asking();
    platform.failing.clear();
    platform.question = null;
    await press('Choose a file…');
    await person.click(await screen.findByRole('tab', { name: 'Edit mappings' }));
    await screen.findByRole('heading', { name: 'Astrid Aas' });
    expect(screen.queryByRole('group', { name: /Columns of/ })).toBeNull();
  });
});

it('a schema that was opened as people leads to where schemas are opened', async () => {
  const platform = atMapping();
  platform.failing.set(
    'openUsers',
    finding('directory.schema_json', 'error', 'This is the schema of a provisioning job'),
  );
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await screen.findByRole('heading', { name: /This is the schema/ });
  await expectAccessible();
  await press('Show where schemas are opened');
  expect(await screen.findByRole('button', { name: 'Open a schema JSON…' })).toBeVisible();
});
