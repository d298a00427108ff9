/**
 * What a person has to act upon; the message says how.
 * - `STORES_UNAVAILABLE`: no way was found to get one or more stores
 * - `STORE_UNREACHABLE`: an address was given in the environment, and nothing usable answers there
 * - `ALREADY_RUNNING`: another devstack holds the data of this checkout
 * - `CHILD_DIED`: a store or service ended before it was ready
 * - `NOT_READY_IN_TIME`: a store or service runs and did not become ready within its deadline
 * - `BROWSER_UNAVAILABLE`: no way was found to get a Chromium
 * - `STOPPED`: it was asked to end while it was starting
 */
export type DevstackErrorCode =
  | 'STORES_UNAVAILABLE'
  | 'STORE_UNREACHABLE'
  | 'ALREADY_RUNNING'
  | 'CHILD_DIED'
  | 'NOT_READY_IN_TIME'
  | 'BROWSER_UNAVAILABLE'
  | 'STOPPED';

export class DevstackError extends Error {
  readonly code: DevstackErrorCode;

  constructor(code: DevstackErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DevstackError';
    this.code = code;
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
