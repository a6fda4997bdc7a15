import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { FailureForecast, PeopleQuery } from '../../bindings';
import { FakePlatform, readyState } from '../../platform/fake';
import { finding } from '../../platform/fake/findings';
import { expectAccessible, show } from '../../test/screen';

const person = userEvent.setup();

/** Opens the step with a file of 412 made-up people. */
async function loaded(platform = new FakePlatform(readyState({ position: 'mapping' }))) {
  show(platform);
  await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await screen.findByRole('tab', { name: 'Look' });
  return platform;
}

/** Goes to the room where the mappings are, with the list of people open beside them. */
async function editing(platform = new FakePlatform(readyState({ position: 'mapping' }))) {
  await loaded(platform);
  await person.click(screen.getByRole('tab', { name: 'Edit mappings' }));
  await screen.findByRole('heading', { name: 'Astrid Aas' });
  await person.click(screen.getByRole('button', { name: /^People/ }));
  return platform;
}

describe('the requests for a person', () => {
  const requests = async () => {
    const platform = await editing();
    await person.click(screen.getByRole('radio', { name: 'Requests' }));
    await screen.findByRole('article', { name: /Create the person/ });
    return platform;
  };

  it('shows each request and copies it', async () => {
    const platform = await requests();
    const create = screen.getByRole('article', { name: /Create the person/ });
    expect(create).toHaveTextContent('POST');
    await person.click(within(create).getByRole('button', { name: 'Copy the body' }));
    expect(platform.called('copyText')[0]?.[0]).toContain('anna@nordwind.example');
    await person.click(screen.getByRole('button', { name: 'Copy all as JSON' }));
    expect(JSON.parse(String(platform.called('copyText')[1]?.[0]))).toHaveLength(2);
    expect(screen.getByText('Not sent')).toBeVisible();
    await expectAccessible();
  });

  it('asks again for another event, another person and another dialect', async () => {
    const platform = await requests();
    await person.selectOptions(screen.getByRole('combobox', { name: 'What happens' }), 'Account disabled');
    const change = await screen.findByRole('article', { name: /Change the person/ });
    expect(change).toHaveTextContent('"op": "Replace"');
    await person.click(screen.getByRole('radio', { name: 'With aadOptscim062020' }));
    expect(screen.getByRole('article', { name: /Change the person/ })).toHaveTextContent('"op": "replace"');
    await person.click(screen.getByRole('option', { name: /Dag Berg/ }));
    await waitFor(() => expect(platform.called('planRequests').at(-1)).toEqual([4, { kind: 'disabled' }]));
    await expectAccessible();
  });

  it('lets values be changed, keeps them over a look at the values, and drops them again', async () => {
    const platform = await requests();
    await person.selectOptions(screen.getByRole('combobox', { name: 'What happens' }), 'Values change');
    await screen.findByText('Nothing is sent: no target gets a new value.');
    await person.selectOptions(screen.getByRole('combobox', { name: 'Change an attribute…' }), 'department');
    const value = await screen.findByRole('textbox', { name: 'New value of department' });
    expect(value).toHaveValue('Nordlys AS > Operations');
    await person.clear(value);
    await person.type(value, 'Sales');
    const edits = [{ attribute: 'department', value: 'Sales' }];
    await waitFor(() =>
      expect(platform.called('planRequests').at(-1)).toEqual([1, { kind: 'changed', edits }]),
    );
    await expectAccessible();
    await person.click(screen.getByRole('radio', { name: 'Values' }));
    await person.click(screen.getByRole('radio', { name: 'Requests' }));
    expect(screen.getByRole('textbox', { name: 'New value of department' })).toHaveValue('Sales');
    await person.click(screen.getByRole('button', { name: 'Do not change department' }));
    expect(screen.queryByRole('textbox', { name: 'New value of department' })).toBeNull();
  });
});

