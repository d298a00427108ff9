import type { Model } from 'mongoose';
import { newestFirst } from '../../store/newest-first.ts';
import type { ImageCache, QrCode, QrCodes } from '../ports.ts';
import type { QrCodeDocument, QrImageDocument } from './qr-code.model.ts';

const toQrCode = ({ _id, ...row }: QrCodeDocument): QrCode => ({ ...row, id: _id });

export const qrCodeRepository = (model: Model<QrCodeDocument>): QrCodes => ({
  async add({ id, ...qrCode }, tx) {
    await model.create([{ ...qrCode, _id: id }], { session: tx.session });
  },
  async findOwned(id, ownerUserId) {
    const row = await model.findOne({ _id: id, ownerUserId }).lean();
    return row ? toQrCode(row) : undefined;
  },
  async listOwned(ownerUserId, limit, after) {
    const rows = await model
      .find({ ownerUserId, ...newestFirst('createdAt', after) })
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit)
      .lean();
    return rows.map(toQrCode);
  },
  async removeOfTarget(targetId, tx) {
    await model.deleteMany({ targetId }, { session: tx.session });
  },
});

export const imageCache = (model: Model<QrImageDocument>): ImageCache => ({
  async get(hash) {
    const row = await model.findById(hash);
    return row?.image;
  },
  async put(hash, image) {
    await model.updateOne(
      { _id: hash },
      { $setOnInsert: { image, createdAt: new Date() } },
      { upsert: true },
    );
  },
});
