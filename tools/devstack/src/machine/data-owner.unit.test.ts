import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findOrphanedData, noteOwner, removeOrphanedData } from './data-owner.ts';

let base: string;
beforeEach(() => void (base = mkdtempSync(path.join(tmpdir(), 'chowk-owner-'))));
afterEach(() => rmSync(base, { recursive: true }));

/** A data folder of 1,000 bytes that belongs to `owner`. */
function data(name: string, owner?: string): string {
  const folder = path.join(base, name);
  mkdirSync(path.join(folder, 'documentdb'), { recursive: true });
  writeFileSync(path.join(folder, 'documentdb', 'rows'), Buffer.alloc(1_000));
  if (owner) noteOwner(folder, owner);
  return folder;
}
const gone = '/nobody/has/this/checkout/.data';

test('what belongs to a checkout that is gone is found with its size; what is nobody’s business is not', () => {
  data('of-this', base);
  data('without-a-note');
  const orphan = data('of-a-gone-one', gone);
  const found = findOrphanedData(base);
  expect(found).toEqual([{ folder: orphan, owner: gone, bytes: 1_000 + gone.length + 1 }]);
});

test('where the database still runs the data stay', () => {
  const folder = data('in-use', gone);
  const note = path.join(folder, 'documentdb', 'postmaster.pid');
  writeFileSync(note, `${process.pid}\n/data\n`);
  expect(findOrphanedData(base)).toEqual([]);
  writeFileSync(note, '4194305\n/data\n'); // above the largest pid there can be
  expect(findOrphanedData(base)).toHaveLength(1);
});

test('what belonged to removed data goes with them, and nothing else', () => {
  const kept = data('kept', base);
  const orphan = data('orphan', gone);
  const follower = data('its-database', path.join(orphan, 'documentdb'));
  expect(removeOrphanedData(base).map(({ folder }) => folder)).toEqual([orphan, follower]);
  expect([kept, orphan, follower].map(existsSync)).toEqual([true, false, false]);
});

test('within a folder only what belonged to something in it is removed', () => {
  const mine = path.join(base, 'removed');
  const follower = data('its-database', path.join(mine, 'documentdb'));
  const stranger = data('stranger', gone);
  expect(removeOrphanedData(base, mine).map(({ folder }) => folder)).toEqual([follower]);
  expect(existsSync(stranger)).toBe(true);
});

test('a machine without such data has no orphans', () => {
  expect(findOrphanedData(path.join(base, 'missing'))).toEqual([]);
});
