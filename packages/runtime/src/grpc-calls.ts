import type { IncomingCalls, OutgoingCalls } from '@chowk/contracts/grpc';
import { isAppError } from '@chowk/contracts/errors';
import type { IdentitySigner, IdentityVerifier } from './identity/internal-identity.ts';
import { newId } from './ids.ts';
import type { Logger } from './logger.ts';
import { currentRequest, runInRequest } from './request-context.ts';

/** Gives gRPC clients our identity and the deadline and id of the request being served. */
export const outgoingCalls = (signer: IdentitySigner): OutgoingCalls => ({
  identityFor: (audience) => signer.sign(audience),
  deadline: () => currentRequest()?.deadline,
  requestId: () => currentRequest()?.requestId,
});

/** Gives gRPC servers the check of the caller's identity, a request context and a log. */
export const incomingCalls = (verifier: IdentityVerifier, logger: Logger): IncomingCalls => ({
  verifyCaller: (token) => verifier.verify(token).issuer,
  run: ({ requestId, deadline }, work) =>
    runInRequest({ requestId: requestId ?? newId('req'), deadline }, work),
  logAnswer(method, ms) {
    logger.info({ method, ms: Math.round(ms * 10) / 10 }, 'call');
  },
  logFailure(err, method) {
    if (isAppError(err) && err.status < 500) logger.debug({ code: err.code, method }, 'call refused');
    else logger.error({ err, method }, 'call failed');
  },
});
