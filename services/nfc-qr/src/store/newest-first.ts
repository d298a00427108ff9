import type { After } from '../cars/ports.ts';

/** The part of a list that comes after a place in it, newest first, ids breaking ties. */
export const newestFirst = (field: string, after: After | undefined): Record<string, unknown> =>
  after
    ? {
        $or: [
          { [field]: { $lt: new Date(after.at) } },
          { [field]: new Date(after.at), _id: { $lt: after.id } },
        ],
      }
    : {};
