import { ErrorCode, ServerError, TRANSIENT } from './server-error.ts';

/** @param number of the transaction that is not there */
export function noSuchTransaction(number: bigint): ServerError {
  return new ServerError(
    ErrorCode.NoSuchTransaction,
    `Given transaction number ${number} does not match any in-progress transactions`,
    {
      labels: [TRANSIENT],
    },
  );
}

export function writeConflict(cause: unknown): ServerError {
  return new ServerError(ErrorCode.WriteConflict, `Write conflict: ${(cause as Error).message}`, {
    labels: [TRANSIENT],
  });
}

/** Without a label: a driver that ran the transaction again might run it twice. */
export function unknownOutcome(): ServerError {
  return new ServerError(
    ErrorCode.UnknownError,
    'the engine went away during the commit, whose outcome is not known',
  );
}
