import { constants, inflateSync } from 'node:zlib';
import { extractText, getDocumentProxy } from 'unpdf';

/**
 * The text of each page, lines joined by a space. The reader is pdf.js, which does not heed the texts that a
 * PDF gives for whole clusters (`clustersOf`), so it is right for simple scripts only.
 */
export async function readPdf(bytes: Uint8Array): Promise<string[]> {
  // The reader takes the bytes away from whoever gives them.
  const document = await getDocumentProxy(Uint8Array.from(bytes));
  const { text } = await extractText(document);
  return text.map((page) => page.replaceAll('\n', ' ').replace(/\p{Cc}/gu, ''));
}

/** The names of the fonts that a PDF has inside. */
export const fontsOf = (bytes: Uint8Array): Set<string> =>
  new Set(
    [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/\/BaseFont \/\w{6}\+([\w-]+)/g),
    ].map(([, name]) => name!),
  );

/**
 * The clusters of which the letters were joined or moved, as a copy or a screen reader gets them: their
 * ActualText. Source: ISO 32000-1, 14.9.4.
 */
export function clustersOf(bytes: Uint8Array): Set<string> {
  const pdf = Buffer.from(bytes);
  const clusters = new Set<string>();
  for (const found of pdf.toString('latin1').matchAll(/\/FlateDecode[^]*?>>\s*stream\r?\n/g)) {
    const compressed = pdf.subarray(found.index + found[0].length);
    // Stops at the end of the compressed data, whatever follows.
    const content = inflateSync(compressed, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
    for (const [, hex] of content.matchAll(/\/ActualText <FEFF([0-9A-F]+)>/g)) {
      clusters.add(Buffer.from(hex!, 'hex').swap16().toString('utf16le'));
    }
  }
  return clusters;
}
