import type { FakePlatform } from '../src/platform/fake';
import { rejectedReport, passedReport } from '../src/platform/fake/connection';
import {
  brokenProfile,
  crashed,
  keyringLocked,
  privateIssuer,
  slowAnswer,
} from '../src/platform/fake/findings';
import { withLongWords, withManyThings } from '../src/platform/fake/hostile';
import { makePeople } from '../src/platform/fake/people';
import { tokenSummary } from '../src/platform/fake';

/** Situations to look at, by name: each prepares the platform before the window is shown. */
export const scenes: Record<string, (platform: FakePlatform) => void> = {
  longWords: withLongWords,
  manyThings: withManyThings,
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
    platform.state = {
      ...platform.state,
      practice: { tenantUrl: 'http://127.0.0.1:41234/scim/v2', fault: null },
    };
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
  manyPeople(platform) {
    platform.people = 100_000;
  },
  nobody(platform) {
    platform.people = 0;
  },
  onePerson(platform) {
    platform.people = 1;
  },
  strangePeople(platform) {
    platform.mapping.make = (count) =>
      makePeople(count).map((person, index) => ({
        ...person,
        ...[
          {
            displayName: 'محمد عبد الرحمن الأنصاري',
            department: 'الإدارة > تقنية المعلومات > دعم المستخدمين',
          },
          {
            displayName:
              'Maximiliana Theodora Wolfeschlegelsteinhausenbergerdorff-von und zu Hohenlohe-Langenburg',
            department:
              'Abteilung für Donaudampfschifffahrtsgesellschaftsangelegenheiten > Verwaltung > Archiv',
          },
          { displayName: '', department: ' ' },
        ][index % 7],
      }));
  },
  noOrganisation(platform) {
    platform.mapping.make = (count) => makePeople(count).map((person) => ({ ...person, department: '' }));
  },
  ticked(platform) {
    const at = '2026-11-21T10:50:00Z';
    platform.state = {
      ...platform.state,
      ticks: ['createApplication', 'credentials', 'addMappings'].map((step) => ({ step, at })),
    };
  },
  noToken(platform) {
    platform.state = { ...platform.state, token: null, tenantUrl: '' };
  },
};
