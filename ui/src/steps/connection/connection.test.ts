import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { expect, test, vi } from 'vitest';
import { FakePlatform, readyState } from '../../platform/fake';
import { passedReport, rejectedReport } from '../../platform/fake/connection';
import { crashed, plainHttp, privateIssuer, slowAnswer } from '../../platform/fake/findings';
import { expectAccessible, show } from '../../test/screen';

const open = (over = {}) =>
  new FakePlatform(readyState({ position: 'connection', connection: null, ...over }));
const url = () => screen.getByLabelText('Tenant URL');
const stages = () => screen.getByRole('table', { name: 'Stages of the test' });

test('says what it will touch before it does', async () => {
  show(open());
  expect(url()).toHaveValue('https://api.securepractice.co/scim/v2/');
  expect(screen.getByText('Reads only. Nothing is written to your tenant.')).toBeVisible();
  expect(screen.queryByRole('table', { name: 'Stages of the test' })).toBeNull();
  await expectAccessible();
});

test('Enter tests; each stage settles in words; the result is told aloud', async () => {
  const platform = open();
  show(platform);
  await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus());
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByRole('heading', { name: 'Passed in 478 ms' })).toBeVisible();
  expect(platform.called('testConnection')[0]?.[0]).toBe('https://api.securepractice.co/scim/v2/');
  const [, ...rows] = within(stages()).getAllByRole('row');
  expect(rows).toHaveLength(14);
  expect(rows[2]).toHaveTextContent(/Name found\s*Passed: 203.0.113.7\s*12 ms, from 0 ms on/);
  expect(rows[4]).toHaveTextContent(/Proxy\s*Not checked/);
  expect(within(stages()).getAllByRole('columnheader')).toHaveLength(3);
  expect(within(stages()).getByRole('rowheader', { name: 'Encrypted' })).toBeVisible();
  expect(screen.getByRole('status')).toHaveTextContent('Passed in 478 ms');
  await expectAccessible();
});

