import type { z } from 'zod';
import type { UserIdentity } from '../identity/identity.ts';
import type { RouteAuth, RouteContract, RouteDeclaration } from './define-route.ts';
import type { IdempotentRequest } from './idempotent-request.ts';
import type { MultipartBody } from './multipart.ts';
import type { ReplyFor } from './reply-spec.ts';
import type { Reply } from './reply.ts';

interface HandlerRequest<Auth extends RouteAuth, Params, Query, Headers, Body> {
  params: Params;
  query: Query;
  /** The headers that the route declares. */
  headers: Headers;
  body: Body;
  user: Auth extends 'public' ? undefined : Auth extends 'optional' ? UserIdentity | undefined : UserIdentity;
  /** Network address of the client as the gateway saw it; undefined when the gateway did not say. */
  clientAddress: string | undefined;
  /** Present when the route takes an Idempotency-Key and the request has one. */
  idempotency: IdempotentRequest | undefined;
  /** The body as it came, on routes with `rawBody`; empty when there was none. */
  rawBody: Buffer;
  /** The parts of the body, on routes with `multipart`. */
  multipart: MultipartBody;
}

/** What serves a declared route. */
export type RouteHandler<Declared extends RouteDeclaration> =
  Declared extends RouteDeclaration<
    infer Auth,
    infer Params,
    infer Query,
    infer Headers,
    infer Body,
    infer Replies
  >
    ? (
        request: HandlerRequest<Auth, z.output<Params>, z.output<Query>, z.output<Headers>, z.output<Body>>,
      ) => Promise<ReplyFor<Replies>>
    : never;

/** A declaration with its handler, types erased, as the app mounts it. */
export interface Route {
  operationId: string;
  spec: RouteDeclaration;
  handle(request: HandlerRequest<RouteAuth, unknown, unknown, unknown, unknown>): Promise<Reply>;
}

/** Joins the declarations of a capability with their handlers; a route without one does not compile. */
export function bindRoutes<const Contract extends RouteContract>(
  contract: Contract,
  handlers: { [Name in keyof Contract]: RouteHandler<Contract[Name]> },
): Route[] {
  return Object.entries(contract).map(([operationId, spec]) => ({
    operationId,
    spec,
    // The app parses each request by the same declaration that types the handler.
    handle: handlers[operationId] as unknown as Route['handle'],
  }));
}
