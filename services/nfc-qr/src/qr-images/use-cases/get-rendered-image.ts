import { createHash } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { ImageSpec } from '../domain/qr-image.ts';
import type { QrImageRepository, RenderedImageCache, RenderImage } from '../ports.ts';

interface RenderedImage {
  spec: ImageSpec;
  body: Buffer;
  /** Of everything that it is rendered from. */
  hash: string;
}

/**
 * An image that an owner ordered, rendered now or before. Another owner's is not found.
 * @throws AppError QR_CODE_NOT_FOUND
 */
export type GetRenderedImage = (id: string, ownerUserId: string) => Promise<RenderedImage>;

export function createGetRenderedImage(deps: {
  images: QrImageRepository;
  cache: RenderedImageCache;
  render: RenderImage;
  renderVersion: number;
  urlOf: (code: string) => string;
  clock: Clock;
}): GetRenderedImage {
  const { images, cache, render, renderVersion, urlOf, clock } = deps;
  return async (id, ownerUserId) => {
    const image = await images.findOwned(id, ownerUserId);
    if (!image) throw new AppError('QR_CODE_NOT_FOUND');
    const { code, size, format, ecc } = image;
    const url = urlOf(code);
    const key = [renderVersion, url, size, format, ecc].join('\n');
    const hash = createHash('sha256').update(key).digest('base64url');
    let body = await cache.find(hash);
    if (!body) {
      body = await render(url, image);
      await cache.insert(hash, body, clock());
    }
    return { spec: { size, format, ecc }, body, hash };
  };
}
