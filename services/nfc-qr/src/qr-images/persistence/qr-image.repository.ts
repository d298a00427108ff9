import { after } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { QrImage } from '../domain/qr-image.ts';
import type { QrImageRepository, RenderedImageCache } from '../ports.ts';
import { qrImageModel, renderedImageModel, type QrImageDocument } from './qr-image.model.ts';

const NEWEST = { createdAt: -1, _id: -1 } as const;

const toQrImage = ({ _id, target: kind, targetId, ...rest }: QrImageDocument): QrImage => ({
  ...rest,
  id: _id,
  target: { kind, id: targetId },
});

export function createQrImageRepository(connection: Connection): QrImageRepository {
  const images = qrImageModel(connection);
  return {
    async insert({ id, target, ...image }, tx) {
      const document = { ...image, _id: id, target: target.kind, targetId: target.id };
      await images.create([document], { session: tx.session });
    },
    async findOwned(id, ownerUserId) {
      const found = await images.findOne({ _id: id, ownerUserId }).lean();
      return found ? toQrImage(found) : undefined;
    },
    async list(ownerUserId, position, limit) {
      const found = await images
        .find({ $and: [{ ownerUserId }, after(NEWEST, position)] })
        .sort(NEWEST)
        .limit(limit)
        .lean();
      return found.map(toQrImage);
    },
    async deleteOfTarget({ kind, id }, tx) {
      await images.deleteMany({ targetId: id, target: kind }, { session: tx.session });
    },
  };
}

export function createRenderedImageCache(connection: Connection): RenderedImageCache {
  const rendered = renderedImageModel(connection);
  return {
    async find(hash) {
      const found = await rendered.findById(hash);
      return found?.image;
    },
    async insert(hash, image, at) {
      await rendered.updateOne({ _id: hash }, { $setOnInsert: { image, createdAt: at } }, { upsert: true });
    },
  };
}
