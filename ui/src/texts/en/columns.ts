// English texts about the columns of the users' file: what they hold, what is missing, which one names the people.
import { plural } from '../format';

export const columns = {
  title: 'Columns',
  header: 'Column in the file',
  attribute: 'Source attribute in Entra',
  filled: 'Filled',
  unused: 'not used',
  example: 'First value',
  of: (header: string) => `Source attribute of the column ${header}`,
  proposed: 'Proposed',
  free: 'Not in the file yet',
  taken: 'Held by another column',
  turned: 'Turned round',
  opposite: (attribute: string) => `opposite of ${attribute}`,
  use: (attribute: string) => `Use as ${attribute}`,
  useFor: (header: string, attribute: string) => `Use as ${attribute}: ${header}`,
  hint: 'A column chosen for an attribute takes the place of the one that held it before.',
  chosen: 'The columns are read as you say, now and in the next run.',
};

/** Which column names the people? */
export const names = {
  columns: 'Which column names the people?',
  inFile: (file: string) => `Columns of ${file}`,
  attribute: 'It holds',
  read: 'Read the people by this column',
  noValue: 'no value in the first rows',
};

export const notExported = {
  fold: (count: number) => `${plural(count, 'attribute', 'attributes')} not exported`,
  heading: 'Not exported: cannot be checked',
  attributes: 'Attributes that were not exported',
  explanation:
    'The file has no value of these for anybody, so what Entra would send cannot be checked. They are counted neither as empty nor as wrong.',
  madeOf: (targets: string) => `for ${targets}`,
  command: 'PowerShell',
  commandFor: 'This command exports all that the mappings read:',
};
