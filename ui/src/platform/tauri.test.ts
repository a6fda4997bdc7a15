import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClipboardEvent, Finding } from '../bindings';
import { keyringLocked as locked } from './fake/findings';
import { emptyState } from './fake';
import { tauri } from './tauri';

let asked: { command: string; payload: unknown }[] = [];

function answer(reply: (command: string) => unknown) {
  mockIPC((command, payload) => {
    asked.push({ command, payload });
    return reply(command);
  });
}

beforeEach(() => (asked = []));
afterEach(() => {
  clearMocks();
  localStorage.clear();
  Reflect.deleteProperty(window, '__TAURI_INTERNALS__');
});

test('gives what Rust answers', async () => {
  const state = emptyState();
  answer(() => state);
  expect(await tauri.wizardState()).toEqual(state);
  expect(asked[0]?.command).toBe('wizard_state');
});

test('passes arguments under the names that Rust expects', async () => {
  answer(() => emptyState());
  await tauri.chooseVendor('safe', 'entra');
  await tauri.checkToken({ key: 'k', secret: 's', token: '' });
  await tauri.setTick('application', true);
  expect(asked).toEqual([
    { command: 'choose_vendor', payload: { id: 'safe', identityProvider: 'entra' } },
    { command: 'check_token', payload: { input: { key: 'k', secret: 's', token: '' } } },
    { command: 'set_tick', payload: { step: 'application', done: true } },
  ]);
});

test('throws the finding with which Rust refuses', async () => {
  answer(() => Promise.reject(locked));
  await expect(tauri.saveToken()).rejects.toEqual(locked);
});

test.each([
  ['Command save_token not found', 'Tauri refuses with a string'],
  [new Error('no bridge'), 'the bridge itself fails'],
  [{ unknown: true }, 'something else than a finding'],
])('makes a finding of every other failure: %s', async (failure, why) => {
  answer(() => Promise.reject(failure));
  const thrown = (await tauri.saveToken().catch((error: unknown) => error)) as Finding;
  expect(thrown.code, why).toBe('window.call');
  expect(thrown.fixes, 'it says what to do').toHaveLength(1);
});

test('hands on what comes through a channel', async () => {
  const told: ClipboardEvent[] = [];
  answer(() => null);
  await tauri.copyToken((event) => told.push(event));
  const { onEvent } = asked[0]?.payload as { onEvent: { onmessage: (event: ClipboardEvent) => void } };
  onEvent.onmessage({ kind: 'copied', seconds: 45 });
  expect(told).toEqual([{ kind: 'copied', seconds: 45 }]);
});

test('remembers the theme; anything unknown is the system’s', () => {
  answer(() => null);
  expect(tauri.theme()).toBe('system');
  localStorage.setItem('theme', 'dark');
  expect(tauri.theme()).toBe('dark');
  localStorage.setItem('theme', 'sepia');
  expect(tauri.theme()).toBe('system');
});

test('tells of the network at once and on every change, until it is told to stop', () => {
  const told: boolean[] = [];
  const stop = tauri.watchNetwork((online) => told.push(online));
  window.dispatchEvent(new Event('offline'));
  stop();
  window.dispatchEvent(new Event('online'));
  expect(told).toHaveLength(2);
});
