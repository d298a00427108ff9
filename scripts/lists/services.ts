import type { ServiceContract } from '@chowk/runtime/http';
import type { ServiceAddresses, ServingContext } from '@chowk/runtime/lifecycle';
import {
  createTestKeys,
  startInProcess,
  testClient,
  testDatabase,
  testEnv,
  uniqueName,
} from '@chowk/testing';
import type { z } from 'zod';
import { compose as auth } from '../../services/auth/src/compose.ts';
import { configSchema as authConfig } from '../../services/auth/src/config.ts';
import { compose as catalog } from '../../services/catalog/src/compose.ts';
import { configSchema as catalogConfig } from '../../services/catalog/src/config.ts';
import { compose as nfcQr } from '../../services/nfc-qr/src/compose.ts';
import { configSchema as nfcQrConfig } from '../../services/nfc-qr/src/config.ts';
import { compose as notify } from '../../services/notify/src/compose.ts';
import { configSchema as notifyConfig } from '../../services/notify/src/config.ts';
import { compose as orders } from '../../services/orders/src/compose.ts';
import { configSchema as ordersConfig } from '../../services/orders/src/config.ts';
import { compose as wallet } from '../../services/wallet/src/compose.ts';
import { configSchema as walletConfig } from '../../services/wallet/src/config.ts';
import { ownerOf, READER, ROW_MAKERS, ROWS, SMALL } from './rows.ts';

export type Connection = Awaited<ReturnType<typeof testDatabase>>['connection'];

/** A find or aggregate as the driver sent it. */
export type SentQuery = { collection: string; command: Record<string, unknown> };

export interface ListedService {
  name: string;
  connection: Connection;
  /** Asks as the reader. */
  get(path: string): ReturnType<ReturnType<typeof testClient>['get']>;
  /** The queries that were sent while `work` ran. */
  recording<T>(work: () => Promise<T>): Promise<{ answer: T; sent: SentQuery[] }>;
  stop(): Promise<void>;
}

// Neighbours are named and never there: a list asks nobody.
const AWAY = '127.0.0.1:9';
const NEIGHBOURS = { AUTH_GRPC: AWAY, NOTIFY_GRPC: AWAY, CATALOG_GRPC: AWAY, WALLET_GRPC: AWAY };

/** The service of a contract in this process, over a database full of rows. */
export async function startListed(contract: ServiceContract): Promise<ListedService> {
  const name = contract.service as keyof typeof STARTERS;
  const keys = createTestKeys();
  const database = await testDatabase();
  const env = testEnv(name, keys, database.name, uniqueName('lists'));
  const uri = new URL(env.MONGODB_URI!);
  uri.searchParams.set('monitorCommands', 'true');
  const { connections } = database.connection.base;
  const before = new Set(connections);
  const running = await STARTERS[name]({
    ...env,
    ...NEIGHBOURS,
    ...{ MONGODB_URI: uri.href, CHECK_REPLIES: 'false', RAZORPAY_BASE_URL: `http://${AWAY}` },
  });
  const sent: SentQuery[] = [];
  for (const connection of connections.filter((one) => !before.has(one)))
    connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'find' || commandName === 'aggregate')
        sent.push({ collection: String(command[commandName]), command: command as SentQuery['command'] });
    });
  await fill(name, database.connection);
  const client = testClient(running.url, keys.headers(name, READER));
  return {
    name,
    connection: database.connection,
    get: (path) => client.get(path),
    async recording(work) {
      sent.length = 0;
      return { answer: await work(), sent: [...sent] };
    },
    async stop() {
      await running.stop();
      await database.drop();
    },
  };
}

type Start = (env: Record<string, string>) => ReturnType<typeof startInProcess>;

const starter =
  <Schema extends z.ZodObject>(
    schema: Schema,
    compose: (context: ServingContext<z.output<Schema>>) => Promise<ServiceAddresses>,
  ): Start =>
  (env) =>
    startInProcess({ schema, compose, env });

const STARTERS = {
  auth: starter(authConfig, auth),
  catalog: starter(catalogConfig, (context) => catalog(context)),
  orders: starter(ordersConfig, orders),
  wallet: starter(walletConfig, wallet),
  notify: starter(notifyConfig, notify),
  'nfc-qr': starter(nfcQrConfig, nfcQr),
};

async function fill(service: string, connection: Connection): Promise<void> {
  for (const [collection, row] of Object.entries(ROW_MAKERS[service] ?? {})) {
    const rows = Array.from({ length: SMALL[collection] ?? ROWS }, (_, n) => row(n, ownerOf(n)));
    await connection.collection<{ _id: string }>(collection).insertMany(rows);
    // Otherwise the planner does not know yet that there are many.
    await connection.db!.command({ compact: collection });
  }
}
