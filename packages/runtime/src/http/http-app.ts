import { createHash } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { z } from 'zod';
import { IDENTITY_HEADER, type UserIdentity } from '../identity/identity.ts';
import type { IdentityVerifier } from '../identity/internal-identity.ts';
import { newId } from '../ids.ts';
import type { Health } from '../lifecycle/health.ts';
import type { Logger } from '../log/logger.ts';
import { withRequestContext } from '../telemetry/request-context.ts';
import { withSpan } from '../telemetry/telemetry.ts';
import { errorHandler, routePath } from './error-handler.ts';
import type { Reply } from './reply.ts';
import type { IdempotentRequest, Route } from './route.ts';

const REQUEST_ID = /^[\w.:-]{1,128}$/;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** Builds the HTTP side of a service from its routes. Listens to nothing: see `listen`. */
export function createHttpApp(options: {
  service: string;
  logger: Logger;
  identities: IdentityVerifier;
  health: Health;
  routes: readonly Route[];
  bodyLimitBytes: number;
}): Express {
  const { logger, health } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');

  app.get('/livez', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const report = await health.check();
    response.status(report.ready ? 200 : 503).json(report);
  });

  app.use(inRequestContext(options.service));
  app.use(accessLog(logger));
  app.use(withIdentity(options.identities));

  const json = express.json({ limit: options.bodyLimitBytes, type: 'application/json' });
  const raw = express.raw({ limit: options.bodyLimitBytes, type: () => true });
  for (const spec of options.routes) {
    app[spec.method](spec.path, authorise(spec), spec.rawBody ? raw : json, answer(spec));
  }

  app.use((_request, _response, next) => next(new AppError('NOT_FOUND')));
  app.use(errorHandler(logger));
  return app;
}

/** Gives each request an id, a deadline and a place in the caller's trace. */
const inRequestContext =
  (service: string): RequestHandler =>
  (request, response, next) => {
    const given = request.get('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : newId('req');
    const remaining = Number(request.get('x-deadline-ms'));
    const deadline = remaining > 0 ? Date.now() + remaining : undefined;
    response.setHeader('x-request-id', requestId);
    void withSpan(
      { name: `${service} ${request.method}`, kind: 'SERVER', headers: request.headers },
      (span) => {
        response.once('finish', () => {
          span.setAttribute('http.route', routePath(request));
          span.setAttribute('http.response.status_code', response.statusCode);
        });
        return new Promise<void>((done) => {
          response.once('close', done);
          withRequestContext({ requestId, deadline }, () => next());
        });
      },
    );
  };

const accessLog =
  (logger: Logger): RequestHandler =>
  (request, response, next) => {
    const start = performance.now();
    response.once('finish', () => {
      logger.info(
        {
          method: request.method,
          route: routePath(request),
          status: response.statusCode,
          ms: Math.round((performance.now() - start) * 10) / 10,
        },
        'request',
      );
    });
    next();
  };

const users = new WeakMap<Request, UserIdentity>();

/** Lets in only what the gateway vouches for: a bare `x-user-id` is worth nothing. */
const withIdentity =
  (identities: IdentityVerifier): RequestHandler =>
  (request, _response, next) => {
    const identity = identities.verify(request.get(IDENTITY_HEADER));
    if (identity.issuer !== 'gateway') throw new AppError('UNAUTHORIZED');
    if (identity.user) users.set(request, identity.user);
    next();
  };

const authorise =
  (spec: Route): RequestHandler =>
  (request, _response, next) => {
    if (spec.auth === 'public') return next();
    const user = users.get(request);
    if (!user) throw new AppError('UNAUTHORIZED');
    if (spec.auth !== 'user' && !spec.auth.some((role) => user.roles.includes(role)))
      throw new AppError('FORBIDDEN');
    next();
  };

function parsed<Schema extends z.ZodType>(
  schema: Schema | undefined,
  value: unknown,
  prefix: string,
): z.output<Schema> {
  if (!schema) return undefined as z.output<Schema>;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError('VALIDATION_FAILED', {
    details: result.error.issues.flatMap((issue) => {
      // zod reports unknown keys at their parent; clients want the path of the key itself.
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
      return keys.map((key) => ({
        path: [prefix, ...issue.path, key].filter((part) => part !== undefined && part !== '').join('.'),
        message: issue.message,
      }));
    }),
  });
}

/** A JSON text that does not depend on the order of keys. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';

function idempotentRequest(spec: Route, request: Request, body: unknown): IdempotentRequest | undefined {
  if (!spec.idempotency) return undefined;
  const key = request.get('idempotency-key');
  if (key === undefined) {
    if (spec.idempotency === 'required') throw new AppError('IDEMPOTENCY_KEY_REQUIRED');
    return undefined;
  }
  if (!IDEMPOTENCY_KEY.test(key)) {
    throw new AppError('VALIDATION_FAILED', {
      details: [{ path: 'headers.idempotency-key', message: 'must be 1 to 255 visible ASCII characters' }],
    });
  }
  return {
    // Strangers share no account, so their address keeps one from being answered with another's.
    scope: `${users.get(request)?.userId ?? `anonymous ${request.get('x-client-ip') ?? ''}`} ${spec.method} ${request.path}`,
    key,
    requestHash: createHash('sha256').update(canonicalJson(body)).digest('base64url'),
  };
}

const answer =
  (spec: Route) =>
  async (request: Request, response: Response, _next: NextFunction): Promise<void> => {
    const params = parsed(spec.params, request.params, 'params');
    const query = parsed(spec.query, request.query, 'query');
    const body = spec.rawBody ? undefined : parsed(spec.body, request.body, '');
    const reply = await spec.handle({
      params,
      query,
      body,
      // authorise() has made sure of the user wherever the route's type promises one.
      user: users.get(request) as UserIdentity,
      idempotency: idempotentRequest(spec, request, body),
      headers: request.headers as Record<string, string | undefined>,
      rawBody: spec.rawBody ? (request.body as Buffer) : undefined,
    });
    send(request, response, reply);
  };

function send(request: Request, response: Response, reply: Reply): void {
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  const etag = response.getHeader('etag');
  if (etag !== undefined && request.method === 'GET' && request.get('if-none-match') === etag) {
    response.status(304).end();
    return;
  }
  response.status(reply.status);
  if (reply.raw) {
    response.setHeader('content-type', reply.raw.contentType);
    response.end(reply.raw.body);
    return;
  }
  if (response.getHeader('cache-control') === undefined)
    response.setHeader('cache-control', 'private, no-store');
  response.json({
    success: true,
    data: reply.data ?? null,
    ...(reply.message !== undefined && { message: reply.message }),
    ...(reply.meta && { meta: reply.meta }),
  });
}
