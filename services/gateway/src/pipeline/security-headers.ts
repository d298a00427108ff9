import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/**
 * The security header fields that helmet would set, computed once: running the whole middleware for every
 * proxied answer costs more than the proxying. Services may replace them (a page has its own CSP).
 */
export function securityHeaders(): ReadonlyArray<readonly [string, string]> {
  const found = new Map<string, string>();
  const recorder = {
    setHeader: (name: string, value: string) => void found.set(name.toLowerCase(), value),
    removeHeader: (name: string) => void found.delete(name.toLowerCase()),
  };
  helmet({
    // Answers are data: nothing in them may load or be framed.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  })({} as IncomingMessage, recorder as unknown as ServerResponse, () => undefined);
  return [...found];
}
