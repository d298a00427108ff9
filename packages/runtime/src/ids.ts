import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

/**
 * A new id: a prefix that tells the kind and a ULID, which sorts by time (https://github.com/ulid/spec).
 * Ids made in one process grow strictly.
 */
export const newId = (prefix: string): string => `${prefix}_${next()}`;
