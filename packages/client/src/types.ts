import type { OPERATIONS } from './generated/operations.ts';
import type { operations } from './generated/schema.ts';

export type OperationId = keyof typeof OPERATIONS & keyof operations;

/** A part of an input: left out where the operation has none, optional where all of it is. */
type Part<Name extends string, Value> = [Value] extends [undefined]
  ? unknown
  : undefined extends Value
    ? { [Key in Name]?: NonNullable<Value> }
    : { [Key in Name]: Value };

type Parameters<
  Id extends OperationId,
  Kind extends 'path' | 'query' | 'header',
> = operations[Id]['parameters'][Kind & keyof operations[Id]['parameters']];

type BodyOf<Request> = Request extends { content: infer Content }
  ? 'application/json' extends keyof Content
    ? Content['application/json']
    : 'multipart/form-data' extends keyof Content
      ? FormData
      : string
  : undefined;

type Body<Id extends OperationId> = operations[Id] extends { requestBody: infer Request }
  ? BodyOf<Request>
  : operations[Id] extends { requestBody?: infer Request }
    ? [NonNullable<Request>] extends [never]
      ? undefined
      : BodyOf<NonNullable<Request>> | undefined
    : undefined;

interface CallOptions {
  /** Ends the call. */
  signal?: AbortSignal;
}

/** What an operation takes: `path`, `query`, `headers` and `body` as far as it has them. */
export type Input<Id extends OperationId> = Part<'path', Parameters<Id, 'path'>> &
  Part<'query', Parameters<Id, 'query'>> &
  Part<'headers', Parameters<Id, 'header'>> &
  Part<'body', Body<Id>> &
  CallOptions;

type JsonOf<Response> = Response extends { content: { 'application/json': infer Json } } ? Json : never;
type IsFile<Response> = Response extends { content: infer Content }
  ? 'application/json' extends keyof Content
    ? never
    : Blob
  : never;

type Status = 200 | 201 | 202;
type Responses<Id extends OperationId> = operations[Id]['responses'];
type Successes<Id extends OperationId> = Responses<Id>[Extract<keyof Responses<Id>, Status>];
type Failures<Id extends OperationId> = Responses<Id>[Exclude<keyof Responses<Id>, Status>];

/** What an operation answers under `data`; a Blob where it answers a file. */
export type Answer<Id extends OperationId> =
  | (JsonOf<Successes<Id>> extends infer Json ? (Json extends { data: infer Data } ? Data : Json) : never)
  | IsFile<Successes<Id>>;

/** How an operation refuses: its `code` is one of those that it declares. */
export type Refusal<Id extends OperationId> = JsonOf<Failures<Id>>;

/** `meta` of a list. */
type Meta<Id extends OperationId> =
  JsonOf<Successes<Id>> extends infer Json
    ? Json extends { meta: infer Value }
      ? { meta: Value }
      : unknown
    : unknown;

export type Success<Id extends OperationId> = {
  ok: true;
  status: number;
  headers: Headers;
  data: Answer<Id>;
  message?: string;
} & Meta<Id>;

export interface Failure<Id extends OperationId> {
  ok: false;
  status: number;
  headers: Headers;
  error: Refusal<Id>;
}

export type Result<Id extends OperationId> = Success<Id> | Failure<Id>;

/** The operations by name. A refusal is an answer, not an exception; only a lost connection throws. */
export type Operations = {
  [Id in OperationId]: (
    ...input: Record<never, never> extends Input<Id> ? [input?: Input<Id>] : [input: Input<Id>]
  ) => Promise<Result<Id>>;
};
