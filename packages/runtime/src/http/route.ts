import type { z } from 'zod';
import type { Role, UserIdentity } from '../identity/identity.ts';
import type { Reply } from './reply.ts';

/** Who may use a route: anybody, anybody with the identity passed on, a signed-in person, or one of some roles. */
export type RouteAuth = 'public' | 'user' | readonly Role[];

/** A request that must have its effect once; see packages/idempotency. */
export interface IdempotentRequest {
  /** Who asks for what: user, method and path. */
  scope: string;
  key: string;
  /** SHA-256 over the canonical body. */
  requestHash: string;
}

interface RouteRequest<Auth extends RouteAuth, Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  user: Auth extends 'public' ? UserIdentity | undefined : UserIdentity;
  /** Present when the route takes an Idempotency-Key and the request has one. */
  idempotency: IdempotentRequest | undefined;
  /** Request headers in lower case. */
  headers: Record<string, string | undefined>;
  /** The body as it came, on routes with `rawBody`. */
  rawBody: Buffer | undefined;
}

interface RouteSpec<
  Auth extends RouteAuth,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
> {
  /** `head` only where HEAD must do less than GET, which answers it otherwise; list it ahead of the GET route. */
  method: 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete';
  /** Full path, in Express notation: `/api/v1/orders/:id`. */
  path: string;
  auth: Auth;
  /** One line for the API document. */
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** `required` where money moves; `optional` where something is made. */
  idempotency?: 'required' | 'optional';
  /** Keeps the bytes of the body instead of parsing it: for signatures over the raw body. */
  rawBody?: boolean;
  handle(request: RouteRequest<Auth, z.output<Params>, z.output<Query>, z.output<Body>>): Promise<Reply>;
}

/** A route with its types erased, as the app mounts it and tools read it. */
export type Route = RouteSpec<RouteAuth, z.ZodType, z.ZodType, z.ZodType>;

/** Declares a route. The schemas type the handler; validation, documents and tests read them too. */
export const route = <
  const Auth extends RouteAuth,
  Params extends z.ZodType = z.ZodObject<Record<never, never>>,
  Query extends z.ZodType = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
>(
  spec: RouteSpec<Auth, Params, Query, Body>,
): Route => spec as unknown as Route;
