import QRCode, { type BitMatrix } from 'qrcode';
import { encodePng } from './encode-png.ts';
import type { ImageSpec } from '../domain/qr-image.ts';
import type { RenderImage } from '../ports.ts';

/** Resolution of the png presets: 900 pixels are 3 inches, 1200 are 4. */
const DOTS_PER_INCH = 300;
const INCHES: Record<ImageSpec['size'], number> = { '3x3': 3, '4x4': 4 };
/** Margin in modules that ISO/IEC 18004 asks for; readers fail without it on a dark car. */
const QUIET_ZONE = 4;

/** Part of the cache key: raise it when a change here alters what is rendered. */
export const RENDER_VERSION = 1;

/** Renders a QR code that prints at its size in inches. */
export const renderImage: RenderImage = async (url, { size, format, ecc }) => {
  const inches = INCHES[size];
  if (format === 'png') {
    const { modules } = QRCode.create(url, { errorCorrectionLevel: ecc });
    return renderPng(modules, inches * DOTS_PER_INCH);
  }
  const svg = await QRCode.toString(url, { errorCorrectionLevel: ecc, margin: QUIET_ZONE, type: 'svg' });
  return Buffer.from(svg.replace('<svg ', `<svg width="${inches}in" height="${inches}in" `));
};

/**
 * Renders modules as whole pixels, all of one width, which prints sharper than the scaling of the qrcode
 * package and takes 1 ms where that holds the event loop for 80. What is left over widens the quiet zone.
 * @param edge width and height in pixels
 */
function renderPng({ size, data }: BitMatrix, edge: number): Buffer {
  const scale = Math.floor(edge / (size + 2 * QUIET_ZONE));
  const start = Math.floor((edge - size * scale) / 2);
  const pixels = new Uint8Array(edge * edge).fill(1);
  for (let row = 0; row < size; row += 1) {
    const top = (start + row * scale) * edge;
    for (let column = 0; column < size; column += 1) {
      const left = top + start + column * scale;
      if (data[row * size + column]) pixels.fill(0, left, left + scale);
    }
    for (let copy = 1; copy < scale; copy += 1) pixels.copyWithin(top + copy * edge, top, top + edge);
  }
  return encodePng(pixels, edge, DOTS_PER_INCH);
}
