import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { MalformedBsonError } from './bson-slices.ts';
import { commandTable } from './commands/table.ts';
import type { ConnectionState } from './commands/handler.ts';
import { parseCommand } from './command.ts';
import { toServerError } from './engine-error.ts';
import type { Gateway } from './gateway.ts';
import { log } from './log.ts';
import { serializeReply } from './reply.ts';
import { ErrorCode, ServerError } from './server-error.ts';
import { encodeReply, MessageSplitter, parseRequest, ProtocolError, type Request } from './wire.ts';

const HOST = '127.0.0.1';

export type GatewayServer = {
  port: number;
  close(): Promise<void>;
};

/** Listens on loopback for MongoDB drivers. Port 0 takes any free one. */
export async function listen(gateway: Gateway, port: number): Promise<GatewayServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    connections += 1;
    serve(socket, gateway, { id: connections, address: `${HOST}:${(server.address() as AddressInfo).port}` });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Answers one connection's requests one after the other, as the protocol wants them. */
function serve(socket: Socket, gateway: Gateway, connection: ConnectionState): void {
  const splitter = new MessageSplitter();
  const waiting: Buffer[] = [];
  let busy = false;
  let replies = 0;

  const work = async (): Promise<void> => {
    busy = true;
    try {
      for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
        const request = parseRequest(message);
        const reply = await answer(request, gateway, connection);
        replies += 1;
        if (request.wantsReply && socket.writable) socket.write(encodeReply(request, replies, reply));
      }
    } catch (error) {
      refuse(error);
    }
    busy = false;
    // A transaction's command may have been on its way when the connection closed.
    if (socket.destroyed) rollBack();
  };
  const refuse = (error: unknown): void => {
    const expected = error instanceof ProtocolError || error instanceof MalformedBsonError;
    log(expected ? 'warn' : 'error', 'a connection is closed', { error: (error as Error).message });
    socket.destroy();
  };
  const rollBack = (): void => {
    gateway.transactions
      .connectionClosed(connection)
      .catch((error: Error) => log('error', 'a rollback failed', { error: error.message }));
  };

  socket.on('data', (chunk: Buffer) => {
    try {
      waiting.push(...splitter.push(chunk));
    } catch (error) {
      return refuse(error);
    }
    if (!busy) void work();
  });
  socket.on('error', (error) => log('info', 'a connection broke', { error: error.message }));
  socket.on('close', rollBack);
}

async function answer(request: Request, gateway: Gateway, connection: ConnectionState): Promise<Buffer> {
  try {
    const command = parseCommand(request);
    const handler = commandTable.get(command.name);
    if (!handler) throw new ServerError(ErrorCode.CommandNotFound, `no such command: '${command.name}'`);
    return await handler(command, gateway, connection);
  } catch (error) {
    if (error instanceof MalformedBsonError) throw error;
    const known = toServerError(error);
    if (known.code === ErrorCode.InternalError)
      log('error', 'a command failed', { error: (error as Error).stack });
    return serializeReply(known.toReply());
  }
}
