export { signingKeyEntry } from './names.ts';
export {
  createRevocationReader,
  type RevocationReader,
  type RevocationReaderOptions,
} from './revocation-reader.ts';
export { createRevocationWriter, type RevocationWriter, type RevokedSession } from './revocation-writer.ts';
