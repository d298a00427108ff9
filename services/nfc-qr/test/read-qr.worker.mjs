// Reads codes outside jest's sandbox, in which loops over a million pixels run ten times slower.
import { parentPort, workerData } from 'node:worker_threads';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';

const { png, pixels, edge } = workerData;
const image = png ? PNG.sync.read(Buffer.from(png)) : { data: pixels, width: edge, height: edge };
const { data, width, height } = image;
const found = jsQR(new Uint8ClampedArray(data), width, height, { inversionAttempts: 'dontInvert' });
parentPort.postMessage({ text: found?.data, width, height });
