import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import type { QrImage } from '../domain/qr-image.ts';

export interface QrImageDocument extends Omit<QrImage, 'id' | 'target'> {
  _id: string;
  /** Kind of the target. */
  target: QrImage['target']['kind'];
  targetId: string;
}

const qrImageSchema = documentSchema<QrImageDocument>('qr_codes', {
  _id: text,
  ownerUserId: text,
  target: text,
  targetId: text,
  code: text,
  size: text,
  format: text,
  ecc: text,
  createdAt: instant,
});
qrImageSchema.index({ ownerUserId: 1, createdAt: -1, _id: -1 });
qrImageSchema.index({ targetId: 1 });

export const qrImageModel = defineModel('QrImage', qrImageSchema);

interface RenderedImageDocument {
  /** Hash of what the image is rendered from. */
  _id: string;
  image: Buffer;
  createdAt: Date;
}

const renderedImageSchema = documentSchema<RenderedImageDocument>('qr_images', {
  _id: text,
  image: { type: Buffer, required: true },
  createdAt: instant,
});
// A cache: what is gone is rendered again.
renderedImageSchema.index({ createdAt: 1 }, { expireAfterSeconds: 30 * 24 * 3600 });

export const renderedImageModel = defineModel('RenderedImage', renderedImageSchema);
