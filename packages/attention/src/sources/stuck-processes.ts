import type { Tx } from '@chowk/messaging';
import type { Process, ProcessAdmin } from '@chowk/saga';
import type { AttentionEntry, AttentionSource } from '../ports.ts';
import { raiseAttention } from '../raise-attention.ts';

const KIND = 'process';

/** Processes that need attention: resumed at what was parked, or abandoned with the note. */
export const stuckProcesses = (admin: ProcessAdmin): AttentionSource => ({
  kind: KIND,
  async list({ limit, after }) {
    const processes = await admin.list({ limit, after: after && { at: after.since, id: after.id } });
    return processes.map(entryOf);
  },
  count: async () => (await admin.count()).reduce((sum, { count }) => sum + count, 0),
  replay: { inTransaction: async (tx, id) => void (await admin.resume(id, tx)) },
  resolve: {
    inTransaction: async (tx, id, { userId, note = '' }) =>
      void (await admin.abandon(id, { note, by: userId }, tx)),
  },
});

/** For `onNeedsAttention` of a process runner. */
export const raiseStuckProcess =
  (service: string) =>
  (process: Process, tx: Tx): void =>
    raiseAttention(tx, service, KIND, entryOf(process));

function entryOf(process: Process): AttentionEntry {
  const parked = Object.entries(process.steps)
    .filter(([, { state }]) => state === 'parked')
    .map(([step, { attempts, failure }]) => ({ step, attempts, reason: failure?.code ?? 'SERVER_ERROR' }));
  const steps = parked.map(({ step }) => step).join(' and ');
  return {
    id: process.id,
    title: `The ${process.type} of ${process.subject} is stuck at ${steps}.`,
    subject: process.subject,
    // What is listed and what is raised needs attention since an instant.
    since: process.attentionAt!,
    attempts: Math.max(0, ...parked.map(({ attempts }) => attempts)),
    reason: parked[0]?.reason ?? 'SERVER_ERROR',
    data: {
      type: process.type,
      parked,
      ...(process.failure && { failure: process.failure.code }),
    },
  };
}
