import { Schema, type Connection, type Model } from 'mongoose';
import type { QrCode } from '../ports.ts';

export type QrCodeDocument = Omit<QrCode, 'id'> & { _id: string };

const qrCodeSchema = new Schema<QrCodeDocument>(
  {
    _id: { type: String, required: true },
    ownerUserId: { type: String, required: true },
    target: { type: String, required: true },
    targetId: { type: String, required: true },
    code: { type: String, required: true },
    size: { type: String, required: true },
    format: { type: String, required: true },
    ecc: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'qr_codes', versionKey: false, strict: 'throw' },
);
qrCodeSchema.index({ ownerUserId: 1, createdAt: -1, _id: -1 });
qrCodeSchema.index({ targetId: 1 });

export const qrCodeModel = (connection: Connection): Model<QrCodeDocument> =>
  connection.model<QrCodeDocument>('QrCode', qrCodeSchema);

export interface QrImageDocument {
  /** Hash of what the image is drawn from. */
  _id: string;
  image: Buffer;
  createdAt: Date;
}

const qrImageSchema = new Schema<QrImageDocument>(
  {
    _id: { type: String, required: true },
    image: { type: Buffer, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'qr_images', versionKey: false, strict: 'throw' },
);
// A cache: what is gone is drawn again.
qrImageSchema.index({ createdAt: 1 }, { expireAfterSeconds: 30 * 24 * 3600 });

export const qrImageModel = (connection: Connection): Model<QrImageDocument> =>
  connection.model<QrImageDocument>('QrImage', qrImageSchema);
