import { crc32 } from 'node:zlib';
import { decodePng, decodeSvg } from '../../../test/decode.ts';
import { ECC_LEVELS, SIZES } from '../domain/qr-image.ts';
import { renderImage } from './render-image.ts';

const urls = [
  'https://chowk.test/q/k7m2p9x3qa2b3c4d5',
  `https://a-rather-long-name.example.org/${'x'.repeat(90)}`,
];
const all = SIZES.flatMap((size) => ECC_LEVELS.flatMap((ecc) => urls.map((url) => ({ size, ecc, url }))));

describe('images of codes', () => {
  test.each(all)('png $size $ecc decodes to $url and prints at its size', async ({ size, ecc, url }) => {
    const image = await renderImage(url, { size, ecc, format: 'png' });
    const pixels = { '3x3': 900, '4x4': 1200 }[size];
    expect(await decodePng(image)).toEqual({ text: url, width: pixels, height: pixels });
    const at = image.indexOf('pHYs');
    const perMetre = image.readUInt32BE(at + 4);
    expect(pixels / (perMetre * 0.0254)).toBeCloseTo(Number(size[0]), 2);
    expect(image.readUInt32BE(at + 13)).toBe(crc32(image.subarray(at, at + 13)));
  });

  test.each(all)('svg $size $ecc decodes to $url and prints at its size', async ({ size, ecc, url }) => {
    const image = await renderImage(url, { size, ecc, format: 'svg' });
    const inches = `${size[0]}in`;
    expect(await decodeSvg(image.toString())).toEqual({ text: url, width: inches, height: inches });
  });

  test('more error correction makes a denser code', async () => {
    const modules = await Promise.all(
      ECC_LEVELS.map(async (ecc) => {
        const svg = (await renderImage(urls[0]!, { size: '3x3', ecc, format: 'svg' })).toString();
        return Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
      }),
    );
    expect(modules).toEqual([...modules].sort((a, b) => a - b));
    expect(modules[3]).toBeGreaterThan(modules[0]!);
  });

  test('what is no image of a code is not decoded', () => {
    return expect(decodeSvg('<svg></svg>')).rejects.toThrow();
  });
});
