export { createCursorCodec, pageQuery, type CursorCodec, type CursorSigner } from './cursor.ts';
export { errorBody } from './error-handler.ts';
export { createHttpApp } from './http-app.ts';
export { drainHttpServer, listen, type RunningHttpServer } from './listen.ts';
export { created, file, ok, page, type Reply } from './reply.ts';
export { route, type IdempotentRequest, type Route, type RouteAuth } from './route.ts';
