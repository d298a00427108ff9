import type { QrImage } from '../domain/qr-image.ts';
import type { QrImageRepository } from '../ports.ts';

/** At most `limit` images of an owner, newest first, after a position. */
export type ListQrImages = (
  ownerUserId: string,
  position: readonly [createdAt: Date, id: string] | undefined,
  limit: number,
) => Promise<QrImage[]>;

export const createListQrImages =
  (deps: { images: QrImageRepository }): ListQrImages =>
  (ownerUserId, position, limit) =>
    deps.images.list(ownerUserId, position, limit);
