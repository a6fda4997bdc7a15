// What can be wrong with the practice tenant on purpose.
import type { PracticeFault } from '../../bindings';

export const faults: PracticeFault[] = [
  { name: 'refused', sentence: 'has a port on which nothing listens', stage: 'tcp' },
  { name: 'tls-expired', sentence: 'has a certificate that has expired', stage: 'tls' },
  { name: 'tls-private-root', sentence: 'has a certificate of a company’s own authority', stage: 'tls' },
  { name: 'server-error', sentence: 'answers 500', stage: 'http' },
  { name: 'unauthorized', sentence: 'refuses every token with 401', stage: 'auth' },
  { name: 'filter-ignored', sentence: 'passes over the filter and returns somebody', stage: 'filter' },
];