describe('Entra’s schema', () => {
  it('is opened, compared and saved', async () => {
    const platform = await loaded();
    await person.click(screen.getByRole('button', { name: 'Entra’s schema' }));
    expect(screen.getByText('Review your schema here')).toBeVisible();
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Open a schema JSON…' }));
    expect(await screen.findByRole('heading', { name: 'Nordwind-schema.json: 7 mappings' })).toBeVisible();
    expect(platform.called('openSchema'), 'the table stays').toEqual([[false, false]]);
    expect(screen.getByText(/Pasting it back changes 2 things/)).toBeVisible();
    const comparison = screen.getByRole('region', { name: 'What pasting changes' });
    expect(within(comparison).getAllByRole('row')[2]).toHaveTextContent(/userName.*Matching differs/);
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Save the finished JSON…' }));
    expect(await screen.findByText('schema.json saved.')).toBeVisible();
    await person.click(screen.getByRole('button', { name: 'Copy the finished JSON' }));
    expect(platform.called('copyText')).toEqual([['{}']]);
    await person.click(screen.getByRole('button', { name: 'Close schema' }));
    expect(await screen.findByRole('button', { name: 'Open a schema JSON…' })).toBeVisible();
  });

  it('says why a file is no schema', async () => {
    const platform = await loaded();
    platform.failing.set('openSchema', finding('schema.not_json', 'error', 'The file is not JSON'));
    await person.click(screen.getByRole('button', { name: 'Entra’s schema' }));
    await person.click(screen.getByRole('button', { name: 'Open a schema JSON…' }));
    expect(await screen.findByText(/The file is not JSON/)).toBeVisible();
    await expectAccessible();
  });
});

describe('what changed', () => {
  it('shows mappings, the person and everybody, against each base', async () => {
    const platform = await editing();
    expect(screen.queryByRole('button', { name: 'What changed' })).toBeNull();
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('button', { name: 'Remove mapping' }));
    await person.click(await screen.findByRole('button', { name: 'What changed' }));
    expect(await screen.findByText('380 of 412 people get at least one other value.')).toBeVisible();
    expect(screen.getByText('380 people · 380 no longer sent')).toBeVisible();
    expect(screen.getByText('not mapped')).toBeVisible();
    await expectAccessible();
    await person.click(screen.getByRole('radio', { name: 'Last state' }));
    await waitFor(() => expect(platform.called('compareMappings').at(-1)).toEqual(['lastState', 1]));
    await person.click(screen.getByRole('button', { name: 'Reset to the profile' }));
    expect(await screen.findByText('Nothing was changed yet.')).toBeVisible();
  });
});

describe('work over everybody', () => {
  it('that takes long is said, stopped and begun again: the preview', async () => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    platform.computeSlowly(42);
    await editing(platform);
    const bar = await screen.findByRole('progressbar', { name: /Working out what would be sent/ });
    expect(bar).toHaveAttribute('aria-valuenow', '42');
    expect(screen.getByRole('option', { name: /Dag Berg/ }), 'people are looked at meanwhile').toBeVisible();
    expect(screen.queryByText('2 findings')).toBeNull();
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText(/You stopped the preview/)).toBeVisible();
    await person.click(screen.getByRole('tab', { name: 'Look' }));
    expect(screen.getByText('The organisation comes with the preview of everybody.')).toBeVisible();
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(platform.called('cancelPreview')).toHaveLength(1);
    await expectAccessible();
    platform.computeSlowly(null);
    await person.click(screen.getByRole('button', { name: 'Compute it' }));
    expect(await screen.findByText('2 findings')).toBeVisible();
    expect(screen.queryByText(/You stopped the preview/)).toBeNull();
  });

  it('of a state that is past is not waited for', async () => {
    const platform = await editing();
    await screen.findByText('2 findings');
    platform.computeSlowly(5);
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('button', { name: 'Remove mapping' }));
    expect(screen.getByText('2 findings'), 'the last stays until the next is there').toBeVisible();
    await screen.findByRole('progressbar');
    platform.computeSlowly(null);
    await person.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(screen.queryByText(/You stopped/)).toBeNull();
    expect(screen.getByText('2 findings')).toBeVisible();
  });

  it('that takes long is said, stopped and begun again: the comparison', async () => {
    const platform = await editing();
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('button', { name: 'Remove mapping' }));
    const fold = await screen.findByRole('button', { name: 'What changed' });
    platform.computeSlowly(70);
    await person.click(fold);
    const bar = await screen.findByRole('progressbar', { name: /Comparing/ });
    expect(bar).toHaveAttribute('aria-valuenow', '70');
    await person.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('You stopped the comparison.')).toBeVisible();
    await expectAccessible();
    platform.computeSlowly(null);
    await person.click(screen.getByRole('button', { name: 'Compare again' }));
    expect(await screen.findByText('380 of 412 people get at least one other value.')).toBeVisible();
  });

  it('is compared for those in scope, and that is said', async () => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    platform.scope = { kind: 'having', attribute: 'country', value: 'NO' };
    await editing(platform);
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('button', { name: 'Remove mapping' }));
    await person.click(await screen.findByRole('button', { name: 'What changed' }));
    expect(await screen.findByText(/380 of 412 people who would be provisioned get/)).toBeVisible();
    expect(screen.getByText('For everybody who is provisioned')).toBeVisible();
  });
});

