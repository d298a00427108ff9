/** Failures before a byte was sent: asking another replica cannot do anything twice. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export function wasNotSent(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && NOT_SENT.has(String(error.code))) return true;
  // undici's SocketError tells what its connection has seen: of a fresh one, nothing was written.
  const socket = 'socket' in error ? (error.socket as { bytesWritten?: number } | null) : undefined;
  return socket?.bytesWritten === 0;
}
