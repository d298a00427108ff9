import pg from 'pg';
import { codeOfSqlState } from './sqlstate.ts';
import { ErrorCode, ServerError } from './server-error.ts';

/** PostgreSQL's two ways of saying that somebody else got there first. */
const CONFLICT_STATES = new Set(['40001', '40P01']);
const UNIQUE_STATES = new Set(['23505', '23P01', 'M001C']);

/** A write inside a transaction that lost against another, reported by the engine inside an otherwise good answer. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** Whether an error means that running the same again may work. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof ConflictError ||
    (error instanceof pg.DatabaseError && (CONFLICT_STATES.has(error.code ?? '') || isCatalogRace(error)))
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

/** Two that make the same collection at the same time meet in the engine's own tables, not in the collection. */
function isCatalogRace(error: pg.DatabaseError): boolean {
  return (
    error.code === '23505' && (error.schema === 'documentdb_api_catalog' || error.schema === 'pg_catalog')
  );
}

/** The error as the driver gets to see it. */
export function toServerError(error: unknown): ServerError {
  if (error instanceof ServerError) return error;
  if (isConflict(error)) return new ServerError(ErrorCode.WriteConflict, (error as Error).message);
  if (error instanceof pg.DatabaseError) return new ServerError(codeOfSqlState(error.code), error.message);
  return new ServerError(ErrorCode.InternalError, error instanceof Error ? error.message : String(error));
}
