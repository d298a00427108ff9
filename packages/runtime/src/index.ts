export {
  baseConfigSchema,
  grpcConfigSchema,
  mongoConfigSchema,
  rabbitConfigSchema,
  redisConfigSchema,
  type ServiceKeySet,
} from './config/base-config.ts';
export { ConfigError, flag, integer, list, loadConfig, secret } from './config/load-config.ts';
export { armFailpoints, failpoint } from './failpoints.ts';
export { incomingCalls, outgoingCalls } from './grpc-calls.ts';
export { createCursorCodec, pageQuery, type CursorCodec } from './http/cursor.ts';
export { errorBody } from './http/error-edge.ts';
export { createHttpApp } from './http/http-app.ts';
export { drainHttpServer, listen, type RunningHttpServer } from './http/listen.ts';
export { created, file, ok, page, type Reply } from './http/reply.ts';
export { route, type IdempotentRequest, type Route, type RouteAuth } from './http/route.ts';
export {
  createAccessTokenVerifier,
  type AccessToken,
  type AccessTokenVerifier,
} from './identity/access-token.ts';
export {
  IDENTITY_HEADER,
  ROLES,
  type InternalIdentity,
  type Role,
  type UserIdentity,
} from './identity/identity.ts';
export {
  createIdentitySigner,
  createIdentityVerifier,
  privateKeyFromBase64,
  type IdentitySigner,
  type IdentityVerifier,
} from './identity/internal-identity.ts';
export { createSigningKeys } from './identity/signing-keys.ts';
export { newId } from './ids.ts';
export { Health } from './lifecycle/health.ts';
export { runService, type RunningService, type Surroundings } from './lifecycle/run-service.ts';
export { StopStack } from './lifecycle/stop-stack.ts';
export { createLogger, type Logger } from './logger.ts';
export { connectMongo, isDuplicateKey, pingMongo } from './mongo/connect.ts';
export { createCollections, runMigrations, type Migration } from './mongo/migrations.ts';
export { currentRequest, runInRequest } from './request-context.ts';
export { continueTrace, startTelemetry, traceHeaders } from './telemetry/telemetry.ts';
