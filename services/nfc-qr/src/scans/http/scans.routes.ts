import { pageQuery, route, type CursorCodec, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import type { CallerOf } from '../callers.ts';
import { listPage } from '../list-page.ts';
import { leadFields } from './lead-fields.ts';
import type { Scan } from './ports.ts';
import type { ListScans } from './use-cases/list-scans.ts';
import type { RecordLead } from './use-cases/record-lead.ts';

const scanBody = z
  .strictObject({
    ...leadFields,
    code: z.string().min(1).max(200).optional(),
    carId: z.string().min(1).max(200).optional(),
  })
  .transform(({ code, carId, ...lead }, check) => {
    if (code !== undefined && carId === undefined) return { ...lead, target: { code } };
    if (carId !== undefined && code === undefined) return { ...lead, target: { carId } };
    check.addIssue({ code: 'custom', path: ['code'], message: 'give either code or carId' });
    return z.NEVER;
  });

/** A scan as answers show it to the owner of the car. */
const show = ({ id, kind, carId, at, lead, reason }: Scan) => ({
  id,
  kind,
  carId,
  scannerPhone: lead?.phone,
  scannerEmail: lead?.email,
  notes: lead?.notes,
  reason,
  scannedAt: at.toISOString(),
});

/** Leads that scanners leave, and what owners see of all scans. */
export function scanRoutes(parts: {
  record: RecordLead;
  list: ListScans;
  callerOf: CallerOf;
  cursors: CursorCodec;
}): Route[] {
  const { record, list, callerOf, cursors } = parts;

  const pageOf = (
    ownerUserId: string,
    carId: string | undefined,
    query: { limit: number; cursor?: string | undefined },
  ) =>
    listPage({
      cursors,
      query,
      find: (limit, after) => list(ownerUserId, carId, limit, after),
      timeOf: (scan) => scan.at,
      show,
    });

  return [
    route({
      method: 'post',
      path: '/api/v1/scans',
      auth: 'public',
      summary: 'Leave phone and e-mail at a code, see its owner for a while',
      body: scanBody,
      idempotency: 'optional',
      handle: ({ body, user, headers, idempotency }) =>
        record(
          { target: body.target, phone: body.scannerPhone, email: body.scannerEmail, notes: body.notes },
          callerOf({ user, headers }, new Date()),
          idempotency,
        ),
    }),
    route({
      method: 'get',
      path: '/api/v1/scans',
      auth: 'user',
      summary: 'Scans of all cars of the caller, newest first',
      query: pageQuery(),
      handle: ({ user, query }) => pageOf(user.userId, undefined, query),
    }),
    route({
      method: 'get',
      path: '/api/v1/cars/:id/scans',
      auth: 'user',
      summary: 'Scans of one car of the caller, newest first',
      params: z.strictObject({ id: z.string().max(200) }),
      query: pageQuery(),
      handle: ({ user, params, query }) => pageOf(user.userId, params.id, query),
    }),
  ];
}
