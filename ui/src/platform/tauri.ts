// The only file that knows Tauri.
import { Channel } from '@tauri-apps/api/core';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { getCurrentWindow } from '@tauri-apps/api/window';
import { commands, type Finding } from '../bindings';
import { t } from '../texts';
import { isFinding } from './finding';
import type { FileDrag, Platform, Theme, Unsubscribe } from './platform';

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: Finding };

/** Turns every way in which a command can fail into a thrown `Finding`. */
async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (failure) {
    throw unexpected(failure);
  }
  if (answer.status === 'ok') return answer.data;
  throw isFinding(answer.error) ? answer.error : unexpected(answer.error);
}

/** Tauri itself refuses a call with a string: a command without a permission, a broken argument. */
function unexpected(failure: unknown): Finding {
  const evidence = failure instanceof Error ? failure.message : String(failure);
  return {
    code: 'window.call',
    severity: 'error',
    title: t.failure.callTitle,
    explanation: t.failure.callExplanation,
    causes: [],
    fixes: [t.failure.callFix],
    entraSays: null,
    evidence,
    place: null,
  };
}

function channel<T>(onEvent: (event: T) => void): Channel<T> {
  const made = new Channel<T>();
  made.onmessage = onEvent;
  return made;
}

const nothing = () => undefined;

function readTheme(): Theme {
  const saved = localStorage.getItem('theme');
  return saved === 'light' || saved === 'dark' ? saved : 'system';
}

