import type { ErrorCode } from '@chowk/contracts/errors';
import type { z } from 'zod';
import type { Role } from '../identity/identity.ts';
import { impliedErrors } from './implied-errors.ts';
import type { ReplySpec } from './reply-spec.ts';

/**
 * Who may use a route. `public`: anybody, a token is not even looked at. `optional`: anybody; who signs in is
 * known, and a bad token is refused. `user`: a signed-in person. Roles: one who has at least one of them.
 */
export type RouteAuth = 'public' | 'optional' | 'user' | readonly Role[];

/**
 * Budget at the gateway that a request counts against: `auth` is for guesses at secrets, `webhook` for
 * providers, which send in bursts from few addresses.
 */
export type RateClass = 'default' | 'auth' | 'webhook';

/** Longest time in ms until the answer, where a route says nothing else. */
export const DEFAULT_DEADLINE_MS = 15_000;

/** Parts of a multipart body: its text fields and its files. */
export interface MultipartSpec {
  /** Names of text fields that may come, ahead of the files. */
  fields: readonly string[];
  /** Files by field name. */
  files: Readonly<Record<string, { contentTypes: readonly string[]; maxBytes: number; maxCount?: number }>>;
}

interface RouteSpec<
  Auth extends RouteAuth,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Headers extends z.ZodType,
  Body extends z.ZodType,
  Replies extends ReplySpec | readonly ReplySpec[],
> {
  /** `head` only where HEAD must do less than GET, which answers it otherwise; list it ahead of the GET route. */
  method: 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete';
  /** Full path, in Express notation: `/api/v1/orders/:id`. */
  path: string;
  auth: Auth;
  /** One line for the API document: imperative, without a stop. */
  summary: string;
  /** More for the API document, where the summary leaves questions. */
  description?: string;
  /** Strict object of the path's parameters. */
  params?: Params;
  /** Strict object of the query. */
  query?: Query;
  /** Object of the headers that the route reads, in lower case; others are not refused. */
  headers?: Headers;
  /** Strict schema of a JSON body. */
  body?: Body;
  /** Keeps the bytes of the body instead of parsing it: for signatures over the raw body, and for forms. */
  rawBody?: { contentTypes: readonly string[] };
  /** The body is multipart/form-data and is read as it comes in. */
  multipart?: MultipartSpec;
  /** What it answers when all is well; several with different statuses or kinds as a list. */
  reply: Replies;
  /** Codes that it refuses with, beyond those that follow from the rest of the declaration. */
  errors?: readonly ErrorCode[];
  /** `required` where money moves; `optional` where something is made. */
  idempotency?: 'required' | 'optional';
  /** Largest body in bytes, where the service's BODY_LIMIT_BYTES is not right. */
  bodyLimitBytes?: number;
  /** The answer may take as long as its client reads: no deadline for the whole of it. */
  streaming?: boolean;
  /** Longest time in ms until the answer, at the gateway; 15 s where nothing is said. */
  deadlineMs?: number;
  rateClass?: RateClass;
  /** A page for developers: it does not exist in production, and not in the published contract. */
  development?: boolean;
  /** Replaced by another route: when it ends, as a calendar date (RFC 8594). */
  sunset?: string;
}

/** A declared route: data only, so that tools and tests read it without a store. */
export type RouteDeclaration<
  Auth extends RouteAuth = RouteAuth,
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Headers extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Replies extends ReplySpec | readonly ReplySpec[] = ReplySpec | readonly ReplySpec[],
> = RouteSpec<Auth, Params, Query, Headers, Body, Replies> & {
  /** All codes that it refuses with: its own, and those that follow from the declaration. */
  allErrors: readonly ErrorCode[];
};

/**
 * Declares a route. From the declaration come validation, the API document, the client, the gateway's table
 * and the role-by-route test; `bindRoutes` joins it with its handler at compose.
 */
export function defineRoute<
  const Auth extends RouteAuth,
  const Replies extends ReplySpec | readonly ReplySpec[],
  Params extends z.ZodType = z.ZodObject<Record<never, never>>,
  Query extends z.ZodType = z.ZodObject<Record<never, never>>,
  Headers extends z.ZodType = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
>(
  spec: RouteSpec<Auth, Params, Query, Headers, Body, Replies>,
): RouteDeclaration<Auth, Params, Query, Headers, Body, Replies> {
  return { ...spec, allErrors: [...new Set([...impliedErrors(spec), ...(spec.errors ?? [])])] };
}

/** The declarations of a capability by operationId, which is also the name of the client's method. */
export type RouteContract = Readonly<Record<string, RouteDeclaration>>;

/** The routes of a service by capability: what the published contract is made of. */
export interface ServiceContract {
  service: string;
  /** The service's name for people. */
  title: string;
  capabilities: Readonly<Record<string, RouteContract>>;
}

/** The replies that a declaration lists, as a list. */
export const repliesOf = ({ reply }: Pick<RouteDeclaration, 'reply'>): readonly ReplySpec[] =>
  'kind' in reply ? [reply] : reply;
