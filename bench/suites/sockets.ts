import path from 'node:path';
import { EVENTS } from '@chowk/contracts/events';
import {
  createTestAccessTokens,
  createTestKeys,
  envelopeOf,
  heapBytes,
  heapProbe,
  listenToEvents,
  openManySockets,
  spawnService,
  startPeerService,
  testDatabase,
  testEnv,
  uniqueName,
  type SocketHandshake,
  type SpawnedService,
} from '@chowk/testing';
import { measureDelivery } from '../harness/delivery.ts';
import type { Figures, Outcome } from '../harness/outcome.ts';
import { circumstances } from '../harness/outcome.ts';
import { pssBytes, rssBytes } from '../harness/processes.ts';
import { pick, runRounds, type Contender } from '../harness/rounds.ts';

const SERVICES = path.join(import.meta.dirname, '../../services/notify');
/** These come first, so that what is made once for all is there. */
const WARM_UP = 300;
const IDLE = 3_000;
const HEARERS = 1_000;

interface Served {
  service: SpawnedService;
  handshakeOf: (n: number) => SocketHandshake;
  /** Causes one alert to everybody. */
  alert(): Promise<void>;
}

/** Idle sockets of notify, with identity, stream and revocation, beside those of bare Socket.IO; a process each round. */
export async function benchSockets(): Promise<Outcome> {
  const keys = createTestKeys();
  const tokens = createTestAccessTokens();
  const database = await testDatabase();
  const prefix = uniqueName('bench');
  const auth = await startPeerService('auth', keys, { GetJwks: tokens.getJwks });
  const bus = await listenToEvents(prefix);
  let alerts = 0;

  const startNotify = async (): Promise<Served> => ({
    service: await spawnService({
      main: path.join(SERVICES, 'src/main.ts'),
      env: { ...testEnv('notify', keys, database.name, prefix), AUTH_GRPC: auth.address, ...heapProbe() },
    }),
    // Admins, because an alert goes to them: one room each, as bare Socket.IO has.
    handshakeOf: (n) => ({
      headers: keys.headers('notify'),
      auth: { token: tokens.sign({ sub: `usr_${n}`, sid: `ses_${n}`, roles: ['user', 'admin'] }) },
    }),
    async alert() {
      alerts += 1;
      const low = { sku: `SKU-${alerts}`, productId: 'prd_1', storeId: 'str_1', available: 2, threshold: 5 };
      const id = `${prefix}_${alerts}`;
      await bus.publish(EVENTS.stockLow.type, envelopeOf('stockLow', id, low.productId, low), id);
    },
  });
  const startBare = async (): Promise<Served> => {
    const service = await spawnService({
      main: path.join(SERVICES, 'test/bare-socket-io.ts'),
      env: heapProbe(),
    });
    return { service, handshakeOf: () => ({}), alert: async () => void service.child.kill('SIGHUP') };
  };
  const contenders: Contender[] = [
    { name: 'notify', round: () => measureSockets(startNotify) },
    { name: 'bare Socket.IO', round: () => measureSockets(startBare) },
  ];
  try {
    const { medians, ...ran } = await runRounds('sockets', contenders, { warmUp: false });
    return {
      suite: 'sockets',
      ...circumstances(),
      ...ran,
      tables: [{ title: `${IDLE} idle sockets`, rows: medians }],
      charts: [
        {
          title: 'Memory of one idle socket',
          unit: 'KB',
          x: ['heap', 'PSS', 'RSS'],
          series: pick(medians, ['heap KB each', 'PSS KB each', 'RSS KB each']).map(({ name, figures }) => ({
            name,
            values: Object.values(figures),
          })),
        },
      ],
      notes: [
        'PSS and RSS are taken after the garbage is collected, as the heap is. An alert to notify goes over the broker and its database; a bare one is sent by the process that holds the sockets.',
      ],
    };
  } finally {
    await bus.stop();
    await auth.stop();
    await database.drop();
  }
}

async function measureSockets(start: () => Promise<Served>): Promise<Figures> {
  const { service, handshakeOf, alert } = await start();
  const pid = service.child.pid!;
  const look = async () => ({
    heap: await heapBytes(service),
    pss: pssBytes(pid),
    rss: rssBytes(pid),
  });
  try {
    const warm = await openManySockets(service.url, WARM_UP, (n) => handshakeOf(IDLE + n));
    const before = await look();
    const begun = performance.now();
    const idle = await openManySockets(service.url, IDLE, handshakeOf);
    const seconds = (performance.now() - begun) / 1000;
    const after = await look();
    warm.close();
    idle.sockets.slice(HEARERS).forEach((socket) => socket.close());
    const delivery = await measureDelivery(idle.sockets.slice(0, HEARERS), 'admin_alert', alert);
    idle.close();
    const kiloBytesEach = (key: keyof typeof before): number => (after[key] - before[key]) / IDLE / 1024;
    return {
      'heap KB each': kiloBytesEach('heap'),
      'PSS KB each': kiloBytesEach('pss'),
      'RSS KB each': kiloBytesEach('rss'),
      'connects per second': IDLE / seconds,
      [`an alert to ${HEARERS}, ms to the median`]: delivery.medianMs,
      'ms to the last': delivery.lastMs,
    };
  } finally {
    await service.stop();
  }
}
