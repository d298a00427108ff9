import type { Capability, Chassis } from '@chowk/chassis';
import type { Tx } from '@chowk/messaging';
import { createCursorCodec } from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { CarsApi } from '../cars/cars.ts';
import type { Config } from '../config.ts';
import type { Target } from '../short-codes/domain/code.ts';
import type { ShortCodesApi } from '../short-codes/short-codes.ts';
import { qrImageRoutes } from './http/qr-images.routes.ts';
import { qrImageModel, renderedImageModel } from './persistence/qr-image.model.ts';
import { createQrImageRepository, createRenderedImageCache } from './persistence/qr-image.repository.ts';
import { renderImage, RENDER_VERSION } from './render/render-image.ts';
import { createCreateQrImage } from './use-cases/create-qr-image.ts';
import { createGetRenderedImage } from './use-cases/get-rendered-image.ts';
import { createListQrImages } from './use-cases/list-qr-images.ts';

export interface QrImagesApi {
  /** All images of a target, in the transaction that deletes it. */
  deleteImages(target: Target, tx: Tx): Promise<void>;
}

/** Images of codes, to be printed. */
export function composeQrImages(
  deps: Pick<Chassis, 'connection' | 'idempotency'> & {
    config: Config;
    clock: Clock;
    shortCodes: ShortCodesApi;
    cars: CarsApi;
  },
): Capability<QrImagesApi> {
  const { connection, idempotency, config, clock, shortCodes, cars } = deps;
  const images = createQrImageRepository(connection);
  const urlOf = (code: string) => shortCodes.urlOf(code);
  return {
    name: 'qr images',
    api: { deleteImages: (target, tx) => images.deleteOfTarget(target, tx) },
    collections: [qrImageModel(connection), renderedImageModel(connection)],
    routes: qrImageRoutes({
      cars,
      createQrImage: createCreateQrImage({ images, clock }),
      listQrImages: createListQrImages({ images }),
      getRenderedImage: createGetRenderedImage({
        images,
        cache: createRenderedImageCache(connection),
        render: renderImage,
        renderVersion: RENDER_VERSION,
        urlOf,
        clock,
      }),
      urlOf,
      idempotency,
      cursors: createCursorCodec(config.CURSOR_SECRET.signer('nfc-qr cursors', 16), 'qr-codes'),
    }),
  };
}
