import { io, type Socket } from 'socket.io-client';

const AT_ONCE = 25;

/** What a socket brings along. */
export interface SocketHandshake {
  auth?: object;
  headers?: Record<string, string>;
}

/**
 * Opens many sockets, some at once, and resolves when all are in.
 * @throws Error of the first that is refused; nothing is left open then
 */
export async function openManySockets(
  url: string,
  count: number,
  handshakeOf: (n: number) => SocketHandshake = () => ({}),
): Promise<{ sockets: Socket[]; close(): void }> {
  const sockets: Socket[] = [];
  const close = (): void => sockets.forEach((socket) => socket.close());
  const open = (n: number): Promise<void> => {
    const { auth = {}, headers = {} } = handshakeOf(n);
    const options = { transports: ['websocket'], forceNew: true, reconnection: false };
    const socket = io(url, { ...options, auth, extraHeaders: headers });
    sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
  };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await open(next++);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } catch (error) {
    close();
    throw error;
  }
  return { sockets, close };
}
