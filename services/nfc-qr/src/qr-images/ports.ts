import type { Tx } from '@chowk/messaging';
import type { Target } from '../short-codes/domain/code.ts';
import type { ImageSpec, QrImage } from './domain/qr-image.ts';

export interface QrImageRepository {
  insert(image: QrImage, tx: Tx): Promise<void>;
  findOwned(id: string, ownerUserId: string): Promise<QrImage | undefined>;
  /** Newest first, after a position. */
  list(
    ownerUserId: string,
    position: readonly [createdAt: Date, id: string] | undefined,
    limit: number,
  ): Promise<QrImage[]>;
  deleteOfTarget(target: Target, tx: Tx): Promise<void>;
}

/** Rendered images by the hash of everything that they are made from. */
export interface RenderedImageCache {
  find(hash: string): Promise<Buffer | undefined>;
  insert(hash: string, image: Buffer, at: Date): Promise<void>;
}

/** Renders what a code says. */
export type RenderImage = (url: string, spec: ImageSpec) => Promise<Buffer>;
