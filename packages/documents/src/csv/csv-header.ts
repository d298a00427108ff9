import type { ErrorDetail } from '@chowk/contracts/errors';
import type { z } from 'zod';

/** Whether a field may be left out: such a column may be missing. */
const isOptional = (field: z.core.$ZodType): boolean => field._zod.optin === 'optional';

/**
 * What is wrong with the header of a file: a column that the row does not know, one that it needs, one that
 * stands there twice. Order is free; case is not.
 */
export function checkHeader(header: readonly string[], row: z.ZodObject): ErrorDetail[] {
  const fields = Object.entries(row.shape);
  const known = new Set(fields.map(([name]) => name));
  const problem = (message: string): ErrorDetail => ({ path: 'header', message });
  const given = new Set(header);
  return [
    ...[...given]
      .filter((name) => !known.has(name))
      .map((name) => problem(`"${name.slice(0, 100)}" is not a column; known are ${[...known].join(', ')}`)),
    ...fields
      .filter(([name, field]) => !given.has(name) && !isOptional(field))
      .map(([name]) => problem(`the column "${name}" is missing`)),
    ...[...given]
      .filter((name) => header.indexOf(name) !== header.lastIndexOf(name))
      .map((name) => problem(`the column "${name.slice(0, 100)}" is there twice`)),
  ];
}
