import { file, pageQuery, route, type CursorCodec, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { listPage } from '../list-page.ts';
import { ECC_LEVELS, FORMATS, SIZES } from './ports.ts';
import type { OrderQrCodes } from './use-cases/order-qr-codes.ts';

const orderBody = z.strictObject({
  target: z.literal('car'),
  targetId: z.string().min(1).max(200),
  size: z.enum(SIZES),
  format: z.enum(FORMATS),
  ecc: z.enum(ECC_LEVELS).default('M'),
});

const CONTENT_TYPES = { png: 'image/png', svg: 'image/svg+xml' } as const;

/** Images of codes, for their owner. */
export function qrCodeRoutes(qrCodes: OrderQrCodes, cursors: CursorCodec): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/qr-codes',
      auth: 'user',
      summary: 'Order an image of the code of a car',
      body: orderBody,
      idempotency: 'optional',
      handle: ({ user, body: { targetId, size, format, ecc }, idempotency }) =>
        qrCodes.order(user.userId, targetId, { size, format, ecc }, idempotency),
    }),
    route({
      method: 'get',
      path: '/api/v1/qr-codes',
      auth: 'user',
      summary: 'The images of the caller, newest first',
      query: pageQuery(),
      handle: ({ user, query }) =>
        listPage({
          cursors,
          query,
          find: (limit, after) => qrCodes.list(user.userId, limit, after),
          timeOf: (qrCode) => qrCode.createdAt,
          show: qrCodes.show,
        }),
    }),
    route({
      method: 'get',
      path: '/api/v1/qr-codes/:id/image',
      auth: 'user',
      summary: 'The image itself, png or svg',
      params: z.strictObject({ id: z.string().max(200) }),
      async handle({ params, user }) {
        const { spec, body, hash } = await qrCodes.image(params.id, user.userId);
        return file(CONTENT_TYPES[spec.format], body, {
          etag: `"${hash}"`,
          'cache-control': 'private, max-age=86400',
          'content-disposition': `inline; filename="qr-${spec.size}.${spec.format}"`,
          'x-content-type-options': 'nosniff',
        });
      },
    }),
  ];
}
