/** What a route answers; the app puts it into the envelope of the contract. */
export interface Reply {
  status: number;
  data?: unknown;
  message?: string;
  meta?: { nextCursor?: string | null };
  headers?: Record<string, string>;
  /** A body that is not JSON: an image, a page, a file. Takes the place of the envelope. */
  raw?: { contentType: string; body: Buffer | string };
}

export const ok = (data: unknown, extra: Pick<Reply, 'message' | 'meta' | 'headers'> = {}): Reply => ({
  status: 200,
  data,
  ...extra,
});

export const created = (data: unknown, extra: Pick<Reply, 'message' | 'headers'> = {}): Reply => ({
  status: 201,
  data,
  ...extra,
});

/** A list with its next cursor; null on the last page. */
export const page = (items: unknown[], nextCursor: string | null): Reply => ({
  status: 200,
  data: { items },
  meta: { nextCursor },
});

export const file = (
  contentType: string,
  body: Buffer | string,
  headers: Record<string, string> = {},
): Reply => ({
  status: 200,
  raw: { contentType, body },
  headers,
});
