import { anyId, instant } from '@chowk/contracts/fields';
import { z } from 'zod';
import { ECC_LEVELS, FORMATS, SIZES, type QrImage } from '../domain/qr-image.ts';

export const qrImageSchema = z
  .object({
    id: anyId,
    target: z.literal('car').describe('What the code leads to.'),
    targetId: anyId,
    code: z.string(),
    url: z.string().describe('What the printed code says.'),
    size: z.enum(SIZES).describe('Edges in inches.'),
    format: z.enum(FORMATS),
    ecc: z.enum(ECC_LEVELS).describe('How much of a damaged print can be restored: 7, 15, 25 or 30 %.'),
    imageUrl: z.string().describe('Path of the image itself.'),
    createdAt: instant,
  })
  .meta({ id: 'QrImage', description: 'An image of the code of a car.' });

/** An image as its owner sees it; `url` is what its code says. */
export const qrImageView = (image: QrImage, url: string): z.output<typeof qrImageSchema> => ({
  id: image.id,
  target: image.target.kind,
  targetId: image.target.id,
  code: image.code,
  url,
  size: image.size,
  format: image.format,
  ecc: image.ecc,
  imageUrl: `/api/v1/qr-codes/${image.id}/image`,
  createdAt: image.createdAt.toISOString(),
});
