import type { FakePlatform } from '../src/platform/fake';
import { rejectedReport, passedReport } from '../src/platform/fake/connection';
import {
  brokenProfile,
  crashed,
  keyringLocked,
  privateIssuer,
  slowAnswer,
} from '../src/platform/fake/findings';
import { tokenSummary } from '../src/platform/fake';

/** Situations to look at, by name: each prepares the platform before the window is shown. */
export const scenes: Record<string, (platform: FakePlatform) => void> = {
  rejected(platform) {
    platform.report = rejectedReport;
    platform.state = { ...platform.state, connection: rejectedReport };
  },
  warned(platform) {
    platform.report = { ...passedReport, findings: [privateIssuer, slowAnswer] };
    platform.state = { ...platform.state, connection: platform.report };
  },
  slow(platform) {
    platform.stageDelay = 400;
  },
  untested(platform) {
    platform.state = { ...platform.state, connection: null };
  },
  practice(platform) {
    platform.state = { ...platform.state, practice: { tenantUrl: 'http://127.0.0.1:41234/scim/v2' } };
  },
  lockedKeyring(platform) {
    platform.failing.set('saveToken', keyringLocked);
  },
  brokenProfile(platform) {
    platform.failing.set('openProfile', brokenProfile);
  },
  crash(platform) {
    platform.failing.set('goToStep', crashed);
  },
  offline(platform) {
    platform.online = false;
  },
  remembered(platform) {
    platform.state = { ...platform.state, token: null, tokenRemembered: { ...tokenSummary, saved: true } };
  },
};
