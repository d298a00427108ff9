// The ledger under load in a process of its own, for the bench: for SECONDS, WORKERS people at a time are given
// money by a provider, each transfer with its event. Writes one line: transfers, and the CPU of this process in ms.
import { createOutboxCollection, Bus, Outbox } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import { systemClock } from '@chowk/runtime/lifecycle';
import { connectMongo, createCollections } from '@chowk/runtime/mongo';
import { quietLogger, uniqueName } from '@chowk/testing';
import { providerClearing, userAccount } from '../src/ledger/domain/account.ts';
import { accountModel } from '../src/ledger/persistence/account.model.ts';
import { entryModel } from '../src/ledger/persistence/entry.model.ts';
import { createLedgerRepository } from '../src/ledger/persistence/ledger.repository.ts';
import { transferModel } from '../src/ledger/persistence/transfer.model.ts';
import { createTransact } from '../src/ledger/use-cases/transact.ts';
import { createTransferMoney } from '../src/ledger/use-cases/transfer-money.ts';
import { createWriteTransfer } from '../src/ledger/use-cases/write-transfer.ts';

const { MONGODB_URI = '', RABBITMQ_URL = '', DATABASE = '', SECONDS = '4', WORKERS = '8' } = process.env;
const connection = await connectMongo({ uri: MONGODB_URI, database: DATABASE, poolSize: 20 });
const logger = quietLogger('wallet');
const bus = await Bus.connect({ url: RABBITMQ_URL, prefix: uniqueName('load'), logger, retryDelaysMs: [20] });
await createOutboxCollection(connection);
await createCollections([accountModel, transferModel, entryModel].map((model) => model(connection)));
const outbox = new Outbox({ connection, bus, source: 'wallet', logger });
const ledger = createLedgerRepository(connection);
const transact = createTransact({ ledger, outbox, shards: 8, maxWaiting: 1_000 });
const writeTransfer = createWriteTransfer({ ledger, clock: systemClock });
const transferMoney = createTransferMoney({ ledger, transact, writeTransfer });

const topUp = (userId: string) => {
  const id = newId('trf');
  const posting = {
    source: providerClearing('razorpay'),
    destination: userAccount(userId, 'available'),
    amount: 100,
    currency: 'INR',
  };
  return transferMoney({ id, kind: 'topup', reference: id, postings: [posting] });
};
const people = Array.from({ length: Number(WORKERS) }, (_, n) => `usr_${n}`);
await Promise.all(people.map(topUp));
const cpu = process.cpuUsage();
const end = performance.now() + Number(SECONDS) * 1000;
let transfers = 0;
await Promise.all(
  people.map(async (userId) => {
    for (; performance.now() < end; transfers++) await topUp(userId);
  }),
);
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(`${JSON.stringify({ msg: 'load', transfers, cpuMs: (user + system) / 1000 })}\n`);
await outbox.stop();
await bus.stop();
await connection.close();
