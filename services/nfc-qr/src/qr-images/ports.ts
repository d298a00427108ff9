import type { Tx } from '@chowk/messaging';
import type { After } from '../cars/ports.ts';

/** Edge in inches. */
export const SIZES = ['3x3', '4x4'] as const;
export const FORMATS = ['png', 'svg'] as const;
/** How much of a damaged print can be restored: 7, 15, 25 or 30 %. */
export const ECC_LEVELS = ['L', 'M', 'Q', 'H'] as const;

export interface ImageSpec {
  size: (typeof SIZES)[number];
  format: (typeof FORMATS)[number];
  ecc: (typeof ECC_LEVELS)[number];
}

/** An image that an owner ordered of a code. */
export interface QrCode extends ImageSpec {
  id: string;
  ownerUserId: string;
  target: 'car';
  targetId: string;
  code: string;
  createdAt: Date;
}

export interface QrCodes {
  add(qrCode: QrCode, tx: Tx): Promise<void>;
  findOwned(id: string, ownerUserId: string): Promise<QrCode | undefined>;
  /** Newest first. */
  listOwned(ownerUserId: string, limit: number, after: After | undefined): Promise<QrCode[]>;
  removeOfTarget(targetId: string, tx: Tx): Promise<void>;
}

/** Images by the hash of everything that they are drawn from. */
export interface ImageCache {
  get(hash: string): Promise<Buffer | undefined>;
  put(hash: string, image: Buffer): Promise<void>;
}

/** Draws what a code says. */
export type DrawImage = (url: string, spec: ImageSpec) => Promise<Buffer>;
