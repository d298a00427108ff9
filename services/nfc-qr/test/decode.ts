import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

interface Reading {
  text: string | undefined;
  width: number;
  height: number;
}

async function read(image: { png: Buffer } | { pixels: Uint8ClampedArray; edge: number }): Promise<Reading> {
  const worker = new Worker(join(import.meta.dirname, 'read-qr.worker.mjs'), { workerData: image });
  const [reading] = (await once(worker, 'message')) as [Reading];
  await worker.terminate();
  return reading;
}

/** A png as a reader sees it. */
export const decodePng = (png: Buffer): Promise<Reading> => read({ png });

const PIXELS_PER_UNIT = 8;

/**
 * Paints the svg and reads it. It paints what our images are made of and throws at anything else: a white
 * background, and one stroke of width 1 along `M x y`, `m dx dy` and `h length`.
 */
export async function decodeSvg(
  svg: string,
): Promise<{ text: string | undefined; width: string; height: string }> {
  const head = /^<svg width="(\S+)" height="(\S+)" [^>]*viewBox="0 0 (\d+) \3"[^>]*>/.exec(svg);
  const paths = [...svg.matchAll(/<path (fill|stroke)="(#\w{6})" d="([^"]+)"\/>/g)];
  const [background, modules] = paths;
  const drawn = svg.replace(head?.[0] ?? '', '').replaceAll(/<path [^>]+\/>/g, '');
  if (!head || paths.length !== 2 || drawn.trim() !== '</svg>') throw new Error('not an image of ours');
  if (background![1] !== 'fill' || background![2] !== '#ffffff') throw new Error('no white background');
  if (modules![1] !== 'stroke' || modules![2] !== '#000000') throw new Error('modules are not black');

  const edge = Number(head[3]) * PIXELS_PER_UNIT;
  const pixels = new Uint8ClampedArray(edge * edge * 4).fill(255);
  let [x, y] = [0, 0];
  for (const [, command, first, second] of modules![3]!.matchAll(/([A-Za-z])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    const [a, b] = [Number(first), Number(second)];
    if (command === 'M') [x, y] = [a, b];
    else if (command === 'm') [x, y] = [x + a, y + b];
    else if (command === 'h') {
      const [from, to] = [x * PIXELS_PER_UNIT, (x + a) * PIXELS_PER_UNIT];
      for (let row = (y - 0.5) * PIXELS_PER_UNIT; row < (y + 0.5) * PIXELS_PER_UNIT; row += 1)
        for (let column = from; column < to; column += 1) {
          const pixel = (row * edge + column) * 4;
          pixels.fill(0, pixel, pixel + 3);
        }
      x += a;
    } else throw new Error(`path command ${command} is not painted`);
  }
  const { text } = await read({ pixels, edge });
  return { text, width: head[1]!, height: head[2]! };
}
