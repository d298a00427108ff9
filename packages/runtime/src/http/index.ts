export { bindRoutes, type Route, type RouteHandler } from './bind-routes.ts';
export { clientAddress } from './client-address.ts';
export { createCursorCodec, pageQuery, type CursorCodec, type CursorSigner } from './cursor.ts';
export {
  DEFAULT_DEADLINE_MS,
  defineRoute,
  repliesOf,
  type RateClass,
  type RouteAuth,
  type RouteContract,
  type RouteDeclaration,
  type ServiceContract,
} from './define-route.ts';
export { assertIfMatch, entityTag, ifMatch, matchesIfNoneMatch, parseIfMatch } from './entity-tag.ts';
export { errorBody } from './error-handler.ts';
export { createHttpApp } from './http-app.ts';
export { claimIdOf, idempotentRequest, type IdempotentRequest } from './idempotent-request.ts';
export { INSTANCE_HEADER } from './connections.ts';
export { entranceOf } from './entrance-of.ts';
export { listen, type HttpEntrance, type RunningHttpServer } from './listen.ts';
export { paginate, type CursorPosition } from './paginate.ts';
export { replies, type ReplySpec } from './reply-spec.ts';
export {
  accepted,
  created,
  file,
  ok,
  page,
  redirect,
  type DataReply,
  type FileReply,
  type ListReply,
  type RedirectReply,
  type Reply,
} from './reply.ts';