describe('values over everybody', () => {
  it('are folded out under a mapping', async () => {
    await editing();
    const fold = screen.getByRole('button', { name: /^Values of title/ });
    await person.click(fold);
    expect(fold).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('list', { name: 'Most frequent' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Remove mapping' })).toBeNull();
    await expectAccessible();
  });

  it('list the people of a frequent value, or of none, and everybody again', async () => {
    const platform = await editing();
    const asked = () => platform.called('listPeople').at(-1)?.[0] as PeopleQuery;
    await person.click(screen.getByRole('button', { name: /^Values of title/ }));
    const value = screen.getByRole('button', { name: 'Team lead, 83 people' });
    value.focus();
    await person.keyboard('{Enter}');
    expect(await screen.findByText('83 of 412 people')).toBeVisible();
    expect(asked().sent).toEqual({ target: 'title', value: 'Team lead' });
    expect(value).toHaveAttribute('aria-pressed', 'true');
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Give up: title is “Team lead”' }));
    await waitFor(() => expect(asked().sent).toBeNull());
    expect(value).toHaveAttribute('aria-pressed', 'false');

    await person.click(screen.getByRole('button', { name: /^Values of phoneNumbers/ }));
    await person.click(screen.getByRole('button', { name: 'Empty, 274 people' }));
    expect(await screen.findByText('274 of 412 people')).toBeVisible();
    expect(asked().sent).toEqual({ target: 'phoneNumbers[type eq "mobile"].value', value: null });
    expect(screen.getByText('Nothing sent for phoneNumbers[type eq "mobile"].value')).toBeVisible();
    await person.click(screen.getByRole('button', { name: 'Edit the mapping to title' }));
    await person.click(screen.getByRole('button', { name: 'Remove mapping' }));
    await waitFor(() => expect(screen.queryByRole('form')).toBeNull());
    expect(asked().sent, 'another mapping changed: it stays').not.toBeNull();
  });
});

describe('the organisation', () => {
  it('is saved as a table and as a drawing', async () => {
    const platform = await loaded();
    const save = await screen.findByRole('group', { name: 'Save as' });
    await person.click(within(save).getByRole('button', { name: /CSV/ }));
    expect(await screen.findByText('organisation.csv saved.')).toBeVisible();
    platform.file = 'cancelled';
    await person.click(within(save).getByRole('button', { name: /SVG/ }));
    expect(platform.called('saveTree')).toEqual([['csv'], ['svg']]);
  });
});

describe('the file’s columns', () => {
  it('are corrected by hand; the column chosen last holds the attribute', async () => {
    const platform = await loaded();
    await person.click(screen.getByRole('button', { name: /rows skipped/ }));
    await person.click(screen.getByText('Columns'));
    const columns = platform.state.directory!.columns;
    const used = columns.filter(({ attribute }) => attribute !== null);
    const [first, second] = [used[0]!, used[1]!];
    const select = await screen.findByRole('combobox', {
      name: `Source attribute of the column ${first.header}`,
    });
    expect(select).toHaveValue(first.attribute);
    await expectAccessible();
    await person.selectOptions(select, second.attribute!);
    const chosen = { header: first.header, attribute: second.attribute };
    expect(platform.called('chooseColumn'), 'of no other column anything is said').toEqual([[chosen]]);
    expect(select, 'it stays where it is').toHaveValue(second.attribute);
    expect(
      await screen.findByText('The columns are read as you say, now and in the next run.'),
    ).toBeVisible();
  });
});

describe('who is provisioned', () => {
  it('is everybody, a list, or those who share a value', async () => {
    const platform = await loaded();
    await person.click(await screen.findByRole('button', { name: 'Everybody is provisioned' }));
    expect(screen.getByText(/Entra would create \d+ accounts/)).toBeVisible();
    await expectAccessible();
    await person.click(screen.getByRole('radio', { name: 'A list of assigned people' }));
    expect(await screen.findByText('assigned.csv: 380 names')).toBeVisible();
    await person.click(screen.getByRole('radio', { name: 'People who share a value' }));
    await person.type(screen.getByRole('textbox', { name: 'Value' }), 'Sales{Enter}');
    await waitFor(() =>
      expect(platform.called('chooseScope').at(-1)).toEqual([
        { kind: 'having', attribute: 'department', value: 'Sales' },
      ]),
    );
    await expectAccessible();
  });

  it('is said above the list, and nobody is said to be nobody', async () => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    platform.scope = { kind: 'having', attribute: 'country', value: 'SE' };
    platform.mapping.inScope = 0;
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
    await person.click(await screen.findByRole('button', { name: /^People/ }));
    expect(await screen.findByText('0 people of 412 provisioned')).toBeVisible();
    expect(screen.getByText('Nobody would be provisioned.')).toBeVisible();
    await expectAccessible();
  });

  it('stays when no list is chosen', async () => {
    const platform = await loaded();
    platform.file = 'cancelled';
    await person.click(await screen.findByRole('button', { name: 'Everybody is provisioned' }));
    await person.click(screen.getByRole('radio', { name: 'A list of assigned people' }));
    expect(screen.getByRole('radio', { name: 'Everybody' })).toBeChecked();
  });
});

describe('the failures to be expected', () => {
  const withForecast = async (forecast: FailureForecast) => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    platform.mapping.forecast = forecast;
    return loaded(platform);
  };

  it('are a quiet line while they are few', async () => {
    await withForecast({ failing: 3, percent: 0, finding: null });
    expect(await screen.findByText('3 people would fail (under 1%), too few for a quarantine')).toBeVisible();
    expect(screen.queryByText('Too many would fail.')).toBeNull();
    await expectAccessible();
  });

  it('are a warning when Entra would quarantine the job', async () => {
    const quarantine = finding('forecast.quarantine', 'warning', 'Too many would fail');
    await withForecast({ failing: 6200, percent: 50, finding: quarantine });
    expect(await screen.findByText('6,200 people would fail (50%)')).toBeVisible();
    expect(screen.getByText('Too many would fail.')).toBeVisible();
    await expectAccessible();
  });

  it('are not spoken of when there are none', async () => {
    await loaded();
    expect(await screen.findByText('2 findings')).toBeVisible();
    expect(screen.queryByText(/would fail/)).toBeNull();
  });
});

