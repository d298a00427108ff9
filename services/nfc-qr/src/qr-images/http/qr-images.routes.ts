import { token } from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
import {
  bindRoutes,
  created,
  defineRoute,
  file,
  page,
  pageQuery,
  paginate,
  replies,
  type CursorCodec,
  type Route,
} from '@chowk/runtime/http';
import { z } from 'zod';
import type { CarsApi } from '../../cars/cars.ts';
import { ECC_LEVELS, FORMATS, SIZES, type QrImage } from '../domain/qr-image.ts';
import type { CreateQrImage } from '../use-cases/create-qr-image.ts';
import type { GetRenderedImage } from '../use-cases/get-rendered-image.ts';
import type { ListQrImages } from '../use-cases/list-qr-images.ts';
import { qrImageSchema, qrImageView } from './qr-image.view.ts';

const CONTENT_TYPES = { png: 'image/png', svg: 'image/svg+xml' } as const;

export const qrImagesContract = {
  createQrImage: defineRoute({
    method: 'post',
    path: '/api/v1/qr-codes',
    auth: 'user',
    summary: 'Order an image of the code of a car',
    body: z.strictObject({
      target: z.literal('car'),
      targetId: token(200),
      size: z.enum(SIZES),
      format: z.enum(FORMATS),
      ecc: z.enum(ECC_LEVELS).default('M'),
    }),
    idempotency: 'optional',
    reply: replies.data(z.object({ qrCode: qrImageSchema }), { status: 201 }),
    errors: ['CAR_NOT_FOUND'],
  }),
  listQrImages: defineRoute({
    method: 'get',
    path: '/api/v1/qr-codes',
    auth: 'user',
    summary: 'List your images, newest first',
    query: pageQuery(),
    reply: replies.list(qrImageSchema, { key: { createdAt: -1, _id: -1 } }),
  }),
  downloadQrImage: defineRoute({
    method: 'get',
    path: '/api/v1/qr-codes/:id/image',
    auth: 'user',
    summary: 'Download an image',
    params: z.strictObject({ id: token(200) }),
    reply: replies.file(Object.values(CONTENT_TYPES), {
      headers: { etag: 'Hash of what the image is made from.' },
    }),
    errors: ['QR_CODE_NOT_FOUND'],
  }),
};

/** Images of codes, for their owner. */
export function qrImageRoutes(deps: {
  cars: CarsApi;
  createQrImage: CreateQrImage;
  listQrImages: ListQrImages;
  getRenderedImage: GetRenderedImage;
  urlOf: (code: string) => string;
  idempotency: IdempotencyStore;
  cursors: CursorCodec;
}): Route[] {
  const view = (image: QrImage) => qrImageView(image, deps.urlOf(image.code));

  return bindRoutes(qrImagesContract, {
    createQrImage: async ({ user, body: { targetId, size, format, ecc }, idempotency }) => {
      const car = await deps.cars.getCar(targetId, user.userId);
      return deps.idempotency.once(idempotency, 'qrc', async (tx, id) =>
        created({ qrCode: view(await deps.createQrImage(car, { size, format, ecc }, { tx, id })) }),
      );
    },
    listQrImages: async ({ user, query }) =>
      page(
        await paginate({
          cursors: deps.cursors,
          query,
          find: (position, limit) =>
            deps.listQrImages(user.userId, position && [new Date(position[0]), position[1]], limit),
          keyOf: (image) => [image.createdAt.getTime(), image.id],
          view,
        }),
      ),
    downloadQrImage: async ({ user, params: { id } }) => {
      const { spec, body, hash } = await deps.getRenderedImage(id, user.userId);
      return file(CONTENT_TYPES[spec.format], body, {
        headers: {
          etag: `"${hash}"`,
          'cache-control': 'private, max-age=86400',
          'content-disposition': `inline; filename="qr-${spec.size}.${spec.format}"`,
          'x-content-type-options': 'nosniff',
        },
      });
    },
  });
}
