import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';

/** Bytes that follow the content of every file. */
export const FOOTER_BYTES = 512;
const MARK = 'chowkb1\n';
const TEXT_BYTES = FOOTER_BYTES - MARK.length;

const schema = z.object({
  contentType: z.string(),
  sha256: z.string().length(64),
  size: z.int().nonnegative(),
});

/** What a file says of its content. */
export type Footer = z.output<typeof schema>;

/**
 * What is known of a blob lies behind its content in the same file: one rename shows both or neither, and a
 * file that was cut short lacks it. Content comes first so that other programs see what the file is.
 */
export function encodeFooter(footer: Footer): Buffer {
  return Buffer.from(JSON.stringify(footer).padEnd(TEXT_BYTES) + MARK);
}

/** The footer of a file of `fileBytes` bytes; undefined when the file is not one of ours, or not whole. */
export async function readFooter(file: FileHandle, fileBytes: number): Promise<Footer | undefined> {
  const size = fileBytes - FOOTER_BYTES;
  if (size < 0) return undefined;
  const bytes = Buffer.alloc(FOOTER_BYTES);
  await file.read(bytes, 0, FOOTER_BYTES, size);
  const text = bytes.toString();
  if (!text.endsWith(MARK)) return undefined;
  const footer = schema.parse(JSON.parse(text.slice(0, TEXT_BYTES)));
  return footer.size === size ? footer : undefined;
}
