import { token } from '@chowk/contracts/fields';
import {
  bindRoutes,
  defineRoute,
  page,
  pageQuery,
  paginate,
  replies,
  type CursorCodec,
  type Route,
} from '@chowk/runtime/http';
import { z } from 'zod';
import { leadFields } from '../domain/lead-fields.ts';
import { visitHeaders, visitOf } from '../domain/visit.ts';
import type { VisitorId } from '../domain/visitor-id.ts';
import type { ListScans } from '../use-cases/list-scans.ts';
import type { LeaveLead } from './leave-lead.ts';
import { leadActivitySchema, scanSchema, scanView } from './scan.view.ts';
import { revealSchema } from './scanned-car.view.ts';

const targetId = token(200).optional();

const leadInput = z
  .strictObject({
    ...leadFields,
    code: targetId.describe('The scanned code; either this or `carId`.'),
    carId: targetId.describe('The car; either this or `code`.'),
  })
  .transform(({ code, carId, ...lead }, check) => {
    if (code !== undefined && carId === undefined) return { ...lead, target: { code } };
    if (carId !== undefined && code === undefined) return { ...lead, target: { carId } };
    check.addIssue({ code: 'custom', path: ['code'], message: 'give either code or carId' });
    return z.NEVER;
  });

export const scansContract = {
  recordLead: defineRoute({
    method: 'post',
    path: '/api/v1/scans',
    auth: 'optional',
    summary: 'Leave phone and e-mail, and see the owner for a while',
    headers: z.object(visitHeaders),
    body: leadInput,
    idempotency: 'optional',
    reply: replies.data(z.object({ activity: leadActivitySchema, reveal: revealSchema }), { status: 201 }),
    errors: [
      'INVALID_PHONE',
      'QR_CODE_NOT_FOUND',
      'QR_CODE_GONE',
      'CAR_NOT_FOUND',
      'USER_NOT_FOUND',
      'RATE_LIMITED',
      'UPSTREAM_UNAVAILABLE',
      'UPSTREAM_TIMEOUT',
    ],
  }),
  listScans: defineRoute({
    method: 'get',
    path: '/api/v1/scans',
    auth: 'user',
    summary: 'List the scans of all your cars, newest first',
    query: pageQuery(),
    reply: replies.list(scanSchema, { key: { at: -1, _id: -1 } }),
  }),
  listCarScans: defineRoute({
    method: 'get',
    path: '/api/v1/cars/:id/scans',
    auth: 'user',
    summary: 'List the scans of one of your cars, newest first',
    params: z.strictObject({ id: token(200) }),
    query: pageQuery(),
    reply: replies.list(scanSchema, { key: { at: -1, _id: -1 } }),
    errors: ['CAR_NOT_FOUND'],
  }),
};

/** Leads that scanners leave, and what owners see of all scans. */
export function scanRoutes(deps: {
  leaveLead: LeaveLead;
  listScans: ListScans;
  visitorId: VisitorId;
  cursors: CursorCodec;
}): Route[] {
  const list = async (
    ownerUserId: string,
    carId: string | undefined,
    query: { limit: number; cursor?: string | undefined },
  ) =>
    page(
      await paginate({
        cursors: deps.cursors,
        query,
        find: (position, limit) =>
          deps.listScans(ownerUserId, carId, position && [new Date(position[0]), position[1]], limit),
        keyOf: (scan) => [scan.at.getTime(), scan.id],
        view: scanView,
      }),
    );

  return bindRoutes(scansContract, {
    recordLead: ({ body, headers, user, clientAddress, idempotency }) => {
      const { target, scannerPhone: phone, scannerEmail: email, notes } = body;
      return deps.leaveLead(
        { target, lead: { phone, email, notes }, visit: visitOf(headers) },
        deps.visitorId({ user, clientAddress }),
        idempotency,
      );
    },
    listScans: ({ user, query }) => list(user.userId, undefined, query),
    listCarScans: ({ user, params, query }) => list(user.userId, params.id, query),
  });
}
