import { ensureEngine } from '../engine/install.ts';
import { type Cluster, startCluster } from '../engine/cluster.ts';
import { locateDataFolder, prepareDataFolder, removeDataFolder } from '../engine/data-folder.ts';
import { takeExclusiveLock } from '../engine/exclusive-lock.ts';
import { DEFAULT_SETTINGS, Gateway } from './gateway.ts';
import { log } from './log.ts';
import { type GatewayServer, listen } from './server.ts';
import type { FromGateway, ToGateway } from './process-messages.ts';

/** An earlier gateway whose starter was killed notices within moments and ends; this is time enough for it. */
const LOCK_WAIT_MS = 15_000;

let server: GatewayServer | undefined;
let cluster: Cluster | undefined;
let cleanUp: (() => void) | undefined;
let stopping: Promise<void> | undefined;

async function start(options: ToGateway): Promise<void> {
  const engine = await ensureEngine({
    ...(options.cacheDir !== undefined && { cacheDir: options.cacheDir }),
    progress: (message) => tell({ kind: 'progress', message }),
  });
  const data = locateDataFolder(options.dataDir);
  const release = await takeExclusiveLock(data.folder, {
    waitMs: LOCK_WAIT_MS,
    onWait: (pid) =>
      tell({ kind: 'progress', message: `waiting for process ${pid}, which uses the same data` }),
  });
  cleanUp = () => {
    if (options.ephemeral) removeDataFolder(options.dataDir, data);
    release();
  };
  prepareDataFolder(options.dataDir, data);
  cluster = await startCluster(engine, data);
  void cluster.ended.then(() => {
    if (!stopping) void fail('the database process has ended');
  });
  const gateway = new Gateway({
    ...DEFAULT_SETTINGS,
    ...options.settings,
    host: cluster.host,
    port: cluster.port,
  });
  await gateway.prepare((message) => tell({ kind: 'progress', message }));
  server = await listen(gateway, options.port);
  tell({ kind: 'ready', port: server.port });
}

/** Ends everything: the database's own end rolls back what is open. Data that is thrown away needs no orderly one. */
function stop(mode: 'fast' | 'immediate'): Promise<void> {
  stopping ??= (async () => {
    await server?.close();
    await cluster?.stop(mode);
    cleanUp?.();
  })();
  return stopping;
}

async function fail(reason: string): Promise<void> {
  log('error', 'the gateway gives up', { reason });
  tell({ kind: 'failed', reason });
  process.exitCode = 1;
  await stop('immediate').catch((error: Error) =>
    log('error', 'the end was not orderly', { error: error.message }),
  );
  process.exit(1);
}

function tell(message: FromGateway): void {
  // The starter may be gone already, and then nobody needs to know.
  if (process.connected) process.send?.(message, () => undefined);
}

let ephemeral = false;

async function end(): Promise<void> {
  await stop(ephemeral ? 'immediate' : 'fast');
  process.exit();
}

const endOrFail = (): void => {
  end().catch((error: Error) => fail(error.message));
};

process.once('message', (options: ToGateway) => {
  ephemeral = options.ephemeral;
  start(options).catch((error: Error) => fail(error.message));
});
// The channel closes when the starter ends, however it ends: then nobody needs this gateway.
process.once('disconnect', endOrFail);
process.once('SIGTERM', endOrFail);
process.once('SIGINT', endOrFail);
// Whoever read the log may be gone before us.
process.stderr.on('error', () => undefined);
