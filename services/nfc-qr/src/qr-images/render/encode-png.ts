import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Length, type, data, and the checksum of type and data (PNG specification, 5.3). */
function chunk(type: 'IHDR' | 'pHYs' | 'IDAT' | 'IEND', data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([ends.subarray(0, 4), typed, ends.subarray(4)]);
}

/**
 * A square png of one bit a pixel that says how large it prints; without that (pHYs), printers guess 72 or
 * 96 dots per inch.
 * @param pixels edge * edge values, 0 black and 1 white
 * @see https://www.w3.org/TR/png-3/
 */
export function encodePng(pixels: Uint8Array, edge: number, dotsPerInch: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  // One bit, grey; compression, filter method and interlace stay 0.
  header.writeUInt8(1, 8);

  const physical = Buffer.alloc(9);
  const dotsPerMetre = Math.round(dotsPerInch / 0.0254);
  physical.writeUInt32BE(dotsPerMetre, 0);
  physical.writeUInt32BE(dotsPerMetre, 4);
  physical.writeUInt8(1, 8);

  // Each line begins with its filter type, which is 0: none.
  const lineLength = 1 + Math.ceil(edge / 8);
  const lines = Buffer.alloc(lineLength * edge);
  for (let y = 0; y < edge; y += 1) {
    for (let x = 0; x < edge; x += 1) {
      const at = y * lineLength + 1 + (x >> 3);
      if (pixels[y * edge + x]) lines[at]! |= 0x80 >> (x & 7);
    }
  }
  const parts = [
    chunk('IHDR', header),
    chunk('pHYs', physical),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([SIGNATURE, ...parts]);
}
