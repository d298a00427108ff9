import type { Readable } from 'node:stream';

interface ReplyExtras {
  /** Words for people beside the data. */
  message?: string;
  headers?: Record<string, string>;
}

/** An answer in the envelope of the contract: `{ success, data, message?, meta? }`. */
export interface DataReply<Data = unknown, Status extends number = number> extends ReplyExtras {
  kind: 'data';
  status: Status;
  data: Data;
  /** JSON that somebody has written already. It goes out to the letter as long as `data` is what it was written of. */
  written?: { of: unknown; json: string };
}

/** A page of a list: `data.items`, and where the next page begins; null on the last one. */
export interface ListReply<Item = unknown, Beside = object> extends ReplyExtras {
  kind: 'list';
  status: 200;
  items: readonly Item[];
  nextCursor: string | null;
  /** What `data` holds beside the items. */
  beside: Beside;
}

/** A body that is not JSON: an image, a page, a file. Takes the place of the envelope. */
export interface FileReply extends Pick<ReplyExtras, 'headers'> {
  kind: 'file';
  status: number;
  contentType: string;
  /** A stream is read as fast as the client takes it, and destroyed when the client leaves. */
  body: Buffer | string | Readable;
}

/** Another address, as a `Location` header. */
export interface RedirectReply extends Pick<ReplyExtras, 'headers'> {
  kind: 'redirect';
  status: RedirectStatus;
  location: string;
}

export type RedirectStatus = 302 | 303 | 307 | 308;

/** What a route answers; the app writes it. */
export type Reply = DataReply | ListReply | FileReply | RedirectReply;

export const ok = <Data>(data: Data, extras: ReplyExtras = {}): DataReply<Data, 200> => ({
  kind: 'data',
  status: 200,
  data,
  ...extras,
});

export const created = <Data>(data: Data, extras: ReplyExtras = {}): DataReply<Data, 201> => ({
  kind: 'data',
  status: 201,
  data,
  ...extras,
});

/** Taken on; what it leads to is not there yet. */
export const accepted = <Data>(data: Data, extras: ReplyExtras = {}): DataReply<Data, 202> => ({
  kind: 'data',
  status: 202,
  data,
  ...extras,
});

/** A page of a list as `paginate` gives it. */
export const page = <Item, Beside extends object = Record<never, never>>(
  { items, nextCursor }: { items: readonly Item[]; nextCursor: string | null },
  { beside, ...extras }: ReplyExtras & { beside?: Beside } = {},
): ListReply<Item, Beside> => ({
  ...{ kind: 'list', status: 200, items, nextCursor, ...extras },
  // Whoever declares something beside the items names it here, or the route's handler does not compile.
  beside: beside ?? ({} as Beside),
});

export const file = (
  contentType: string,
  body: FileReply['body'],
  extras: { status?: number; headers?: Record<string, string> } = {},
): FileReply => ({ kind: 'file', status: 200, contentType, body, ...extras });

export const redirect = (location: string, status: RedirectStatus = 302): RedirectReply => ({
  kind: 'redirect',
  status,
  location,
});