export const tauri: Platform = {
  wizardState: () => ask(commands.wizardState()),
  goToStep: (step) => ask(commands.goToStep(step)),
  startAgain: () => ask(commands.startAgain()),
  openLink: (url) => ask(commands.openLink(url)).then(nothing),
  copyText: (text) => ask(commands.copyText(text)).then(nothing),
  startPractice: () => ask(commands.startPractice()),
  stopPractice: () => ask(commands.stopPractice()),
  practiceFaults: () => ask(commands.practiceFaults()),
  setPracticeFault: (name) => ask(commands.setPracticeFault(name)),

  listVendors: () => ask(commands.listVendors()),
  chooseVendor: (id, identityProvider) => ask(commands.chooseVendor(id, identityProvider)),
  openProfile: () => ask(commands.openProfile()),
  confirmProfile: () => ask(commands.confirmProfile()),
  nameVendor: (name) => ask(commands.nameVendor(name)),

  checkToken: (input) => ask(commands.checkToken(input)),
  composeToken: (input) => ask(commands.composeToken(input)),
  revealToken: () => ask(commands.revealToken()),
  copyToken: (onEvent) => ask(commands.copyToken(channel(onEvent))).then(nothing),
  saveToken: () => ask(commands.saveToken()),
  loadToken: () => ask(commands.loadToken()),
  removeSavedTokens: () => ask(commands.removeSavedTokens()),
  forgetToken: () => ask(commands.forgetToken()),
  setTokenExpiry: (date) => ask(commands.setTokenExpiry(date)),
  practiceCredentials: () => ask(commands.practiceCredentials()),

  checkTenantUrl: (url) => ask(commands.checkTenantUrl(url)),
  confirmTenantUrl: (url) => ask(commands.confirmTenantUrl(url)),
  testConnection: (tenantUrl, onEvent) => ask(commands.testConnection(tenantUrl, channel(onEvent))),
  cancelConnectionTest: () => ask(commands.cancelConnectionTest()).then(nothing),
  explainEntra: (text) => ask(commands.explainEntra(text)),
  setProxy: (input) => ask(commands.setProxy(input)),
  systemProxy: (tenantUrl) => ask(commands.systemProxy(tenantUrl)),

  openUsers: () => ask(commands.openUsers()),
  openDroppedUsers: () => ask(commands.openDroppedUsers()),
  openSampleUsers: () => ask(commands.openSampleUsers()),
  reopenUsers: () => ask(commands.reopenUsers()),
  closeUsers: () => ask(commands.closeUsers()),
  watchLoading: (onEvent) => ask(commands.watchLoading(channel(onEvent))).then(nothing),
  cancelLoading: () => ask(commands.cancelLoading()).then(nothing),
  chooseColumn: (column) => ask(commands.chooseColumn(column)),
  namesQuestion: () => ask(commands.namesQuestion()),
  chooseNames: (column) => ask(commands.chooseNames(column)),
  fileUse: () => ask(commands.fileUse()),
  skippedRows: () => ask(commands.skippedRows()),
  usersScope: () => ask(commands.usersScope()),
  chooseScope: (scope) => ask(commands.chooseScope(scope)),
  openAssigned: () => ask(commands.openAssigned()),
  listPeople: (query) => ask(commands.listPeople(query)),
  previewPerson: (row) => ask(commands.previewPerson(row)),
  previewDirectory: (onProgress) => ask(commands.previewDirectory(channel(onProgress))),
  cancelPreview: () => ask(commands.cancelPreview()).then(nothing),
  mappingTable: () => ask(commands.mappingTable()),
  changeMapping: (id, mapping) => ask(commands.changeMapping(id, mapping)),
  addMapping: (mapping) => ask(commands.addMapping(mapping)),
  removeMapping: (id) => ask(commands.removeMapping(id)),
  resetMappings: () => ask(commands.resetMappings()),
  undoMapping: () => ask(commands.undoMapping()),
  redoMapping: () => ask(commands.redoMapping()),
  checkMapping: (mapping, row) => ask(commands.checkMapping(mapping, row)),
  previewRows: (mapping, rows) => ask(commands.previewRows(mapping, rows)),
  previewDraft: (id, mapping) => ask(commands.previewDraft(id, mapping)),
  proposeExpressions: (mapping) => ask(commands.proposeExpressions(mapping)),
  cancelDraft: () => ask(commands.cancelDraft()).then(nothing),
  listFunctions: (row) => ask(commands.listFunctions(row)),
  mappingChoices: () => ask(commands.mappingChoices()),
  suggestLevels: () => ask(commands.suggestLevels()),
  applyLevels: () => ask(commands.applyLevels()),
  planRequests: (row, event) => ask(commands.planRequests(row, event)),
  compareMappings: (base, row, onProgress) => ask(commands.compareMappings(base, row, channel(onProgress))),
  cancelComparison: () => ask(commands.cancelComparison()).then(nothing),
  vendorGroups: () => ask(commands.vendorGroups()),
  saveTree: (format) => ask(commands.saveTree(format)),
  openSchema: (intoTable, dropped) => ask(commands.openSchema(intoTable, dropped)),
  schemaState: () => ask(commands.schemaState()),
  closeSchema: () => ask(commands.closeSchema()).then(nothing),
  saveSchema: () => ask(commands.saveSchema()),
  schemaText: () => ask(commands.schemaText()),

  draftProof: (domain) => ask(commands.draftProof(domain)),
  prove: (domain, onEvent) => ask(commands.prove(domain, channel(onEvent))),
  cancelProof: () => ask(commands.cancelProof()).then(nothing),
  skipProof: () => ask(commands.skipProof()),
  cleanUpProofs: () => ask(commands.cleanUpProofs()),
  forgetProofs: () => ask(commands.forgetProofs()),

  guide: () => ask(commands.guide()),
  setSituation: (situation) => ask(commands.setSituation(situation)),
  setTick: (step, done) => ask(commands.setTick(step, done)),

  handoverSummary: () => ask(commands.handoverSummary()),
  saveReport: (format) => ask(commands.saveReport(format)),
  reportPage: () => ask(commands.reportPage()),
  openSaved: (name, showing) => ask(commands.openSaved(name, showing)),
  saveCalendar: () => ask(commands.saveCalendar()),

  watchNetwork(onChange) {
    const tell = () => onChange(navigator.onLine);
    tell();
    window.addEventListener('online', tell);
    window.addEventListener('offline', tell);
    return () => {
      window.removeEventListener('online', tell);
      window.removeEventListener('offline', tell);
    };
  },

  watchFileDrag(onDrag: (drag: FileDrag) => void): Unsubscribe {
    const listening = getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'drop') onDrag('dropped');
      else onDrag(payload.type === 'leave' ? 'left' : 'over');
    });
    return () => void listening.then((stop) => stop());
  },

  theme: readTheme,
  setTheme(theme) {
    localStorage.setItem('theme', theme);
    // The title bar follows where the desktop lets it; the page has its own colours either way.
    getCurrentWindow()
      .setTheme(theme === 'system' ? null : theme)
      .catch(nothing);
  },
};
