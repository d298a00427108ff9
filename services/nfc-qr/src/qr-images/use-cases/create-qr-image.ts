import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Car } from '../../cars/domain/car.ts';
import type { ImageSpec, QrImage } from '../domain/qr-image.ts';
import type { QrImageRepository } from '../ports.ts';

/** Orders an image of the code of a car; it is rendered when it is first asked for. */
export type CreateQrImage = (car: Car, spec: ImageSpec, context: { tx: Tx; id: string }) => Promise<QrImage>;

export const createCreateQrImage =
  (deps: { images: QrImageRepository; clock: Clock }): CreateQrImage =>
  async ({ id: carId, ownerUserId, code }, spec, { tx, id }) => {
    const target = { kind: 'car' as const, id: carId };
    const image: QrImage = { ...spec, id, ownerUserId, target, code, createdAt: deps.clock() };
    await deps.images.insert(image, tx);
    return image;
  };
