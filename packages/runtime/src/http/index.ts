export { clientAddress } from './client-address.ts';
export { createCursorCodec, pageQuery, type CursorCodec } from './cursor.ts';
export { assertIfMatch, entityTag, matchesIfNoneMatch, parseIfMatch } from './entity-tag.ts';
export { errorBody } from './error-handler.ts';
export { createHttpApp } from './http-app.ts';
export { drainHttpServer, listen, type RunningHttpServer } from './listen.ts';
export { paginate, type CursorPosition } from './paginate.ts';
export { created, file, ok, page, type Reply } from './reply.ts';
export { route, type IdempotentRequest, type Route, type RouteAuth } from './route.ts';
