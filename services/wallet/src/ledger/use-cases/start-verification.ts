import type { Outbox } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import type { Clock } from '@chowk/runtime/lifecycle';
import { DuplicateId } from '../domain/duplicate-id.ts';
import {
  isStalled,
  NOTHING_VERIFIED,
  type Verification,
  type VerificationMode,
} from '../domain/verification.ts';
import { verifyLedgerJob } from '../jobs.ts';
import type { VerificationRepository } from '../ports.ts';

/**
 * Has the ledger verified by a job. While one run is under way others are answered with that one, whatever
 * they ask for; one on which nobody works any more is taken up again.
 */
export type StartVerification = (by: string, mode: VerificationMode) => Promise<Verification>;

export function createStartVerification(deps: {
  verifications: Pick<VerificationRepository, 'latest' | 'insert'>;
  outbox: Pick<Outbox, 'transact'>;
  clock: Clock;
}): StartVerification {
  const { verifications, outbox, clock } = deps;

  const begin = (by: string, mode: VerificationMode): Promise<Verification> =>
    outbox.transact(async (tx) => {
      const now = clock();
      const id = newId('vrf');
      const times = { startedAt: now, progressAt: now };
      const started = { id, mode, state: 'running', by, ...times, progress: NOTHING_VERIFIED } as const;
      await verifications.insert(started, tx);
      tx.schedule({ job: verifyLedgerJob, key: id, data: { verificationId: id } });
      return started;
    });

  async function join(): Promise<Verification | undefined> {
    const { current } = await verifications.latest();
    if (current && isStalled(current, clock())) {
      const { id } = current;
      await outbox.transact(async (tx) => {
        tx.schedule({ job: verifyLedgerJob, key: id, data: { verificationId: id } });
      });
    }
    return current;
  }

  return async (by, mode) => {
    const running = await join();
    if (running) return running;
    try {
      return await begin(by, mode);
    } catch (error) {
      if (!(error instanceof DuplicateId)) throw error;
      // Somebody else began at the same moment; that one may have ended since.
      return (await join()) ?? begin(by, mode);
    }
  };
}
