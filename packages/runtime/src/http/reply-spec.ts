import { z } from 'zod';
import type { DataReply, FileReply, ListReply, RedirectReply, RedirectStatus } from './reply.ts';

/** Headers of an answer that clients may rely on, each with what it says. */
export type ReplyHeaders = Readonly<Record<Lowercase<string>, string>>;

/** Declares an answer in the envelope; `data` is what the JSON under `data` looks like. */
export interface DataReplySpec<Data extends z.ZodType = z.ZodType, Status extends number = number> {
  kind: 'data';
  status: Status;
  data: Data;
  headers?: ReplyHeaders;
}

/** What a list is sorted by, as for `sort()` of the database; the last field is unique, so that no two rows tie. */
type ListKey = Readonly<Record<string, 1 | -1>>;

/** A list's one key, or the keys of a list that is sorted as its query's `sort` says, by that word. */
export type ListKeys = ListKey | Readonly<Record<string, ListKey>>;

/**
 * Declares a page of a list; `item` is what each of `data.items` looks like, `beside` what else `data` holds,
 * such as counts.
 */
export interface ListReplySpec<Item extends z.ZodType = z.ZodType, Beside extends z.ZodObject = z.ZodObject> {
  kind: 'list';
  status: 200;
  item: Item;
  /** Fields of what is stored, of which an index serves the list: a page costs what it holds, however long the list. */
  key: ListKeys;
  beside?: Beside;
  headers?: ReplyHeaders;
}

/** Declares a body that is not JSON, in one of these content types. */
export interface FileReplySpec {
  kind: 'file';
  status: number;
  contentTypes: readonly string[];
  headers?: ReplyHeaders;
}

export interface RedirectReplySpec {
  kind: 'redirect';
  status: RedirectStatus;
  headers?: ReplyHeaders;
}

export type ReplySpec = DataReplySpec | ListReplySpec | FileReplySpec | RedirectReplySpec;

/** The reply that a handler must give for a declaration, or for any one of several. */
export type ReplyFor<Spec> = Spec extends readonly (infer One)[]
  ? ReplyFor<One>
  : Spec extends DataReplySpec<infer Data, infer Status>
    ? DataReply<z.input<Data>, Status>
    : Spec extends ListReplySpec<infer Item, infer Beside>
      ? ListReply<z.input<Item>, z.input<Beside>>
      : Spec extends FileReplySpec
        ? FileReply
        : Spec extends RedirectReplySpec
          ? RedirectReply
          : never;

/**
 * Ways to declare what a route answers. Schemas describe the JSON itself: instants are strings, nothing is
 * transformed. Keys that a schema does not name are refused in tests.
 */
export const replies = {
  /** `data` under its schema, by default with status 200. */
  data: <Data extends z.ZodType, const Status extends number = 200>(
    data: Data,
    options: { status?: Status; headers?: ReplyHeaders } = {},
  ): DataReplySpec<Data, Status> => ({
    kind: 'data',
    status: options.status ?? (200 as Status),
    data,
    ...(options.headers && { headers: options.headers }),
  }),

  /** Nothing to tell but that it is done: `data` is null. */
  done: (): DataReplySpec<z.ZodNull, 200> => ({ kind: 'data', status: 200, data: z.null() }),

  /**
   * A page of a list, with `meta.nextCursor`; `key` is what the database sorts it by, and `beside` says what `data`
   * holds beside the items.
   */
  list: <Item extends z.ZodType, Beside extends z.ZodObject = z.ZodObject<Record<never, never>>>(
    item: Item,
    options: { key: ListKeys; headers?: ReplyHeaders; beside?: Beside },
  ): ListReplySpec<Item, Beside> => ({ kind: 'list', status: 200, item, ...options }),

  /** A file in one of these content types. */
  file: (
    contentTypes: readonly string[],
    options: { status?: number; headers?: ReplyHeaders } = {},
  ): FileReplySpec => ({ kind: 'file', status: 200, contentTypes, ...options }),

  redirect: (status: RedirectStatus = 302): RedirectReplySpec => ({ kind: 'redirect', status }),
};