describe('groups of the vendor', () => {
  it('are shown where the vendor makes them', async () => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    platform.groups = { target: 'country', groups: [{ name: 'NO', count: 400 }], without: 12, unknown: 0 };
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
    const list = await screen.findByRole('list', { name: 'Groups' });
    expect(list).toHaveTextContent('NO 400');
    expect(screen.getByText('12 people in no group')).toBeVisible();
    await expectAccessible();
  });

  it('list their people at a press, and everybody at the next', async () => {
    const target = 'displayName';
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    platform.groups = { target, groups: [{ name: 'Astrid Aas', count: 1 }], without: 3, unknown: 0 };
    await loaded(platform);
    const group = await screen.findByRole('button', { name: 'Astrid Aas 1 person' });
    await person.click(group);
    expect(await screen.findByText('In the group Astrid Aas')).toBeVisible();
    expect(group).toHaveAttribute('aria-pressed', 'true');
    const asked = () => platform.called('listPeople').at(-1)?.[0] as PeopleQuery;
    expect(asked().sent).toEqual({ target, value: 'Astrid Aas' });
    expect(await screen.findByText(/of 412 people/)).toBeVisible();
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: '3 people in no group' }));
    expect(await screen.findByText('In no group')).toBeVisible();
    expect(asked().sent).toEqual({ target, value: null });
    await person.click(screen.getAllByRole('button', { name: 'Show everyone' })[0]!);
    await waitFor(() => expect(asked().sent).toBeNull());
    expect(screen.queryByText('In no group')).toBeNull();
  });
});

describe('a large file', () => {
  it('shows its first people and how far it is, and can be stopped', async () => {
    const platform = new FakePlatform(readyState({ position: 'mapping' }));
    const first = { row: 1, displayName: 'Astrid Aas', user: 'a@nordlys.example', detail: '', findings: [] };
    platform.loadSlowly([
      { kind: 'started', files: ['million.csv'] },
      { kind: 'first', people: [first] },
      { kind: 'progress', users: 250000, part: 0.25 },
    ]);
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Choose a file…' }));
    expect(await screen.findByText('Reading million.csv…')).toBeVisible();
    expect(screen.getByText('250,000 people so far')).toBeVisible();
    expect(screen.getByText('Astrid Aas')).toBeVisible();
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('button', { name: 'Choose a file…' })).toBeVisible();
  });
});
