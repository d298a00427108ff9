import type { ServiceError } from '@grpc/grpc-js';
import { AppError, type ErrorCode } from '../errors/index.ts';
import { fromGrpcError } from './status.ts';

/**
 * Statuses that judge who calls and what they send. Towards a neighbour that is us: our identity, our keys, our
 * clock, our request. Whoever asked us has nothing to do with it.
 */
const ABOUT_THE_CALLER: readonly number[] = [400, 401, 403, 422];

/** Codes with such a status that a call site expects, since they tell of what people asked for; or all of them. */
export type ExpectedCodes = readonly ErrorCode[] | 'all';

/** What becomes of a failed call for whoever called: `error` is thrown, `refusal` is what the neighbour said of us. */
export interface NeighbourFailure {
  error: AppError;
  refusal?: AppError;
}

/**
 * Reads a failed call. A refusal of our own identity or input that the call site does not expect is a fault of
 * ours, SERVER_ERROR: an app that got the 401 would sign its user out, one that got the 422 would blame the form, and
 * an Idempotency-Key would keep either. The cause keeps the neighbour's words.
 */
export function neighbourFailure(
  raw: ServiceError,
  service: string,
  method: string,
  expected: ExpectedCodes,
): NeighbourFailure {
  const error = fromGrpcError(raw, service);
  const isExpected = expected === 'all' || expected.includes(error.code);
  if (isExpected || !ABOUT_THE_CALLER.includes(error.status)) return { error };
  const cause = new Error(`${service}.${method} refused us with ${error.code}`, { cause: error });
  return { error: new AppError('SERVER_ERROR', { cause }), refusal: error };
}
