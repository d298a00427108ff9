import type { Target } from '../../short-codes/domain/code.ts';

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
export interface QrImage extends ImageSpec {
  id: string;
  ownerUserId: string;
  target: Target;
  code: string;
  createdAt: Date;
}
