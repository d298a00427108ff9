import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Offset of a table in a font file. Source: OpenType 1.9, Table Directory. */
function tableOffset(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4);
  for (let record = 12; record < 12 + tables * 16; record += 16) {
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new Error(`a font without a ${tag} table`);
}

/** Code points of a subtable of format 4: segments of the basic plane. */
function* segments(font: Buffer, at: number): Generator<number> {
  const bytes = font.readUInt16BE(at + 6);
  const [ends, starts] = [at + 14, at + 16 + bytes];
  for (let i = 0; i < bytes; i += 2) {
    const [start, end] = [font.readUInt16BE(starts + i), font.readUInt16BE(ends + i)];
    const deltaAt = starts + bytes + i;
    const rangeAt = starts + 2 * bytes + i;
    const range = font.readUInt16BE(rangeAt);
    for (let point = start; point <= end && point !== 0xffff; point++) {
      const listed = range === 0 ? point : font.readUInt16BE(rangeAt + range + 2 * (point - start));
      const glyph = range !== 0 && listed === 0 ? 0 : (listed + font.readUInt16BE(deltaAt)) & 0xffff;
      if (glyph !== 0) yield point;
    }
  }
}

/** Code points of a subtable of format 12: groups of all planes. */
function* groups(font: Buffer, at: number): Generator<number> {
  const count = font.readUInt32BE(at + 12);
  for (let group = at + 16; group < at + 16 + 12 * count; group += 12) {
    const [start, end] = [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
    for (let point = start; point <= end; point++) yield point;
  }
}

/** The code points that a font has a glyph for. Source: OpenType 1.9, cmap. */
function codePoints(font: Buffer): Set<number> {
  const cmap = tableOffset(font, 'cmap');
  const found = new Set<number>();
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4);
    const format = font.readUInt16BE(at);
    if (format !== 4 && format !== 12) continue;
    for (const point of format === 4 ? segments(font, at) : groups(font, at)) found.add(point);
  }
  return found;
}

/**
 * Reads which characters the fonts of a folder can show, whatever the weight that a template asks for: a
 * family has a character when each of its files has it. Files are named Family-Weight.ttf.
 */
export function readCoverage(folder: string): Set<number> {
  const families = new Map<string, Set<number>>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ttf'))) {
    const family = file.split('-')[0]!;
    const points = codePoints(readFileSync(join(folder, file)));
    const others = families.get(family);
    families.set(
      family,
      others === undefined ? points : new Set([...points].filter((point) => others.has(point))),
    );
  }
  return new Set([...families.values()].flatMap((points) => [...points]));
}
