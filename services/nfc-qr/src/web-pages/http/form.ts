import { AppError } from '@chowk/contracts/errors';
import { idempotentRequest, type IdempotentRequest } from '@chowk/runtime/http';

/** Longest form in bytes that is worth reading. */
const FORM_LIMIT_BYTES = 8 * 1024;

/**
 * Fields of a form that a browser posted; of a field given twice the last counts.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE
 */
export function formFields(contentType: string | undefined, body: Buffer): Record<string, string> {
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(contentType ?? ''))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', { message: 'Send the form as it is.' });
  if (body.length > FORM_LIMIT_BYTES) throw new AppError('PAYLOAD_TOO_LARGE');
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

/** The form's own name is its idempotency key: a double tap or a reload of the answer counts once. */
export const formRequest = (
  path: string,
  params: { code: string },
  fields: { submission: string },
): IdempotentRequest =>
  idempotentRequest({
    userId: undefined,
    method: 'post',
    path,
    params,
    body: fields,
    key: fields.submission,
  });