test('while it runs it says what it waits for, and can be stopped', async () => {
  const platform = open();
  platform.stageDelay = 20;
  show(platform);
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  expect(await screen.findByRole('heading', { name: /…$/ })).toBeVisible();
  await expectAccessible();
  expect(screen.getByRole('button', { name: 'Cancel' }), 'the focus is not lost').toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(platform.called('cancelConnectionTest')).toHaveLength(1);
  expect(await screen.findByRole('heading', { name: /^Stopped/ })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Run again' })).toHaveFocus();
});

test('while the server has not answered, it is said how long it was waited, aloud twice at most', async () => {
  const platform = open();
  platform.stageDelay = 60_000;
  platform.waits = { stage: 'url', ms: [5_000, 10_000, 35_004] };
  platform.report = { ...passedReport, stages: passedReport.stages.slice(0, 1) };
  const { wizard } = show(platform);
  const said = vi.spyOn(wizard, 'announce');
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  const row = (await within(stages()).findByText(/waited 35 s/)).closest('tr')!;
  expect(row).toHaveTextContent('Reading the address… waited 35 s');
  expect(row, 'Entra asks no stage but the answers').not.toHaveTextContent('Entra');
  expect(screen.getByRole('button', { name: 'Cancel' })).toBeVisible();
  expect(said.mock.calls.flat()).toEqual([
    'Reading the address… waited 5 s. Cancel stops the test.',
    'Reading the address… waited 35 s. Cancel stops the test.',
  ]);
  await expectAccessible();
});

test('a wait for an answer says how long Entra would wait', async () => {
  const platform = open();
  platform.stageDelay = 60_000;
  platform.waits = { stage: 'http', ms: [35_000] };
  platform.report = {
    ...passedReport,
    stages: passedReport.stages.filter(({ name }) => name === 'http'),
  };
  show(platform);
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  const waited = 'Waiting for the answer, 35 s; Entra waits up to 60 s';
  expect(await within(stages()).findByText(waited)).toBeVisible();
  expect(screen.getByRole('status')).toHaveTextContent(`${waited}. Cancel stops the test.`);
});

test('the bar of the stage that runs grows on the axis of all', async () => {
  const platform = open();
  platform.stageDelay = 60_000;
  const { container } = show(platform);
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  const bar = () => container.querySelector('tr.running rect');
  await waitFor(() => expect(bar()).not.toBeNull());
  const number = (name: string) => parseFloat(bar()!.getAttribute(name)!);
  const ends = () => number('x') + number('width');
  const early = ends();
  await waitFor(() => expect(ends(), 'it goes on').not.toBe(early));
  expect(ends(), 'within the axis').toBeLessThanOrEqual(100);
  await expectAccessible();
});

test('a finding is a card with causes, what Entra would say, the server’s words, and the exchange', async () => {
  const platform = open({ connection: rejectedReport });
  show(platform);
  const card = screen.getByRole('article', {
    name: /Does not work:\s*The server does not accept this token/,
  });
  const causes = within(card).getAllByRole('listitem');
  expect(causes).toHaveLength(3);
  expect(causes[0]).toHaveTextContent(/cut off.*Copy both again/);
  expect(card).toHaveTextContent(/What Entra would say You appear to have entered invalid credentials/);
  expect(card).toHaveTextContent('401 Unauthorized');
  await userEvent.click(within(card).getByText('Details'));
  expect(card).toHaveTextContent('Bearer ••••q83A');
  await userEvent.click(within(card).getByRole('button', { name: 'Copy for the vendor’s support' }));
  expect(platform.called('copyText')).toEqual([[rejectedReport.supportText]]);
  expect(screen.getAllByRole('button', { name: 'Copy for the vendor’s support' })).toHaveLength(1);
  expect(within(stages()).getByText('6 more checks were not made')).toBeVisible();
  expect(within(stages()).getByText('Failed:')).toBeVisible();
  await expectAccessible();
});

test('the title of a run is its cause, also where there are several; warnings come after the stages', async () => {
  const second = { ...crashed, severity: 'error' as const };
  show(
    open({ connection: { ...rejectedReport, findings: [...rejectedReport.findings, second, slowAnswer] } }),
  );
  expect(
    screen.getByRole('heading', { name: 'It does not work yet: The server does not accept this token' }),
  ).toBeVisible();
  expect(screen.getByText(/2 causes found, and 1 thing to know/)).toBeVisible();
  const cards = screen.getAllByRole('article', { name: /^(Does not work|Warning|Worth knowing):/ });
  const titles = cards.map((card) => within(card).getByRole('heading', { level: 2 }).textContent);
  expect(titles).toEqual([
    'Does not work: The server does not accept this token',
    `Does not work: ${second.title}`,
    expect.stringContaining(slowAnswer.title),
  ]);
  await expectAccessible();
});

test('after Cancel the stage that hung stays, with how long it was waited; the rest was not reached', async () => {
  const detail = 'Stopped by you after 12.3 s of waiting for the answer to the query for a user.';
  const told = passedReport.stages.map((stage, index) =>
    index < 6
      ? stage
      : index === 6
        ? { ...stage, status: 'skipped' as const, ms: 12_300, detail }
        : { ...stage, status: 'skipped' as const, ms: 0, detail: 'Not tried: you stopped the test.' },
  );
  show(open({ connection: { ...passedReport, ok: false, cancelled: true, stages: told } }));
  expect(screen.getByRole('heading', { name: detail })).toBeVisible();
  expect(screen.getByText(/What was found until then stands here/)).toBeVisible();
  const hung = within(stages()).getByRole('rowheader', { name: 'Answered' }).closest('tr')!;
  expect(hung).toHaveTextContent(/^Answered\s*Stopped by you after 12.3 s .*12.3 s, from 81 ms on/);
  expect(within(stages()).getByText('7 more checks were not made')).toBeVisible();
  expect(within(stages()).getByText('Not tried: you stopped the test.')).toBeVisible();
  await expectAccessible();
});

test.each([
  [['userName'], 'people matched by userName'],
  [['userName', 'externalId'], 'people matched by userName and externalId'],
])('a pass says that people were matched by %j', async (matchingAttributes, words) => {
  show(open({ connection: { ...passedReport, matchingAttributes } }));
  const heading = screen.getByRole('heading', { name: 'Passed in 478 ms' });
  expect(heading.parentElement).toHaveTextContent(words);
  await expectAccessible();
});

test('a failure, or a pass of an earlier version, names no matching attributes', () => {
  show(open({ connection: rejectedReport }));
  expect(screen.queryByText(/people matched by/)).toBeNull();
});

test('what is only worth knowing stands after the stages, each with its severity in words', async () => {
  show(open({ connection: { ...passedReport, findings: [privateIssuer, slowAnswer] } }));
  expect(screen.getByRole('heading', { name: 'Passed in 478 ms, with 2 things to know' })).toBeVisible();
  const warning = screen.getByRole('article', { name: /^Warning:/ });
  expect(screen.getByRole('article', { name: /^Worth knowing:/ })).toBeVisible();
  expect(
    stages().compareDocumentPosition(warning) & Node.DOCUMENT_POSITION_FOLLOWING,
    'after the stages',
  ).toBeTruthy();
  await expectAccessible();
});

test('exchanges are folded away, masked, and copied as curl without the token', async () => {
  const platform = open({ connection: passedReport });
  show(platform);
  await userEvent.click(screen.getByText('What was sent and answered'));
  const exchange = screen.getByRole('article', { name: 'Users, GET' });
  expect(exchange).toHaveTextContent('"totalResults": 0');
  await userEvent.click(within(exchange).getByRole('button', { name: 'Copy as curl' }));
  expect(platform.called('copyText')[0]?.[0]).toContain('$TOKEN');
  await userEvent.click(screen.getByRole('button', { name: 'Copy for the vendor’s support' }));
  expect(platform.called('copyText')[1]).toEqual([passedReport.supportText]);
  expect(screen.getByRole('status')).toHaveTextContent(
    'Copied as text, without the token: 0 findings, the stages and 2 exchanges.',
  );
  await userEvent.click(screen.getByText('Certificate'));
  expect(screen.getByText('30 January 2027')).toBeVisible();
  await expectAccessible();
});

test('an address is checked as it is typed, and what is wrong stands under it', async () => {
  const platform = open();
  show(platform);
  await userEvent.clear(url());
  await userEvent.type(url(), 'http://example.com/scim');
  await waitFor(() => expect(url()).toHaveAccessibleDescription(/The address is not https/));
  expect(url()).toBeInvalid();
  await userEvent.keyboard('{Enter}');
  expect(screen.getByRole('status')).toHaveTextContent('Put the tenant URL right first.');
  expect(platform.called('testConnection')).toEqual([]);
  await userEvent.clear(url());
  await userEvent.type(url(), 'https://example.com/scim/Users');
  await waitFor(() => expect(url()).toHaveAccessibleDescription(/was cut off/));
  expect(screen.getByText('Entra will be given https://example.com/scim/')).toBeVisible();
  await expectAccessible();
});

test('nothing is said of an address that is tested as it was typed, with a slash at the end or without', async () => {
  const platform = open();
  const check = vi.spyOn(platform, 'checkTenantUrl');
  check.mockImplementation(async (url) => ({
    normalised: `${url}/`,
    host: 'example.com',
    changed: false,
    findings: [],
  }));
  show(platform);
  await userEvent.clear(url());
  await userEvent.type(url(), 'https://example.com/scim');
  await waitFor(() => expect(check).toHaveBeenLastCalledWith('https://example.com/scim'));
  await check.mock.results.at(-1)!.value;
  await tick();
  expect(screen.queryByText(/^Entra will be given/)).toBeNull();
});

test('an empty address, or no token, is said instead of tried', async () => {
  const platform = open({ token: null });
  show(platform);
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  expect(screen.getByRole('status')).toHaveTextContent('Make the token first.');
  await userEvent.clear(url());
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  expect(screen.getByRole('status')).toHaveTextContent('Enter the tenant URL first.');
  expect(url()).toHaveFocus();
  expect(platform.called('testConnection')).toEqual([]);
});

test('a typed address is kept over a look at the token', async () => {
  show(open());
  await userEvent.clear(url());
  await userEvent.type(url(), 'https://other.example/scim');
  await userEvent.click(screen.getByRole('button', { name: 'change' }));
  await screen.findByRole('heading', { name: 'The secret token is ready' });
  await userEvent.click(screen.getByRole('button', { name: 'Continue' }));
  await waitFor(() => expect(url()).toHaveValue('https://other.example/scim'));
});

test('a result of another address says so', async () => {
  show(open({ connection: passedReport }));
  await userEvent.type(url(), 'other');
  expect(await screen.findByText(/Run the test again for the address above/)).toBeVisible();
});

test('a failure of another token, or with another proxy, says so too', async () => {
  const platform = open();
  platform.report = rejectedReport;
  const { wizard } = show(platform);
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  await screen.findByRole('heading', { name: /does not work yet/ });
  expect(screen.queryByText(/^This result/)).toBeNull();
  wizard.state = { ...wizard.state, proxy: { kind: 'direct' } };
  expect(await screen.findByText(/was made with another proxy/)).toBeVisible();
  wizard.state = { ...wizard.state, token: { ...wizard.state.token!, fingerprint: 'another' } };
  expect(await screen.findByText(/is of another token/)).toBeVisible();
});

test('a refusal of Rust stands where it belongs: under the field, or above the step', async () => {
  const platform = open();
  platform.failing.set('testConnection', plainHttp);
  show(platform);
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  await waitFor(() => expect(url()).toHaveAccessibleDescription(/not https/));
  platform.failing.set('testConnection', crashed);
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(crashed.title);
});

test('the runs of this session are listed', async () => {
  const platform = open();
  platform.report = rejectedReport;
  show(platform);
  await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
  await screen.findByRole('heading', { name: /does not work yet/ });
  platform.report = passedReport;
  await userEvent.click(screen.getByRole('button', { name: 'Run again' }));
  await screen.findByRole('heading', { name: 'Passed in 478 ms' });
  expect(screen.getAllByText('Gone: The server does not accept this token')[0]).toBeVisible();
  await userEvent.click(screen.getByText('Tests of this session'));
  const runs = screen.getByText('Tests of this session').closest('details')!;
  expect(within(runs).getAllByRole('listitem').length).toBeGreaterThan(1);
  expect(runs).toHaveTextContent('2 tests, and what changed between them');
  await userEvent.click(within(runs).getAllByRole('button', { name: /Copy the test of/ })[1]!);
  expect(platform.called('copyText')[0]).toEqual([rejectedReport.supportText]);
  await expectAccessible();
});

test('in practice the address is the tenant’s and cannot be changed', () => {
  show(
    open({
      practice: { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null },
      tenantUrl: 'http://127.0.0.1:41234/scim/v2',
    }),
  );
  expect(url()).toHaveAttribute('readonly');
  expect(url()).toHaveAccessibleDescription('The practice tenant on this device.');
});

test('three causes stand in the card, what is less likely is folded away, and no fix is said twice', async () => {
  const [first] = rejectedReport.findings;
  const fourth = {
    cause: 'The server wants another kind of sign-in.',
    fix: 'Ask the vendor for a SCIM token.',
  };
  const causes = [...first!.causes, fourth];
  const finding = { ...first!, causes, fixes: [...causes.map(({ fix }) => fix), 'Try once more.'] };
  show(open({ connection: { ...rejectedReport, findings: [finding] } }));
  const card = screen.getByRole('article', { name: /The server does not accept this token/ });
  expect(within(card).getByText(fourth.cause)).not.toBeVisible();
  await userEvent.click(within(card).getByText('1 less likely cause'));
  expect(within(card).getByText(fourth.cause)).toBeVisible();
  expect(within(card).getAllByText(causes[0]!.fix)).toHaveLength(1);
  expect(within(card).getByText('Try once more.')).toBeVisible();
  await expectAccessible();
});

test('a finding about the certificate shows what it says', async () => {
  const stages = passedReport.stages.map((stage) =>
    stage.name === 'tls' ? { ...stage, status: 'warned' as const, finding: privateIssuer.code } : stage,
  );
  show(open({ connection: { ...passedReport, stages, findings: [privateIssuer] } }));
  const card = screen.getByRole('article', { name: /trusted by this computer only/ });
  await userEvent.click(within(card).getByText('Details'));
  expect(card).toHaveTextContent(/Issued by CN=R11, O=Let’s Encrypt/);
  expect(card).toHaveTextContent(/Valid until 30 January 2027/);
  await expectAccessible();
});

test.each(
  passedReport.stages.map(({ name }, index) => [name, index] as const).filter(([name]) => name !== 'proxy'),
)(
  'a failure at the stage %s stands there, and the rest say why they were not tried',
  async (_name, index) => {
    const [finding] = rejectedReport.findings;
    const told = passedReport.stages.map((stage, at) =>
      at === index
        ? { ...stage, status: 'failed' as const, finding: finding!.code }
        : at > index
          ? { ...stage, status: 'skipped' as const, ms: 0, detail: 'Not tried: it was refused.' }
          : stage,
    );
    show(open({ connection: { ...rejectedReport, stages: told } }));
    const failed = within(stages()).getByText('Failed:').closest('tr')!;
    expect(failed).toHaveTextContent(passedReport.stages[index]!.detail);
    const left = told.length - index - 1;
    if (left > 1) {
      expect(within(stages()).getByText(`${left} more checks were not made`)).toBeVisible();
      expect(within(stages()).getByText('Not tried: it was refused.')).toBeVisible();
    }
    await expectAccessible();
  },
);
