import { createHash } from 'node:crypto';
import { CONTACT_REASONS } from '@chowk/contracts/events';
import { AppError, isAppError } from '@chowk/contracts/errors';
import { route, type IdempotentRequest, type Reply, type Route } from '@chowk/runtime/http';
import { newId } from '@chowk/runtime/ids';
import { z } from 'zod';
import type { CallerOf } from '../callers.ts';
import { gateView, type OwnerView } from '../cars/domain/gate.ts';
import type { FindScannedCar } from '../cars/use-cases/find-scanned-car.ts';
import type { LookAtCar } from '../cars/use-cases/look-at-car.ts';
import { leadFields } from '../scans/lead-fields.ts';
import type { ContactOwner } from '../scans/use-cases/contact-owner.ts';
import type { RecordLead } from '../scans/use-cases/record-lead.ts';
import { carPage, revealedPage } from './car-page.ts';
import { isLinkFetcher } from './domain/link-fetchers.ts';
import { messagePage } from './layout.ts';

const params = z.strictObject({ code: z.string().max(200) });
const submission = z.string().regex(/^[\w-]{1,64}$/);
const leadForm = z.strictObject({ ...leadFields, submission });
const contactForm = z.strictObject({ reason: z.enum(CONTACT_REASONS), submission });

/** Longest form in bytes that is worth reading. */
const FORM_LIMIT = 8 * 1024;

/**
 * Fields of a form that a browser posted; of a field given twice the last counts.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE
 */
function formFields(
  headers: Record<string, string | undefined>,
  body: Buffer | undefined,
): Record<string, string> {
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(headers['content-type'] ?? ''))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', { message: 'Send the form as it is.' });
  if ((body?.length ?? 0) > FORM_LIMIT) throw new AppError('PAYLOAD_TOO_LARGE');
  return Object.fromEntries(new URLSearchParams(body?.toString('utf8') ?? ''));
}

/** The form's own name is its idempotency key: a double tap or a reload of the answer counts once. */
const idempotencyOf = (path: string, fields: { submission: string }): IdempotentRequest => ({
  scope: `form post ${path}`,
  key: fields.submission,
  requestHash: createHash('sha256').update(JSON.stringify(fields)).digest('base64url'),
});

const TITLES: Partial<Record<AppError['code'], string>> = {
  QR_CODE_NOT_FOUND: 'No such code',
  QR_CODE_GONE: 'No longer in use',
  RATE_LIMITED: 'Please wait a little',
};

/** Failures of the contract as pages for people; others go on to the error edge. */
async function asPage(work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const answer = messagePage(error.status, TITLES[error.code] ?? 'That did not work', error.message);
    const retryAfter = error.retryAfter;
    if (retryAfter === undefined) return answer;
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(Math.ceil(retryAfter)) } };
  }
}

/** Pages behind printed codes. They work without JavaScript. */
export function pageRoutes(parts: {
  look: LookAtCar;
  findCar: FindScannedCar;
  record: RecordLead;
  contact: ContactOwner;
  callerOf: CallerOf;
}): Route[] {
  const { look, findCar, record, contact, callerOf } = parts;

  /** The page again, with what was typed and what is wrong with it. */
  const again = async (code: string, fields: Record<string, string>, problem: string): Promise<Reply> => {
    const car = await findCar(code, new Date());
    const { scannerPhone = '', scannerEmail = '', notes = '' } = fields;
    const filled = { status: 422, problem, scannerPhone, scannerEmail, notes };
    return carPage(code, gateView(car), newId('frm'), filled);
  };

  return [
    route({
      method: 'head',
      path: '/q/:code',
      auth: 'public',
      summary: 'Whether the page behind a code exists; not counted as a scan',
      params,
      handle: ({ params: { code } }) =>
        asPage(async () => carPage(code, gateView(await findCar(code, new Date())), newId('frm'))),
    }),
    route({
      method: 'get',
      path: '/q/:code',
      auth: 'public',
      summary: 'The page behind a printed code',
      params,
      handle: ({ params: { code }, user, headers }) =>
        asPage(async () => {
          const now = new Date();
          const caller = callerOf({ user, headers }, now);
          const machine = isLinkFetcher(headers);
          return carPage(code, await look({ code, caller, reveal: undefined, machine }, now), newId('frm'));
        }),
    }),
    route({
      method: 'post',
      path: '/q/:code/scan',
      auth: 'public',
      summary: 'The form of the page: leave phone and e-mail, see the owner',
      params,
      rawBody: true,
      handle: ({ params: { code }, user, headers, rawBody }) =>
        asPage(async () => {
          const fields = formFields(headers, rawBody);
          const form = leadForm.safeParse(fields);
          if (!form.success) return again(code, fields, 'Please check your phone number and e-mail.');
          const { scannerPhone, scannerEmail, notes } = form.data;
          const lead = { target: { code }, phone: scannerPhone, email: scannerEmail, notes };
          const caller = callerOf({ user, headers }, new Date());
          try {
            const reply = await record(lead, caller, idempotencyOf(`/q/${code}/scan`, form.data));
            const { car } = (reply.data as { reveal: { car?: OwnerView['car'] } }).reveal;
            if (car) return revealedPage({ gate: false, car });
            return messagePage(200, 'Your look is over', 'Scan the code again to see the owner.');
          } catch (error) {
            if (!isAppError(error, 'INVALID_PHONE')) throw error;
            return again(code, fields, error.message);
          }
        }),
    }),
    route({
      method: 'post',
      path: '/q/:code/contact',
      auth: 'public',
      summary: 'The form of the page: tell the owner something from a list',
      params,
      rawBody: true,
      handle: ({ params: { code }, user, headers, rawBody }) =>
        asPage(async () => {
          const form = contactForm.safeParse(formFields(headers, rawBody));
          if (!form.success) throw new AppError('VALIDATION_FAILED');
          const caller = callerOf({ user, headers }, new Date());
          const { reason } = form.data;
          await contact({ code, reason }, caller, idempotencyOf(`/q/${code}/contact`, form.data));
          return messagePage(201, 'The owner has been told', 'Thank you. No number was shared.');
        }),
    }),
  ];
}
