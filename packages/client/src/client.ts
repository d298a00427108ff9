import createFetchClient from 'openapi-fetch';
import { OPERATIONS } from './generated/operations.ts';
import type { OperationId, Operations } from './types.ts';

export interface ClientOptions {
  /** Address of the gateway, without a path. */
  baseUrl: string;
  /** The access token of whoever is signed in; asked anew for each call. */
  token?: () => string | undefined | Promise<string | undefined>;
  /** Sent with every call. */
  headers?: Record<string, string>;
  /** Another fetch, for tests and for platforms without one. */
  fetch?: (request: Request) => Promise<Response>;
}

/** An input with its types erased. */
interface AnyInput {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  headers?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
}

/** A result with its types erased. */
type AnyResult = { status: number; headers: Headers } & (
  { ok: true; data: unknown } | { ok: false; error: unknown }
);

interface RefusalBody {
  code: string;
  error: string;
  requestId?: string;
  details?: Array<Record<string, unknown>>;
}

/** A refusal where none was expected; see `orThrow`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly details: ReadonlyArray<Record<string, unknown>> | undefined;

  constructor(status: number, error: RefusalBody) {
    super(`${error.code}: ${error.error}`);
    this.status = status;
    this.code = error.code;
    this.requestId = error.requestId;
    this.details = error.details;
  }
}

/** A client of the published contract, with a method for each operation. */
export function createClient(options: ClientOptions): Operations {
  const { baseUrl, token, headers: common, fetch } = options;
  const http = createFetchClient({ baseUrl, ...(fetch && { fetch }) });

  const call = async (id: OperationId, input: AnyInput): Promise<AnyResult> => {
    const { method, path } = OPERATIONS[id];
    const bearer = await token?.();
    const { error, response } = await http.request(
      // The table and the types come from one document; together they type each method below.
      method.toLowerCase() as never,
      path as never,
      {
        params: { path: input.path, query: input.query },
        headers: {
          ...common,
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
          ...input.headers,
        },
        body: input.body,
        bodySerializer: serialized,
        ...(input.signal && { signal: input.signal }),
        // Left unread: what it is, its content type says.
        parseAs: 'stream',
      } as never,
    );
    return resultOf(response as Response, error);
  };

  return Object.fromEntries(
    Object.keys(OPERATIONS).map((id) => [id, (input: AnyInput = {}) => call(id as OperationId, input)]),
  ) as unknown as Operations;
}

const serialized = (body: unknown): unknown =>
  typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body);

async function resultOf(response: Response, error: unknown): Promise<AnyResult> {
  const { status, headers } = response;
  if (!response.ok) return { ok: false, status, headers, error: refusalOf(status, error) };
  const isJson = headers.get('content-type')?.startsWith('application/json') === true;
  if (!isJson) return { ok: true, status, headers, data: await response.blob() };
  const body = (await response.json()) as { success?: boolean; data: unknown };
  // A document in JSON is a file like any other; an answer comes in its envelope.
  if (body.success !== true) return { ok: true, status, headers, data: body };
  const { success: _, ...rest } = body;
  return { ok: true, status, headers, ...rest };
}

/** What refused, in the form of the contract, also where something on the way answered that does not know it. */
function refusalOf(status: number, error: unknown): unknown {
  if (typeof error === 'object' && error !== null && 'code' in error) return error;
  const words = typeof error === 'string' && error !== '' ? error.slice(0, 200) : `HTTP status ${status}`;
  return { success: false, code: 'UNKNOWN', error: words };
}

/**
 * The answer, for whoever expects one.
 * @throws ApiError when the operation refused
 */
export async function orThrow<Answered extends { ok: boolean }>(
  result: Promise<Answered>,
): Promise<Extract<Answered, { ok: true }>> {
  const settled: unknown = await result;
  const { ok, status, error } = settled as { ok: boolean; status: number; error: RefusalBody };
  if (!ok) throw new ApiError(status, error);
  return settled as Extract<Answered, { ok: true }>;
}
