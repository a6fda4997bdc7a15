// The one door to the desktop, for those who go through it.
export type { FileDrag, Platform, Theme, Unsubscribe } from './platform';
export { isFinding, refusal } from './finding';
