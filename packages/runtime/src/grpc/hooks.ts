import type { ServerHooks, ClientHooks } from '@chowk/contracts/grpc';
import { isAppError } from '@chowk/contracts/errors';
import type { IdentitySigner, IdentityVerifier } from '../identity/internal-identity.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../log/logger.ts';
import { currentRequest, withRequestContext } from '../telemetry/request-context.ts';

/** Gives gRPC clients our identity, the deadline and id of the request being served, and a log. */
export const clientHooks = (signer: IdentitySigner, logger: Logger): ClientHooks => ({
  identityFor: (audience) => signer.sign(audience),
  deadline: () => currentRequest()?.deadline,
  requestId: () => currentRequest()?.requestId,
  logRefusal({ code, message, details }, method) {
    logger.error({ code, refusal: message, details, method }, 'a neighbour refused our identity or input');
  },
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
