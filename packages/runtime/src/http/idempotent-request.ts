import { createHash } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';

/** A request that must have its effect once; see packages/idempotency. */
export interface IdempotentRequest {
  /** Who asks for what: user, method, declared path and parsed parameters. */
  scope: string;
  key: string;
  /** SHA-256 over the canonical body. */
  requestHash: string;
}

const VISIBLE_KEY = /^[\x21-\x7e]{1,255}$/;
/** A stranger's key is all that tells them from others, so it must be hard to guess: a UUID has 36, a ULID 26. */
const STRANGERS_KEY_LENGTH = 16;

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('base64url');

/** A JSON text that does not depend on the order of keys. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';

/**
 * A request with its key and scope. The scope is made of what the route declares and parsed, so that no other
 * spelling of an address is another scope.
 *
 * Strangers share no account, and neither their address nor anything else that they send names them: phones change
 * networks, and a whole town may stand behind one address. The key does, together with the body: whoever has both
 * is answered again wherever they are, and whoever lacks one is somebody else, with a request of their own
 * (docs/adr/0022-safe-by-default.md). The scope keeps only a hash of the two.
 * @throws AppError VALIDATION_FAILED for a key that is none, or that is short and a stranger's
 */
export function idempotentRequest(given: {
  userId: string | undefined;
  method: string;
  /** As the route declares it, `/api/v1/cars/:id`. */
  path: string;
  /** As parsed; undefined where the route has none. */
  params: unknown;
  /** Parsed, or the bytes of a body that is not. */
  body: unknown;
  key: string;
}): IdempotentRequest {
  const { userId, method, path, params, body, key } = given;
  if (!VISIBLE_KEY.test(key)) throw badKey('must be 1 to 255 visible ASCII characters');
  if (userId === undefined && key.length < STRANGERS_KEY_LENGTH)
    throw badKey(
      `must have at least ${STRANGERS_KEY_LENGTH} characters where nobody is signed in, better random ones`,
    );
  const requestHash = sha256(Buffer.isBuffer(body) ? body : canonicalJson(body));
  const who = userId ?? `anonymous ${sha256(`${key}\n${requestHash}`).slice(0, 22)}`;
  const what = params === undefined ? '' : ` ${canonicalJson(params)}`;
  return { scope: `${who} ${method} ${path}${what}`, key, requestHash };
}

/**
 * Names a request where something is counted by it, such as a place in a quota: repetitions of one request
 * have one name, and no other request has it. The key alone is not enough, it may serve several.
 */
export const claimIdOf = ({ scope, key }: IdempotentRequest): string => sha256(`${scope}\n${key}`);

const badKey = (message: string): AppError =>
  new AppError('VALIDATION_FAILED', { details: [{ path: 'headers.idempotency-key', message }] });
