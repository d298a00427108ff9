import { CONTACT_REASONS } from '@chowk/contracts/events';
import { headerText, oneLine, token } from '@chowk/contracts/fields';
import { bindRoutes, defineRoute, ok, replies, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { botHeaders, isBot } from '../domain/link-preview-bots.ts';
import { visitHeaders, visitOf } from '../domain/visit.ts';
import type { VisitorId } from '../domain/visitor-id.ts';
import type { FindScannedCar } from '../use-cases/find-scanned-car.ts';
import type { ViewScannedCar } from '../use-cases/view-scanned-car.ts';
import { contactActivitySchema } from './scan.view.ts';
import { scannedCarSchema } from './scanned-car.view.ts';
import type { SendContact } from './send-contact.ts';

/** Codes of any other shape do not exist; the length keeps the log clear of essays. */
const params = z.strictObject({ code: token(200) });

export const scannedCarsContract = {
  checkCode: defineRoute({
    method: 'head',
    path: '/api/v1/cars/qr/:code',
    auth: 'optional',
    summary: 'Check whether a code is in use',
    description: 'Not counted as a scan.',
    params,
    reply: replies.done(),
    errors: ['QR_CODE_NOT_FOUND', 'QR_CODE_GONE'],
  }),
  viewScannedCar: defineRoute({
    method: 'get',
    path: '/api/v1/cars/qr/:code',
    auth: 'optional',
    summary: 'View a scanned car',
    description:
      'Counted as a scan. The owner is shown where the owner is premium, or with the reveal token that a lead earned.',
    params,
    query: z.strictObject({
      reveal: oneLine(500, { min: 0 }).optional().describe('The reveal token, where no header can be sent.'),
    }),
    headers: z.object({ ...visitHeaders, ...botHeaders, 'x-reveal-token': headerText(500).optional() }),
    reply: replies.data(scannedCarSchema),
    errors: [
      'QR_CODE_NOT_FOUND',
      'QR_CODE_GONE',
      'USER_NOT_FOUND',
      'UPSTREAM_UNAVAILABLE',
      'UPSTREAM_TIMEOUT',
    ],
  }),
  contactCarOwner: defineRoute({
    method: 'post',
    path: '/api/v1/cars/qr/:code/contact',
    auth: 'optional',
    summary: 'Tell the owner of a scanned car something from a list',
    description: 'No number crosses, in either direction.',
    params,
    headers: z.object(visitHeaders),
    body: z.strictObject({ reason: z.enum(CONTACT_REASONS) }),
    idempotency: 'optional',
    reply: replies.data(z.object({ activity: contactActivitySchema }), { status: 201 }),
    errors: ['QR_CODE_NOT_FOUND', 'QR_CODE_GONE', 'RATE_LIMITED'],
  }),
};

/** What a scanner may do with the code of a car. */
export const scannedCarRoutes = (deps: {
  findScannedCar: FindScannedCar;
  viewScannedCar: ViewScannedCar;
  sendContact: SendContact;
  visitorId: VisitorId;
}): Route[] =>
  bindRoutes(scannedCarsContract, {
    checkCode: async ({ params: { code } }) => {
      await deps.findScannedCar(code);
      return ok(null);
    },
    viewScannedCar: async ({ params: { code }, query, headers, user, clientAddress }) =>
      ok(
        await deps.viewScannedCar({
          code,
          visitorId: deps.visitorId({ user, clientAddress }),
          visit: visitOf(headers),
          reveal: headers['x-reveal-token'] ?? query.reveal,
          isBot: isBot(headers),
        }),
      ),
    contactCarOwner: ({ params: { code }, body: { reason }, headers, user, clientAddress, idempotency }) =>
      deps.sendContact(
        { code, reason, visit: visitOf(headers) },
        deps.visitorId({ user, clientAddress }),
        idempotency,
      ),
  });
