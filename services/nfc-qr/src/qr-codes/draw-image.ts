import { crc32 } from 'node:zlib';
import QRCode from 'qrcode';
import type { DrawImage, ImageSpec } from './ports.ts';

/** Resolution of the png presets: 900 pixels are 3 inches, 1200 are 4. */
const DOTS_PER_INCH = 300;
const INCHES: Record<ImageSpec['size'], number> = { '3x3': 3, '4x4': 4 };
/** Quiet zone in modules that ISO/IEC 18004 asks for; readers fail without it on a dark car. */
const QUIET_ZONE = 4;

/** Part of the cache key: raise it when a change below alters what is drawn. */
export const DRAWING_VERSION = 1;

/** Draws a QR code that prints at its size in inches. */
export const drawImage: DrawImage = async (url, { size, format, ecc }) => {
  const inches = INCHES[size];
  const options = { errorCorrectionLevel: ecc, margin: QUIET_ZONE };
  if (format === 'svg') {
    const svg = await QRCode.toString(url, { ...options, type: 'svg' });
    return Buffer.from(svg.replace('<svg ', `<svg width="${inches}in" height="${inches}in" `));
  }
  const png = await QRCode.toBuffer(url, { ...options, type: 'png', width: inches * DOTS_PER_INCH });
  return withResolution(png, DOTS_PER_INCH);
};

const SIGNATURE_AND_HEADER = 8 + 25;

/** Adds a pHYs chunk (PNG specification, 11.3.4.3), without which printers guess 72 or 96 dots per inch. */
function withResolution(png: Buffer, dotsPerInch: number): Buffer {
  const chunk = Buffer.alloc(21);
  const dotsPerMetre = Math.round(dotsPerInch / 0.0254);
  chunk.writeUInt32BE(9, 0);
  chunk.write('pHYs', 4, 'latin1');
  chunk.writeUInt32BE(dotsPerMetre, 8);
  chunk.writeUInt32BE(dotsPerMetre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return Buffer.concat([png.subarray(0, SIGNATURE_AND_HEADER), chunk, png.subarray(SIGNATURE_AND_HEADER)]);
}
