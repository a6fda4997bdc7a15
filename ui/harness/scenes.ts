import type { FakePlatform } from '../src/platform/fake';

/** Situations to look at, by name: each prepares the platform before the window is shown. */
export const scenes: Record<string, (platform: FakePlatform) => void> = {};
