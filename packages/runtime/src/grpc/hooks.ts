import type { ServerHooks, ClientHooks } from '@chowk/contracts/grpc';
import { isAppError } from '@chowk/contracts/errors';
import type { IdentitySigner, IdentityVerifier } from '../identity/internal-identity.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../log/logger.ts';
import { currentRequest, withRequestContext } from '../telemetry/request-context.ts';

/** Gives gRPC clients our identity and the deadline and id of the request being served. */
export const clientHooks = (signer: IdentitySigner): ClientHooks => ({
  identityFor: (audience) => signer.sign(audience),
  deadline: () => currentRequest()?.deadline,
  requestId: () => currentRequest()?.requestId,
});

/** Gives gRPC servers the check of the caller's identity, a request context and a log. */
export const serverHooks = (verifier: IdentityVerifier, logger: Logger): ServerHooks => ({
  verifyCaller: (token) => verifier.verify(token).issuer,
  run: ({ requestId, deadline }, work) =>
    withRequestContext({ requestId: requestId ?? newId('req'), deadline }, work),
  logAnswer(method, ms) {
    logger.info({ method, ms: Math.round(ms * 10) / 10 }, 'call');
  },
  logFailure(err, method) {
    if (isAppError(err) && err.status < 500) logger.debug({ code: err.code, method }, 'call refused');
    else logger.error({ err, method }, 'call failed');
  },
});
