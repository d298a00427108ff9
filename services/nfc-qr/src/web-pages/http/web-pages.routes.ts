import { AppError, isAppError } from '@chowk/contracts/errors';
import { CONTACT_REASONS } from '@chowk/contracts/events';
import { headerText, id, token } from '@chowk/contracts/fields';
import { bindRoutes, defineRoute, replies, type FileReply, type Route } from '@chowk/runtime/http';
import { newId } from '@chowk/runtime/ids';
import { z } from 'zod';
import { maskedCarView } from '../../scans/domain/disclosure.ts';
import { leadFields } from '../../scans/domain/lead-fields.ts';
import { botHeaders, isBot } from '../../scans/domain/link-preview-bots.ts';
import { visitHeaders, visitOf } from '../../scans/domain/visit.ts';
import type { ScansApi } from '../../scans/scans.ts';
import { carPage, revealedPage } from '../html/car-page.ts';
import { messagePage } from '../html/layout.ts';
import { asPage } from './as-page.ts';
import { formFields, formRequest } from './form.ts';

const params = z.strictObject({ code: token(200) });
/** The page makes it anew for each form: an id of ours. */
const submission = id('frm');
const leadForm = z.strictObject({ ...leadFields, submission });
const contactForm = z.strictObject({ reason: z.enum(CONTACT_REASONS), submission });

const pages = (...statuses: number[]) => statuses.map((status) => replies.file(['text/html'], { status }));
const rawBody = { contentTypes: ['application/x-www-form-urlencoded'] };
const formHeaders = z.object({ ...visitHeaders, 'content-type': headerText(200).optional() });

export const webPagesContract = {
  checkScanPage: defineRoute({
    method: 'head',
    path: '/q/:code',
    auth: 'public',
    summary: 'Check whether the page behind a code exists',
    description: 'Not counted as a scan.',
    params,
    reply: pages(200, 404, 410),
  }),
  openScanPage: defineRoute({
    method: 'get',
    path: '/q/:code',
    auth: 'public',
    summary: 'Open the page behind a printed code',
    description: 'Counted as a scan, unless a program or a prefetch opens it.',
    params,
    headers: z.object({ ...visitHeaders, ...botHeaders }),
    reply: pages(200, 404, 410),
  }),
  submitLeadForm: defineRoute({
    method: 'post',
    path: '/q/:code/scan',
    auth: 'public',
    summary: 'Submit the form that leaves phone and e-mail, and see the owner',
    description: '422 is the form again, with what was typed and what is wrong with it.',
    params,
    headers: formHeaders,
    rawBody,
    reply: pages(200, 201, 404, 409, 410, 413, 415, 422, 429, 503, 504),
  }),
  submitContactForm: defineRoute({
    method: 'post',
    path: '/q/:code/contact',
    auth: 'public',
    summary: 'Submit the form that tells the owner something from a list',
    params,
    headers: formHeaders,
    rawBody,
    reply: pages(201, 404, 409, 410, 413, 415, 422, 429),
  }),
};

/** Pages behind printed codes. They work without JavaScript. */
export function webPageRoutes(scans: ScansApi): Route[] {
  const maskedPage = async (code: string, filled?: Parameters<typeof carPage>[3]): Promise<FileReply> =>
    carPage(code, maskedCarView(await scans.findScannedCar(code)), newId('frm'), filled);

  /** The page again, with what was typed and what is wrong with it. */
  const again = (code: string, fields: Record<string, string>, problem: string): Promise<FileReply> => {
    const { scannerPhone = '', scannerEmail = '', notes = '' } = fields;
    return maskedPage(code, { status: 422, problem, scannerPhone, scannerEmail, notes });
  };

  return bindRoutes(webPagesContract, {
    checkScanPage: ({ params: { code } }) => asPage(() => maskedPage(code)),
    openScanPage: ({ params: { code }, user, clientAddress, headers }) =>
      asPage(async () => {
        const view = await scans.viewScannedCar({
          code,
          visitorId: scans.visitorId({ user, clientAddress }),
          visit: visitOf(headers),
          reveal: undefined,
          isBot: isBot(headers),
        });
        return carPage(code, view, newId('frm'));
      }),
    submitLeadForm: ({ params: { code }, user, clientAddress, headers, rawBody: body }) =>
      asPage(async () => {
        const fields = formFields(headers['content-type'], body);
        const form = leadForm.safeParse(fields);
        if (!form.success) return again(code, fields, 'Please check your phone number and e-mail.');
        const { scannerPhone: phone, scannerEmail: email, notes } = form.data;
        try {
          const { data } = await scans.leaveLead(
            { target: { code }, lead: { phone, email, notes }, visit: visitOf(headers) },
            scans.visitorId({ user, clientAddress }),
            formRequest('/q/:code/scan', { code }, form.data),
          );
          const { car } = data.reveal;
          if (car) return revealedPage({ gate: false, car });
          return messagePage(200, 'Your look is over', 'Scan the code again to see the owner.');
        } catch (error) {
          if (!isAppError(error, 'INVALID_PHONE')) throw error;
          return again(code, fields, error.message);
        }
      }),
    submitContactForm: ({ params: { code }, user, clientAddress, headers, rawBody: body }) =>
      asPage(async () => {
        const form = contactForm.safeParse(formFields(headers['content-type'], body));
        if (!form.success) throw new AppError('VALIDATION_FAILED');
        await scans.sendContact(
          { code, reason: form.data.reason, visit: visitOf(headers) },
          scans.visitorId({ user, clientAddress }),
          formRequest('/q/:code/contact', { code }, form.data),
        );
        return messagePage(201, 'The owner has been told', 'Thank you. No number was shared.');
      }),
  });
}
