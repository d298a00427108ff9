import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { VerificationRepository } from '../ports.ts';
import type { VerifyLedger } from './verify-ledger.ts';

/** Carries a run of the verification on from where it was left, to its report. */
export type RunVerification = (id: string, signal: AbortSignal) => Promise<void>;

export const createRunVerification =
  (deps: {
    verifications: Pick<VerificationRepository, 'find' | 'saveProgress' | 'finish'>;
    verifyLedger: VerifyLedger;
    clock: Clock;
  }): RunVerification =>
  async (id, signal) => {
    const { verifications, verifyLedger, clock } = deps;
    const found = await verifications.find(id);
    if (found?.state !== 'running') return;
    const report = await verifyLedger({
      mode: found.mode,
      from: found.progress,
      async onProgress(progress) {
        if (!(await verifications.saveProgress(id, progress, clock())))
          throw new Error(`verification ${id} does not run any more`);
        await failpoint('wallet.verification.progress');
        signal.throwIfAborted();
      },
    });
    await verifications.finish(id, report, clock());
  };
