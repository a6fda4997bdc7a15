// What keys are called on this system.

import { t } from '../texts';

/** Whether this is a Mac, which has other names for some keys, and other keys for some things. */
export const onMac = (): boolean => /\bMac/.test(navigator.userAgent);

/** The name of a key on this system: a Mac has others for Ctrl and Alt. */
export function keyName(key: string): string {
  return (onMac() ? t.frame.keysOnMac[key] : undefined) ?? key;
}
