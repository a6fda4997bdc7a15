// The proof step: what will be written, the proof, what was kept, and what was left.
import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ProofReport } from '../../bindings';
import { FakePlatform, readyState } from '../../platform/fake';
import { losingReport, provedReport } from '../../platform/fake/proof';
import { expectAccessible, show } from '../../test/screen';
import { t } from '../../texts';
import { nothingTold, take } from './progress';
import { seen } from './seen';

const person = userEvent.setup();
const atProof = (over = {}) => new FakePlatform(readyState({ position: 'proof', ...over }));
const write = () => screen.findByRole('button', { name: 'Write the made-up person' });

describe('before anything is written', () => {
  it('shows the person, every request and what it takes', async () => {
    const platform = atProof();
    show(platform);
    expect(await screen.findByText('footbridge-proof-1a2b3c4d@contoso.com', { selector: 'p' })).toBeVisible();
    expect(screen.getByText(/takes one licence .* greet new users by e-mail/)).toBeVisible();
    expect(screen.getByRole('rowheader', { name: 'department' })).toBeVisible();
    await person.click(screen.getByText('Every request'));
    expect(screen.getByText('DELETE')).toBeVisible();
    await expectAccessible();
    expect(platform.called('prove')).toEqual([]);
  });

  it('says two where a group takes two', async () => {
    const platform = atProof();
    platform.planned = {
      people: ['footbridge-proof-1a2b3c4d@h', 'footbridge-proof-2b3c4d5e@h'],
      groups: ['footbridge-proof-3c4d5e6f'],
    };
    show(platform);
    expect(await screen.findByRole('button', { name: 'Write the made-up people' })).toBeVisible();
    expect(screen.getByText(/takes 2 licences for about a minute/)).toBeVisible();
    expect(
      screen.getByText(/^and footbridge-proof-2b3c4d5e@h, the second member of the group/),
    ).toBeVisible();
    expect(screen.getByText('and the group footbridge-proof-3c4d5e6f')).toBeVisible();
    await expectAccessible();
  });

  it('asks anew for another domain, and waits for one', async () => {
    const platform = atProof();
    show(platform);
    const field = await screen.findByRole('textbox', { name: 'Domain of the made-up address' });
    await waitFor(() => expect(field).toHaveValue('contoso.com'));
    await person.clear(field);
    await waitFor(async () => expect(await write()).toBeDisabled());
    await person.type(field, 'other.example');
    expect(
      await screen.findByText('footbridge-proof-1a2b3c4d@other.example', { selector: 'p' }),
    ).toBeVisible();
    await person.click(await write());
    expect(platform.called('prove')).toEqual([['other.example']]);
  });

  it('can be skipped by one press', async () => {
    const platform = atProof();
    show(platform);
    await person.click(await screen.findByRole('button', { name: 'Skip the proof' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Set it up in the portal' })).toBeVisible();
    expect(platform.called('skipProof')).toEqual([[]]);
  });

  it('leads to the token when there is none', async () => {
    show(atProof({ token: null }));
    await person.click(await screen.findByRole('button', { name: 'Make the token' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Make the secret token' })).toBeVisible();
  });
});

describe('a proof', () => {
  it('that passes says so, with what was kept', async () => {
    show(atProof());
    await person.click(await write());
    const result = await screen.findByRole('heading', { name: /^Proved in/ });
    await waitFor(() => expect(result).toHaveFocus());
    const table = screen.getAllByRole('table')[0]!;
    expect(within(table).getByRole('row', { name: 'department Nord Nord Sør kept' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Skip the proof' })).toBeNull();
    await expectAccessible();
  });

  it('claims no more than it has seen', () => {
    const target = provedReport.targets[0]!;
    const stays = { ...target, changedTo: null, afterChange: null };
    const altered = { ...target, status: 'altered' as const };
    const unread = { ...target, status: 'unreadable' as const };
    const remark = { ...losingReport.findings[0]!, severity: 'warning' as const };
    for (const [over, words] of [
      [{}, 'Proved in 1.8 s: 3 values kept as sent, and after a change'],
      [{ targets: [target, stays] }, 'Proved in 1.8 s: 2 values kept as sent, 1 of them after a change too'],
      [{ targets: [stays] }, 'Proved in 1.8 s: 1 value kept as sent'],
      [
        { targets: [target, altered], findings: [remark] },
        'Proved in 1.8 s, with 1 remark: 1 of 2 values kept as sent',
      ],
      [{ targets: [target, unread] }, 'Proved in 1.8 s: 1 of 2 values kept as sent'],
      [{ targets: [] }, 'Proved in 1.8 s'],
    ] as const) {
      expect(t.proof.passed(seen({ ...provedReport, ...over } as ProofReport))).toBe(words);
    }
  });

  it('that finds a loss says what it means, and what was left behind', async () => {
    const platform = atProof();
    platform.proves = losingReport;
    show(platform);
    await person.click(await write());
    expect(await screen.findByRole('heading', { name: 'The proof found an error' })).toBeVisible();
    expect(screen.getByText('Changes of department will never arrive.')).toBeVisible();
    await person.click(screen.getByRole('button', { name: 'Copy the request' }));
    expect(platform.called('copyText')).toEqual([['DELETE https://api.securepractice.co/scim/v2/Users/7']]);
    await expectAccessible();
  });

  it('is stopped by Cancel, which keeps the focus', async () => {
    const platform = atProof();
    platform.proofWaits = true;
    show(platform);
    await person.click(await write());
    const cancel = await screen.findByRole('button', { name: 'Cancel' });
    await waitFor(() => expect(cancel).toHaveFocus());
    expect(screen.getByText('1 of 2 checks')).toBeVisible();
    await person.click(cancel);
    expect(await screen.findByRole('heading', { name: /^Stopped by you/ })).toBeVisible();
  });

  it('of mappings that have changed since is to be made again', async () => {
    show(atProof({ proof: provedReport, proofOutdated: true }));
    expect(await screen.findByText(/The mappings have changed/)).toBeVisible();
    expect(await screen.findByRole('button', { name: 'Prove again' })).toBeEnabled();
  });
});

describe('a proof of before a restart', () => {
  // As it is kept on disk: nothing that a server said, so no stored values and no requests.
  const saved: ProofReport = {
    ...provedReport,
    targets: provedReport.targets.map((target) => ({ ...target, stored: null, afterChange: null })),
    exchanges: [],
  };

  it('has a dash for what was stored, which is not said to be nothing', async () => {
    show(atProof({ proof: saved }));
    const table = (await screen.findAllByRole('table'))[0]!;
    expect(within(table).getByRole('row', { name: 'department Nord – – kept' })).toBeVisible();
    expect(within(table).queryByText('nothing')).toBeNull();
    expect(screen.getByText(/What was stored is not kept between two starts/)).toBeVisible();
  });

  it('of this start says nothing where there was no value', async () => {
    show(atProof({ proof: losingReport }));
    const table = (await screen.findAllByRole('table'))[0]!;
    expect(within(table).getByRole('row', { name: /^title Nord nothing/ })).toBeVisible();
    expect(screen.queryByText(/is not kept between two starts/)).toBeNull();
  });
});

describe('what an earlier proof left', () => {
  const left = (over = {}) => ({
    host: 'api.securepractice.co',
    at: '2026-11-21T10:46:00Z',
    names: ['footbridge-proof-1a2b3c4d@contoso.com'],
    here: true,
    ...over,
  });

  it('is deleted by one press', async () => {
    const platform = atProof({ proofLeftovers: [left()] });
    show(platform);
    expect(await screen.findByRole('heading', { name: 'An earlier proof was cut off' })).toBeVisible();
    await expectAccessible();
    await person.click(screen.getByRole('button', { name: 'Delete it now' }));
    await waitFor(() => expect(screen.queryByText('An earlier proof was cut off')).toBeNull());
    expect(platform.called('cleanUpProofs')).toEqual([[]]);
  });

  it('of another day says which', async () => {
    show(atProof({ proofLeftovers: [left()] }));
    expect(
      await screen.findByText(/^It began on 21 Nov at \d\d:\d\d, at api.securepractice.co/),
    ).toBeVisible();
  });

  it('elsewhere is not deleted from here', async () => {
    show(atProof({ proofLeftovers: [left({ host: 'other.example', here: false })] }));
    expect(await screen.findByText(/Choose the set-up whose tenant URL is at other.example/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Delete it now' })).toBeNull();
  });
});

it('what is told of a running proof adds up', () => {
  const check = provedReport.checks[0]!;
  let told = take(nothingTold(2), { kind: 'started', name: check.name, title: 'Created' });
  expect(told).toEqual({ done: 0, of: 2, title: 'Created', waiting: 0 });
  told = take(told, { kind: 'waiting', ms: 2500 });
  expect(told.waiting).toBe(2500);
  told = take(told, { kind: 'finished', check });
  expect(told).toEqual({ done: 1, of: 2, title: 'Created', waiting: 0 });
  expect(take(told, { kind: 'cleaningUp' }).title).toBe('Deleting what was created…');
});
