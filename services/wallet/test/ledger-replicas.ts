import { createOutboxCollection, Bus, Outbox } from '@chowk/messaging';
import { createCursorCodec } from '@chowk/runtime/http';
import { newId } from '@chowk/runtime/ids';
import { systemClock } from '@chowk/runtime/lifecycle';
import { createCollections } from '@chowk/runtime/mongo';
import { listenToEvents, quietLogger, storeAddresses, testDatabase, uniqueName } from '@chowk/testing';
import { userAccount } from '../src/ledger/domain/account.ts';
import type { NewTransfer, TransferKind } from '../src/ledger/domain/transfer.ts';
import { composeLedger, type LedgerApi } from '../src/ledger/ledger.ts';

export const SHARDS = 4;

/** Two replicas' ledgers over one database, and nothing else of the service. */
export async function startLedgers(options: { sharedMs?: number } = {}) {
  const db = await testDatabase();
  const prefix = uniqueName('ledger');
  const events = await listenToEvents(prefix);
  const { connection } = db;
  await createOutboxCollection(connection);
  const logger = quietLogger();
  const replicas: Array<{ ledger: LedgerApi; bus: Bus; outbox: Outbox }> = [];
  for (let i = 0; i < 2; i++) {
    const bus = await Bus.connect({ url: storeAddresses().rabbitmqUrl, prefix, logger, retryDelaysMs: [20] });
    const outbox = new Outbox({ connection, bus, source: 'wallet', logger });
    const ledger = composeLedger({
      connection,
      outbox,
      // All that the tests place have ended when the ledger is proved.
      openHolds: { async *stream() {} },
      clock: systemClock,
      cursors: (list) => createCursorCodec('secret', list),
      shards: SHARDS,
      maxWaiting: 1_000,
      ...options,
    });
    if (i === 0) await createCollections(ledger.collections ?? []);
    replicas.push({ ledger: ledger.api, bus, outbox });
  }
  const [first, second] = replicas.map(({ ledger }) => ledger) as [LedgerApi, LedgerApi];
  return {
    db,
    events,
    replicas,
    first,
    second,
    balanceOf: async (name: string) => (await first.findAccount(`${name}/INR`))?.balance,
    /** Stops, and gives the report of the proof. */
    async stop() {
      const report = await first.verifyLedger();
      for (const { bus, outbox } of replicas) {
        await outbox.stop();
        await bus.stop();
      }
      await events.stop();
      await db.drop();
      return report;
    },
  };
}

/** A transfer of its own id. */
export const move = (
  kind: TransferKind,
  source: string,
  destination: string,
  amount: number,
): NewTransfer => ({
  id: newId('trf'),
  kind,
  reference: 'ref_x',
  postings: [{ source, destination, amount, currency: 'INR' }],
});

export const available = (userId: string): string => userAccount(userId, 'available');
export const CLEARING = 'provider:razorpay:clearing';
export const fund = (userId: string, amount: number): NewTransfer =>
  move('topup', CLEARING, available(userId), amount);
export const pay = (from: string, to: string, amount: number): NewTransfer =>
  move('capture', from, to, amount);
