import pg from 'pg';
import { codeOfSqlState } from './sqlstate.ts';
import { ErrorCode, ServerError } from './server-error.ts';

/** PostgreSQL's two ways of saying that somebody else got there first. */
const CONFLICT_STATES = new Set(['40001', '40P01']);
const UNIQUE_STATES = new Set(['23505', '23P01', 'M001C']);
/** The engine's words when its own attempt to make a collection lost against another's. */
const COLLECTION_RACE = 'Unable to create the specified collection';

/**
 * What the engine says when an upsert with a pipeline lost its insert against another's: it begins anew as an update
 * and has forgotten the time. Nothing has been written.
 */
const UPSERT_RACE = 'The $$NOW operator cannot be used within this specific context.';
const AS_CONFLICTS: readonly string[] = [COLLECTION_RACE, UPSERT_RACE];

/** A write that lost against another, reported by the engine inside an otherwise good answer. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** Whether an error means that running the same again may work. */
export function isConflict(error: unknown): boolean {
  if (error instanceof ConflictError) return true;
  if (!(error instanceof pg.DatabaseError)) return false;
  return (
    CONFLICT_STATES.has(error.code ?? '') || isCatalogRace(error) || AS_CONFLICTS.includes(error.message)
  );
}

/** Whether a SQLSTATE is one of a conflict. */
export function isConflictState(state: string): boolean {
  return CONFLICT_STATES.has(state);
}

/** Whether an error is a duplicate in a unique index of a collection. */
export function isDuplicate(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && UNIQUE_STATES.has(error.code ?? '') && !isCatalogRace(error);
}

/** Whether the connection to the engine broke, so that nobody knows what became of a statement. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code?.startsWith('57P0') ?? false;
  const { code, message } = error as NodeJS.ErrnoException;
  return /^(ECONN|EPIPE|ENOENT)/.test(code ?? '') || /Connection terminated|not queryable/.test(message);
}

/** Two that make the same collection at the same time meet in the engine's own tables, not in the collection. */
function isCatalogRace(error: pg.DatabaseError): boolean {
  return (
    error.code === '23505' && (error.schema === 'documentdb_api_catalog' || error.schema === 'pg_catalog')
  );
}

/** Whether an error is none that commands are expected to meet, so that somebody should look at it. */
export function isUnexpected(error: unknown): boolean {
  return !(
    error instanceof ServerError ||
    error instanceof pg.DatabaseError ||
    error instanceof ConflictError
  );
}

/** The error as the driver gets to see it. */
export function toServerError(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  if (isConflict(error)) return new ServerError(ErrorCode.WriteConflict, (error as Error).message);
  if (isConnectionLoss(error))
    return new ServerError(ErrorCode.InterruptedAtShutdown, (error as Error).message);
  if (error instanceof pg.DatabaseError) return new ServerError(codeOfSqlState(error.code), error.message);
  return new ServerError(ErrorCode.InternalError, error instanceof Error ? error.message : String(error));
}
