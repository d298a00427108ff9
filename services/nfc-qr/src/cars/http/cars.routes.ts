import { CONTACT_REASONS } from '@chowk/contracts/events';
import { ok, pageQuery, route, type CursorCodec, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import type { CallerOf } from '../callers.ts';
import { listPage } from '../list-page.ts';
import { isLinkFetcher } from '../pages/domain/link-fetchers.ts';
import type { ContactOwner } from '../scans/use-cases/contact-owner.ts';
import type { Car } from './domain/car.ts';
import type { FindScannedCar } from './use-cases/find-scanned-car.ts';
import type { KeepCars } from './use-cases/keep-cars.ts';
import type { LookAtCar } from './use-cases/look-at-car.ts';

const line = (max: number) => z.string().trim().min(1).max(max);

/** Letters, digits and what stands between them on plates of any country. */
const carNumber = line(20).regex(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .·-]*$/u, 'is not a number plate');
const fieldLabel = z
  .string()
  .max(40)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} _-]*$/u, 'is not a label');

const carBody = z
  .strictObject({
    carNumber,
    carModel: line(80),
    customMessage: z.string().trim().max(280).optional(),
    customFields: z
      .record(fieldLabel, z.string().max(200))
      .refine((fields) => Object.keys(fields).length <= 20, 'has more than 20 fields')
      .default({}),
    selectedTemplate: z
      .string()
      .regex(/^[\w-]{1,40}$/, 'is not the name of a template')
      .default('classic'),
  })
  .transform(({ customMessage, ...fields }) => ({ ...fields, customMessage: customMessage || undefined }));

/** Ids and codes of any other shape do not exist; the length keeps the log and the database clear of essays. */
const idParams = z.strictObject({ id: z.string().max(200) });
const codeParams = z.strictObject({ code: z.string().max(200) });

const etag = (car: Car): string => `"${car.version}"`;

/** Versions that If-Match names; undefined when any will do. What is no ETag of ours matches no version. */
function versionsOf(ifMatch: string | undefined): number[] | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  return ifMatch.split(',').flatMap((tag) => {
    const version = /^"(\d{1,9})"$/.exec(tag.trim())?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Cars: the owner's own, and what a scanner may do with a code. */
export function carRoutes(parts: {
  keep: KeepCars;
  look: LookAtCar;
  findCar: FindScannedCar;
  contact: ContactOwner;
  callerOf: CallerOf;
  cursors: CursorCodec;
}): Route[] {
  const { keep, look, findCar, contact, callerOf, cursors } = parts;
  return [
    route({
      method: 'post',
      path: '/api/v1/cars',
      auth: 'user',
      summary: 'Register a car; makes its QR code',
      body: carBody,
      idempotency: 'optional',
      handle: ({ user, body, idempotency }) => keep.register(user.userId, body, idempotency),
    }),
    route({
      method: 'get',
      path: '/api/v1/cars',
      auth: 'user',
      summary: 'The cars of the caller, newest first',
      query: pageQuery(),
      handle: ({ user, query }) =>
        listPage({
          cursors,
          query,
          find: (limit, after) => keep.list(user.userId, limit, after),
          timeOf: (car) => car.createdAt,
          show: keep.show,
        }),
    }),
    route({
      method: 'head',
      path: '/api/v1/cars/qr/:code',
      auth: 'public',
      summary: 'Whether a code is in use; not counted as a scan',
      params: codeParams,
      async handle({ params }) {
        await findCar(params.code, new Date());
        return ok(null);
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cars/qr/:code',
      auth: 'public',
      summary: 'What a scanner may see of a car; the owner only for premium or with a reveal token',
      params: codeParams,
      query: z.strictObject({ reveal: z.string().max(500).optional() }),
      async handle({ params, query, headers, user }) {
        const now = new Date();
        const reveal = headers['x-reveal-token'] ?? query.reveal;
        const caller = callerOf({ user, headers }, now);
        return ok(await look({ code: params.code, caller, reveal, machine: isLinkFetcher(headers) }, now));
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/cars/qr/:code/contact',
      auth: 'public',
      summary: 'Tell the owner something from a list; no number crosses',
      params: codeParams,
      body: z.strictObject({ reason: z.enum(CONTACT_REASONS) }),
      idempotency: 'optional',
      handle: ({ params, body, user, headers, idempotency }) =>
        contact(
          { code: params.code, reason: body.reason },
          callerOf({ user, headers }, new Date()),
          idempotency,
        ),
    }),
    route({
      method: 'get',
      path: '/api/v1/cars/:id',
      auth: 'user',
      summary: 'One car of the caller',
      params: idParams,
      async handle({ params, user }) {
        const car = await keep.get(params.id, user.userId);
        return ok({ car: keep.show(car) }, { headers: { etag: etag(car) } });
      },
    }),
    route({
      method: 'put',
      path: '/api/v1/cars/:id',
      auth: 'user',
      summary: 'Replace what a car says; If-Match guards against lost updates',
      params: idParams,
      body: carBody,
      async handle({ params, user, body, headers }) {
        const car = await keep.change(params.id, user.userId, body, versionsOf(headers['if-match']));
        return ok({ car: keep.show(car) }, { headers: { etag: etag(car) } });
      },
    }),
    route({
      method: 'delete',
      path: '/api/v1/cars/:id',
      auth: 'user',
      summary: 'Remove a car; its printed code is no longer in use',
      params: idParams,
      async handle({ params, user }) {
        await keep.remove(params.id, user.userId);
        return ok(null);
      },
    }),
  ];
}
