import type { IncomingMessage } from 'node:http';
import { AppError } from '@chowk/contracts/errors';

/** Largest body that is read before it is sent on, so that it can be sent a second time. */
const SMALL_BYTES = 64 * 1024;

/** A body as it is sent on: read already, streamed as it comes, or none. */
export type RequestBody = Buffer | IncomingMessage | null;

/** Whether a request says that a body comes with it. */
export const hasBody = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

/**
 * Reads a small body of a declared length; a larger one, or one without a length, is left to be streamed.
 * @throws AppError REQUEST_TIMEOUT when it does not come within `timeoutMs`, BAD_REQUEST when it breaks off
 */
export async function readSmallBody(
  request: IncomingMessage,
  declaredBytes: number,
  timeoutMs: number,
): Promise<RequestBody> {
  if (!hasBody(request)) return null;
  if (request.destroyed) throw new AppError('BAD_REQUEST');
  if (request.headers['transfer-encoding'] !== undefined || declaredBytes > SMALL_BYTES) return request;
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new AppError('REQUEST_TIMEOUT')), timeoutMs);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', resolve);
    // Also after its end, when that makes no difference any more.
    request.once('close', () => {
      clearTimeout(timer);
      reject(new AppError('BAD_REQUEST'));
    });
    request.once('end', () => clearTimeout(timer));
    request.once('error', () => undefined);
  });
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** Whether none of a body has been used up: it can be sent, or sent again. */
export const isIntact = (body: RequestBody): boolean =>
  body === null || Buffer.isBuffer(body) || !body.readableDidRead;
