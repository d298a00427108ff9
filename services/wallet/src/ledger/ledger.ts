import type { Capability, Chassis } from '@chowk/chassis';
import { handleJob } from '@chowk/jobs';
import type { CursorCodec } from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Account, Entry } from './domain/entry.ts';
import { ledgerRoutes } from './http/ledger.routes.ts';
import { verifyLedgerJob } from './jobs.ts';
import { accountModel } from './persistence/account.model.ts';
import { entryModel } from './persistence/entry.model.ts';
import { headModel } from './persistence/head.model.ts';
import { createLedgerAuditRepository } from './persistence/ledger-audit.repository.ts';
import { createLedgerRepository } from './persistence/ledger.repository.ts';
import { transferModel } from './persistence/transfer.model.ts';
import { verificationModel } from './persistence/verification.model.ts';
import { createVerificationRepository } from './persistence/verification.repository.ts';
import type { EntryQuery, LedgerRepository, OpenHolds } from './ports.ts';
import { createCaptureHold, type CaptureHold } from './use-cases/capture-hold.ts';
import { createExpireHold, type ExpireHold } from './use-cases/expire-hold.ts';
import { createPlaceHold, type PlaceHold } from './use-cases/place-hold.ts';
import { createRunVerification } from './use-cases/run-verification.ts';
import { createStartVerification } from './use-cases/start-verification.ts';
import { createTransact, type Transact } from './use-cases/transact.ts';
import { createTransferMoney, type TransferMoney } from './use-cases/transfer-money.ts';
import { createVerifyLedger, type VerifyLedger } from './use-cases/verify-ledger.ts';
import { createVoidHold, type VoidHold } from './use-cases/void-hold.ts';
import { createWriteTransfer, type WriteTransfer } from './use-cases/write-transfer.ts';

export type { OpenHolds } from './ports.ts';
export type { LedgerTx } from './use-cases/transact.ts';

/** Moves money, and tells where it is. Nothing else writes transfers, entries and balances. */
export interface LedgerApi {
  transact: Transact;
  writeTransfer: WriteTransfer;
  transferMoney: TransferMoney;
  placeHold: PlaceHold;
  captureHold: CaptureHold;
  voidHold: VoidHold;
  expireHold: ExpireHold;
  findAccount(id: string): Promise<Account | undefined>;
  findAccounts: LedgerRepository['findAccounts'];
  listEntries(query: EntryQuery): Promise<Entry[]>;
  verifyLedger: VerifyLedger;
}

/** The double-entry ledger: accounts, transfers and entries. */
export function composeLedger({
  connection,
  outbox,
  openHolds,
  clock,
  cursors,
  shards,
  maxWaiting,
  sharedMs,
}: Pick<Chassis, 'connection' | 'outbox'> & {
  /** What holds are open: of those who place them. */
  openHolds: OpenHolds;
  clock: Clock;
  cursors: (list: string) => CursorCodec;
  /** How many shards a system account has, and so how many transfers a process runs at a time. */
  shards: number;
  /** How many transfers of a process may wait for their turn. */
  maxWaiting: number;
  /** For how long accounts are read after another process was met on them, in ms; 10 s unless said. */
  sharedMs?: number;
}): Capability<LedgerApi> {
  const ledger = createLedgerRepository(connection);
  const transact = createTransact({ ledger, outbox, shards, maxWaiting, sharedMs });
  const writeTransfer = createWriteTransfer({ ledger, clock });
  const verifyLedger = createVerifyLedger({
    audit: createLedgerAuditRepository(connection, openHolds),
    clock,
  });
  const verifications = createVerificationRepository(connection);
  const runVerification = createRunVerification({ verifications, verifyLedger, clock });
  return {
    name: 'ledger',
    api: {
      transact,
      writeTransfer,
      transferMoney: createTransferMoney({ ledger, transact, writeTransfer }),
      placeHold: createPlaceHold({ writeTransfer }),
      captureHold: createCaptureHold({ ledger, writeTransfer }),
      voidHold: createVoidHold({ ledger, writeTransfer }),
      expireHold: createExpireHold({ ledger, writeTransfer }),
      findAccount: (id) => ledger.findAccount(id),
      findAccounts: (ids) => ledger.findAccounts(ids),
      listEntries: (query) => ledger.listEntries(query),
      verifyLedger,
    },
    collections: [
      accountModel(connection),
      transferModel(connection),
      entryModel(connection),
      headModel(connection),
      verificationModel(connection),
    ],
    jobs: [
      handleJob(verifyLedgerJob, {
        run: ({ verificationId }, { signal }) => runVerification(verificationId, signal),
      }),
    ],
    routes: ledgerRoutes({
      startVerification: createStartVerification({ verifications, outbox, clock }),
      latestVerifications: () => verifications.latest(),
      listAccounts: (query) => ledger.listAccounts(query),
      cursors: cursors('ledger-accounts'),
    }),
  };
}
