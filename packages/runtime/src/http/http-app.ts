import { AppError, isAppError } from '@chowk/contracts/errors';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { IDENTITY_HEADER, type UserIdentity } from '../identity/identity.ts';
import type { IdentityVerifier } from '../identity/internal-identity.ts';
import { newId } from '../ids.ts';
import type { Health } from '../lifecycle/health.ts';
import type { Logger } from '../log/logger.ts';
import { CallerLeftError, currentRequest, withRequestContext } from '../telemetry/request-context.ts';
import { withSpan } from '../telemetry/telemetry.ts';
import { errorHandler, routePath } from './error-handler.ts';
import type { Route } from './bind-routes.ts';
import { checkError, checkReply } from './check-reply.ts';
import { clientAddress } from './client-address.ts';
import type { RouteDeclaration } from './define-route.ts';
import { readMultipart, type MultipartBody } from './multipart.ts';
import { jsonBody } from './json-body.ts';
import { parseInput, readIdempotencyKey } from './request-input.ts';
import { sendReply } from './send-reply.ts';

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Builds the HTTP side of a service from its routes. Listens to nothing: see `listen`. */
export function createHttpApp(options: {
  service: string;
  logger: Logger;
  /** Who vouches for requests; the gateway, which vouches itself, leaves it out and knows nobody. */
  identities?: IdentityVerifier;
  health: Health;
  routes: readonly Route[];
  bodyLimitBytes: number;
  /** Hold every answer against its declaration, and fail those that break it: for tests. */
  checkReplies?: boolean;
}): Express {
  const { logger, health } = options;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.set('strict routing', true);

  app.get('/livez', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const report = await health.check();
    response.status(report.ready ? 200 : 503).json(report);
  });

  app.use(inRequestContext(options.service, { isPublicDoor: options.identities === undefined }));
  app.use(accessLog(logger));
  if (options.identities) app.use(withIdentity(options.identities));

  for (const route of options.routes) {
    const { spec } = route;
    app[spec.method](
      spec.path,
      authorize(spec),
      bodyParser(spec, spec.bodyLimitBytes ?? options.bodyLimitBytes),
      answer(route, options.checkReplies ?? false),
    );
  }

  app.use((_request, _response, next) => next(new AppError('NOT_FOUND')));
  app.use(errorHandler(logger));
  return app;
}

/**
 * Gives each request an id, a deadline and a place in the caller's trace. At the public door the caller is anybody:
 * the id is the one that the gateway has given, and the trace is ours.
 */
const inRequestContext =
  (service: string, { isPublicDoor }: { isPublicDoor: boolean }): RequestHandler =>
  (request, response, next) => {
    const given = isPublicDoor ? currentRequest()?.requestId : request.get('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : newId('req');
    const remaining = isPublicDoor ? 0 : Number(request.get('x-deadline-ms'));
    const deadline = remaining > 0 ? Date.now() + remaining : undefined;
    response.setHeader('x-request-id', requestId);
    void withSpan(
      {
        name: `${service} ${request.method}`,
        kind: 'SERVER',
        ...(isPublicDoor ? { strangersHeaders: request.headers } : { headers: request.headers }),
      },
      (span) => {
        response.once('finish', () => {
          span.setAttribute('http.route', routePath(request));
          span.setAttribute('http.response.status_code', response.statusCode);
        });
        return new Promise<void>((done) => {
          const caller = new AbortController();
          response.once('close', () => {
            if (!response.writableFinished) caller.abort(new CallerLeftError());
            done();
          });
          withRequestContext({ requestId, deadline, signal: caller.signal }, () => next());
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

const authorize =
  ({ auth }: RouteDeclaration): RequestHandler =>
  (request, _response, next) => {
    if (auth === 'public' || auth === 'optional') return next();
    const user = users.get(request);
    if (!user) throw new AppError('UNAUTHORIZED');
    if (auth !== 'user' && !auth.some((role) => user.roles.includes(role))) throw new AppError('FORBIDDEN');
    next();
  };

function bodyParser(spec: RouteDeclaration, limit: number): RequestHandler {
  if (spec.multipart) return (_request, _response, next) => next();
  if (spec.rawBody) return express.raw({ limit, type: () => true });
  return jsonBody(limit);
}

const answer =
  (route: Route, checked: boolean) =>
  async (request: Request, response: Response, _next: NextFunction): Promise<void> => {
    const { spec } = route;
    const reply = await refusalsChecked(checked, spec, async () => {
      const input = parseInput(spec, request);
      const user = spec.auth === 'public' ? undefined : users.get(request);
      return route.handle({
        ...input,
        // authorize() has made sure of the user wherever the route's type promises one.
        user,
        clientAddress: clientAddress(request.headers),
        idempotency: readIdempotencyKey(spec, request, input, user),
        rawBody: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        multipart: spec.multipart ? readMultipart(request, spec.multipart) : NO_PARTS,
      });
    });
    if (checked) checkReply(spec, reply);
    await sendReply(request, response, reply);
  };

const NO_PARTS: MultipartBody = { fields: {}, async *files() {} };

async function refusalsChecked<T>(
  checked: boolean,
  spec: RouteDeclaration,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (checked && isAppError(error)) checkError(spec, error);
    throw error;
  }
}
