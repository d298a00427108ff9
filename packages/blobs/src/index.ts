export type {
  BlobEntry,
  BlobInfo,
  BlobPage,
  BlobReading,
  BlobSource,
  BlobStore,
  GetOptions,
  ListOptions,
  PutOptions,
  SignedUrlOptions,
  StoredBlob,
} from './blob-store.ts';
export { blobConfigSchema, type BlobConfig } from './config.ts';
export { openBlobStore } from './open-blob-store.ts';
export { contentRange, parseRangeHeader, type BlobRange, type ByteRange } from './range.ts';
