import { expect, test } from 'vitest';
import type { Severity } from '../bindings';
import { errorsOf, hasError, worstFirst, worstOf } from './severity';

const found = (...severities: Severity[]) => severities.map((severity) => ({ severity }));

test('has_error_only_with_an_error', () => {
  expect(hasError(found('info', 'warning', 'error'))).toBe(true);
  expect(hasError(found('info', 'warning'))).toBe(false);
  expect(hasError([])).toBe(false);
});

test('errors_of_leaves_out_the_rest', () => {
  expect(errorsOf(found('error', 'warning', 'error'))).toEqual(found('error', 'error'));
});

test('worst_first_sorts_by_gravity', () => {
  expect(found('info', 'error', 'warning').sort(worstFirst)).toEqual(found('error', 'warning', 'info'));
});

test('worst_of_unknown_is_info', () => {
  expect(worstOf(['info', undefined, 'warning'])).toBe('warning');
  expect(worstOf([undefined])).toBe('info');
});
