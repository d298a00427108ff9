import { createHash } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import type { IdempotencyStore } from '@chowk/idempotency';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import type { After, Cars } from '../../cars/ports.ts';
import type { CodeSigner } from '../../codes/ports.ts';
import type { DrawImage, ImageCache, ImageSpec, QrCode, QrCodes } from '../ports.ts';

interface ShownQrCode extends ImageSpec {
  id: string;
  target: 'car';
  targetId: string;
  code: string;
  url: string;
  imageUrl: string;
  createdAt: string;
}

/** Images of codes. Another owner's are not found. */
export interface OrderQrCodes {
  /** @throws AppError CAR_NOT_FOUND */
  order(
    ownerUserId: string,
    carId: string,
    spec: ImageSpec,
    idempotency: IdempotentRequest | undefined,
  ): Promise<Reply>;
  list(ownerUserId: string, limit: number, after: After | undefined): Promise<QrCode[]>;
  /** The image and the hash that it is kept under. @throws AppError QR_CODE_NOT_FOUND */
  image(id: string, ownerUserId: string): Promise<{ spec: ImageSpec; body: Buffer; hash: string }>;
  /** The order as answers show it. */
  show(qrCode: QrCode): ShownQrCode;
}

export function orderQrCodes(parts: {
  cars: Pick<Cars, 'findOwned'>;
  qrCodes: QrCodes;
  images: ImageCache;
  draw: DrawImage;
  drawingVersion: number;
  signer: CodeSigner;
  idempotency: IdempotencyStore;
}): OrderQrCodes {
  const { cars, qrCodes, images, draw, drawingVersion, signer, idempotency } = parts;

  const show = ({ id, target, targetId, code, size, format, ecc, createdAt }: QrCode): ShownQrCode => ({
    id,
    target,
    targetId,
    code,
    url: signer.urlOf(code),
    size,
    format,
    ecc,
    imageUrl: `/api/v1/qr-codes/${id}/image`,
    createdAt: createdAt.toISOString(),
  });

  return {
    show,
    list: (ownerUserId, limit, after) => qrCodes.listOwned(ownerUserId, limit, after),

    async order(ownerUserId, carId, spec, request) {
      const car = await cars.findOwned(carId, ownerUserId);
      if (!car) throw new AppError('CAR_NOT_FOUND');
      return idempotency.once(request, 'qrc', async (tx, id) => {
        const target = { target: 'car' as const, targetId: carId, code: car.code };
        const qrCode: QrCode = { ...spec, ...target, id, ownerUserId, createdAt: new Date() };
        await qrCodes.add(qrCode, tx);
        return created({ qrCode: show(qrCode) });
      });
    },

    async image(id, ownerUserId) {
      const qrCode = await qrCodes.findOwned(id, ownerUserId);
      if (!qrCode) throw new AppError('QR_CODE_NOT_FOUND');
      const { code, size, format, ecc } = qrCode;
      const url = signer.urlOf(code);
      const key = [drawingVersion, url, size, format, ecc].join('\n');
      const hash = createHash('sha256').update(key).digest('base64url');
      let body = await images.get(hash);
      if (!body) {
        body = await draw(url, qrCode);
        await images.put(hash, body);
      }
      return { spec: { size, format, ecc }, body, hash };
    },
  };
}
