import type { Readable } from 'node:stream';
import type { BlobRange, ByteRange } from './range.ts';

/** Where bytes come from: a stream (of an upload, of a file), or anything that yields them. */
export type BlobSource = AsyncIterable<Uint8Array | string>;

export interface PutOptions {
  /** Media type, `type/subtype` and parameters, 127 characters at the most. */
  contentType: string;
  /** Most bytes that are taken, 1 to 5 GiB; one more and the put fails. */
  maxBytes: number;
  /** SHA-256 that the content must have, in hex. */
  sha256?: string;
  /** Write only where nothing is yet. Of several that race, one succeeds. */
  ifAbsent?: boolean;
  signal?: AbortSignal;
}

export interface GetOptions {
  /** A part of the content; the whole when left out. */
  range?: ByteRange | undefined;
  /** Ends the reading also later, while the stream is being read: give it the signal of the request. */
  signal?: AbortSignal;
}

/** What a listing knows of a blob. */
export interface BlobEntry {
  key: string;
  /** Bytes of the whole content. */
  size: number;
  /** By the store's clock, in whole seconds, as HTTP has it. */
  lastModified: Date;
}

export interface BlobInfo extends BlobEntry {
  contentType: string;
  /** Strong validator with its quotes, ready for the HTTP field ETag. Opaque: each driver makes its own. */
  etag: string;
}

/** A blob that was just written. */
export interface StoredBlob {
  key: string;
  size: number;
  contentType: string;
  etag: string;
  /** SHA-256 of the content, in hex. */
  sha256: string;
}

export interface BlobReading extends BlobInfo {
  /** The content, or the asked part of it. Read it to its end or destroy it: it holds a file or a connection. */
  stream: Readable;
  /** The part that `stream` gives; undefined for the whole. */
  range: BlobRange | undefined;
}

export interface ListOptions {
  /** Only keys that begin with this; it need not end at a slash. */
  prefix?: string;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** Entries on a page, 1 to 1000, which is the default. */
  limit?: number;
  signal?: AbortSignal;
}

export interface BlobPage {
  /** In the order of their keys' bytes. */
  items: BlobEntry[];
  /** Undefined on the last page. */
  nextCursor: string | undefined;
}

/**
 * Files by key, on local disk or S3. Keys are 1 to 512 characters: segments of letters, digits, `_`, `.` and
 * `-` that begin with a letter, digit or `_`, parted by `/`.
 *
 * Every method throws AppError VALIDATION_FAILED for a key, prefix or option that is not valid,
 * UPSTREAM_TIMEOUT and UPSTREAM_UNAVAILABLE when the storage does not answer, SERVER_ERROR when it refuses
 * what we are or ask, and the signal's reason when it was aborted.
 */
export interface BlobStore {
  /**
   * Streams content in, with back-pressure on the source and in bounded memory, all or nothing: until it
   * resolves the key is what it was before, and it stays so when the put fails or its process dies. A source
   * that was not read to its end is destroyed.
   * @throws AppError PAYLOAD_TOO_LARGE, CHECKSUM_MISMATCH, BLOB_EXISTS (`ifAbsent`), REQUEST_TIMEOUT when the
   * source stands still; and what the source throws, as it is
   */
  put(key: string, source: BlobSource, options: PutOptions): Promise<StoredBlob>;
  /**
   * Opens a blob for reading. One that is overwritten or deleted meanwhile is read to its end as it was.
   * @throws AppError BLOB_NOT_FOUND; RANGE_NOT_SATISFIABLE with the blob's `size` in its details
   */
  get(key: string, options?: GetOptions): Promise<BlobReading>;
  /** @throws AppError BLOB_NOT_FOUND */
  head(key: string, options?: { signal?: AbortSignal }): Promise<BlobInfo>;
  /** Resolves too when there was nothing. */
  delete(key: string, options?: { signal?: AbortSignal }): Promise<void>;
  /** A page of keys. Blobs that come and go while pages are read may be on them or not. */
  list(options?: ListOptions): Promise<BlobPage>;
  /**
   * An address from which anybody who has it can fetch the blob until it expires, so that the bytes need not
   * pass through us. Undefined where the driver has no server of its own (disk): then stream it. Whether the
   * blob is there is not looked at.
   */
  signedUrl(key: string, options: SignedUrlOptions): Promise<string | undefined>;
  /**
   * Removes what puts of dead processes have left, once it is older than `olderThanMs`; a put under way must
   * be younger. Returns how many were removed. `openBlobStore` does this every hour.
   */
  removeLeftovers(olderThanMs: number, signal?: AbortSignal): Promise<number>;
  /** Closes idle connections. */
  close(): Promise<void>;
}

export interface SignedUrlOptions {
  /** 1 second to 7 days. */
  expiresInSeconds: number;
  /** Browsers save the blob under this name: letters, digits, `_`, `.` and `-`. Without it they show it. */
  downloadAs?: string;
}
