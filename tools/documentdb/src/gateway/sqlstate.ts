import { ErrorCode } from './server-error.ts';

/** The engine's own SQLSTATEs (they begin with M) and PostgreSQL's, and the MongoDB code that each stands for. */
const CODES: Record<string, number> = {
  M0000: 1,
  M0001: 2,
  M0003: 9,
  M0004: 14,
  M0005: 15,
  M0006: 20,
  M0008: 26,
  M0009: 27,
  M000A: 28,
  M000C: 34,
  M000D: 40,
  M000E: 43,
  M000F: 48,
  M000M: 66,
  M000N: 67,
  M000O: 68,
  M000P: 72,
  M000Q: 73,
  M000R: 85,
  M000S: 86,
  M000U: 115,
  M0012: 197,
  M0016: 263,
  M00CO: 121,
  M00EY: 59,
  M00F1: 112,
  M001C: ErrorCode.DuplicateKey,
  M007U: 40324,
  '23505': ErrorCode.DuplicateKey,
  '23P01': ErrorCode.DuplicateKey,
  '40001': ErrorCode.WriteConflict,
  '40P01': ErrorCode.WriteConflict,
  '57014': ErrorCode.MaxTimeMSExpired,
  '57P01': ErrorCode.InterruptedAtShutdown,
};

const UNKNOWN_ERROR = 8;

/** The MongoDB error code for a SQLSTATE. An engine error that is not in the table is the client's (BadValue). */
export function codeOfSqlState(state: string | undefined): number {
  if (state === undefined) return UNKNOWN_ERROR;
  return CODES[state] ?? (state.startsWith('M') ? ErrorCode.BadValue : UNKNOWN_ERROR);
}

/**
 * The SQLSTATE behind the `code` of a write error. The engine gives it as PostgreSQL packs it in memory:
 * five characters of six bits each, the first lowest, counted from '0'.
 */
export function unpackSqlState(packed: number): string {
  let state = '';
  for (let shift = 0; shift < 30; shift += 6) state += String.fromCharCode(((packed >> shift) & 0x3f) + 48);
  return state;
}
