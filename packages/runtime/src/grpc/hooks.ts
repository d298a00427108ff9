import type { ServerHooks, ClientHooks } from '@chowk/contracts/grpc';
import { isAppError } from '@chowk/contracts/errors';
import type { IdentitySigner, IdentityVerifier } from '../identity/internal-identity.ts';
import { newId } from '../ids.ts';
import type { Logger } from '../log/logger.ts';
import { databaseFailure } from '../mongo/failures.ts';
import { CallerLeftError, currentRequest, withRequestContext } from '../telemetry/request-context.ts';

/** Gives gRPC clients our identity, of the request being served its deadline, its caller and its id, and a log. */
export const clientHooks = (signer: IdentitySigner, logger: Logger): ClientHooks => ({
  identityFor: (audience) => signer.sign(audience),
  deadline: () => currentRequest()?.deadline,
  signal: () => currentRequest()?.signal,
  requestId: () => currentRequest()?.requestId,
  logRefusal({ code, message, details }, method) {
    logger.error({ code, refusal: message, details, method }, 'a neighbour refused our identity or input');
  },
});

/** Gives gRPC servers the check of the caller's identity, a request context and a log. */
export const serverHooks = (verifier: IdentityVerifier, logger: Logger): ServerHooks => ({
  verifyCaller: (token) => verifier.verify(token).issuer,
  async run({ requestId, deadline, onCancelled }, work) {
    const caller = new AbortController();
    onCancelled(() => caller.abort(new CallerLeftError()));
    const request = { requestId: requestId ?? newId('req'), deadline, signal: caller.signal };
    try {
      return await withRequestContext(request, work);
    } catch (error) {
      throw databaseFailure(error) ?? error;
    }
  },
  logAnswer(method, ms) {
    logger.info({ method, ms: Math.round(ms * 10) / 10 }, 'call');
  },
  logFailure(err, method) {
    if (err instanceof CallerLeftError) logger.debug({ method }, 'the caller left');
    else if (isAppError(err) && err.status < 500) logger.debug({ code: err.code, method }, 'call refused');
    else logger.error({ err, method }, 'call failed');
  },
});
