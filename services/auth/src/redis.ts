import { AppError } from '@chowk/contracts/errors';
import { z } from 'zod';

/** @throws AppError UPSTREAM_UNAVAILABLE when Redis does not answer: nothing is let through uncounted. */
export async function orUnavailable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    // Redis did answer, and not what our script answers: a fault of ours.
    if (cause instanceof z.ZodError) throw cause;
    throw new AppError('UPSTREAM_UNAVAILABLE', { details: [{ service: 'redis' }], retryAfter: 1, cause });
  }
}
