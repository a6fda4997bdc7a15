// How grave what was found is, and what follows from that.

import type { Severity } from '../bindings';

type Found = { severity: Severity };

/** From the worst on. */
const severities: Severity[] = ['error', 'warning', 'info'];

/** Whether something does not work as it is. */
export const hasError = (found: readonly Found[]): boolean =>
  found.some(({ severity }) => severity === 'error');

export const errorsOf = <One extends Found>(found: readonly One[]): One[] =>
  found.filter(({ severity }) => severity === 'error');

/** Compares two by how grave they are, the worst first. */
export const worstFirst = (a: Found, b: Found): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity);

/** Returns the worst of them; where nothing is known of any, it is worth knowing only. */
export const worstOf = (found: readonly (Severity | undefined)[]): Severity =>
  severities.find((severity) => found.includes(severity)) ?? 'info';
