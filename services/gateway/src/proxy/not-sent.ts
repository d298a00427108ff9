/** Failures before a byte was sent: asking another replica cannot do anything twice. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export const wasNotSent = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && NOT_SENT.has(String(error.code));
