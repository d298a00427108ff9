import { fork } from 'node:child_process';
import path from 'node:path';
import { REPLICA_SET } from './gateway/commands/handshake.ts';
import type { GatewaySettings } from './gateway/gateway.ts';
import type { FromGateway, ToGateway } from './gateway/process-messages.ts';

export { canInstallDocumentDb } from './engine/install.ts';

export type DocumentDbOptions = {
  /** Holds the data, or (as root) a file that names the folder in /var/lib/chowk that does. */
  dataDir: string;
  /** The port to listen on, on loopback; any free one when left out. */
  port?: number;
  /** Where the engine is kept; by default CHOWK_CACHE_DIR, or the machine's or user's cache folder. */
  cacheDir?: string;
  /** Removes the data at the end. */
  ephemeral?: boolean;
  /** Limits that differ from the defaults. */
  settings?: Partial<Omit<GatewaySettings, 'host' | 'port'>>;
  /** Hears what takes long: the download and unpacking of the first start. */
  progress?: (message: string) => void;
};

export type DocumentDb = {
  /** Connects any MongoDB driver, transactions included. */
  uri: string;
  /** The gateway's process, whose end is the database's end. */
  pid: number;
  /** Settles when the gateway's process is gone, however it went. */
  ended: Promise<void>;
  /** Ends gateway and database in order and waits until both are gone. */
  stop(): Promise<void>;
};

const MAIN = path.join(import.meta.dirname, 'gateway/main.ts');

/**
 * Starts a MongoDB-compatible database for development and tests, and installs its engine first where that is
 * missing. It runs in a process of its own and ends with the caller's, even if that is killed.
 * Throws an Error that says why when it does not start.
 */
export async function startDocumentDb(options: DocumentDbOptions): Promise<DocumentDb> {
  const child = fork(MAIN, [], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`the gateway ended at its start with ${signal ?? `code ${code}`}`)),
    );
    child.on('message', (message: FromGateway) => {
      if (message.kind === 'progress') options.progress?.(message.message);
      if (message.kind === 'ready') resolve(message.port);
      if (message.kind === 'failed') reject(new Error(`DocumentDB did not start: ${message.reason}`));
    });
    child.send({
      dataDir: path.resolve(options.dataDir),
      port: options.port ?? 0,
      cacheDir: options.cacheDir,
      ephemeral: options.ephemeral ?? false,
      settings: options.settings ?? {},
    } satisfies ToGateway);
  });
  return {
    uri: `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`,
    pid: child.pid ?? 0,
    ended,
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
