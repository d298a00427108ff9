import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Of the driver itself, whatever the application does. */
const NOT_COUNTED = new Set([
  'hello',
  'ismaster',
  'isMaster',
  'ping',
  'endSessions',
  'buildInfo',
  'killCursors',
]);
const OP_MSG = 2013;

/** A line to MongoDB that counts the commands which cross it. It is never in the way of a round that is timed. */
export interface CommandCounter {
  /** Address for a driver: to this one server, or it would learn the true addresses and go around. */
  uri: string;
  /** Command and collection -> how often since the last call. */
  take(): Map<string, number>;
  stop(): Promise<void>;
}

/** @param mongodbUri of a server on this machine or elsewhere */
export async function startCommandCounter(mongodbUri: string): Promise<CommandCounter> {
  const target = new URL(mongodbUri);
  let counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: target.hostname, port: Number(target.port || 27017) });
    const count = createMessageReader((command) => counts.set(command, (counts.get(command) ?? 0) + 1));
    near.on('data', count);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket.setNoDelay(true));
      // Whoever is at the other end sees it.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const uri = new URL(mongodbUri);
  uri.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  uri.searchParams.delete('replicaSet');
  uri.searchParams.set('directConnection', 'true');
  return {
    uri: uri.href,
    take() {
      const taken = counts;
      counts = new Map();
      return taken;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/**
 * Cuts a stream of bytes into messages of the MongoDB wire protocol and tells the command of each OP_MSG, as
 * `find orders`. https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
export function createMessageReader(tell: (command: string) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
      const length = pending.readInt32LE(0);
      const command = commandOf(pending.subarray(0, length));
      if (command !== undefined) tell(command);
      pending = pending.subarray(length);
    }
  };
}

/** Header of 16 bytes, 4 of flags, one for the kind of the section, then a document whose first key is the command. */
function commandOf(message: Buffer): string | undefined {
  if (message.length < 26 || message.readInt32LE(12) !== OP_MSG || message[20] !== 0) return undefined;
  const type = message[25];
  const nameEnd = message.indexOf(0, 26);
  const name = message.toString('latin1', 26, nameEnd);
  if (NOT_COUNTED.has(name)) return undefined;
  // The value of most commands is the collection: a string, with its length before it.
  if (type !== 2) return name;
  const length = message.readInt32LE(nameEnd + 1);
  return `${name} ${message.toString('utf8', nameEnd + 5, nameEnd + 4 + length)}`;
}
