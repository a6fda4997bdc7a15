export type { FileDrag, Platform, Theme, Unsubscribe } from './platform';
export { isFinding } from './finding';
