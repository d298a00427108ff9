import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { defineJob, handleJob, type HandledJob } from '../src/index.ts';

/** The jobs of these tests: those that another process runs too are here, with what they leave behind. */
export const recordJob = defineJob({ type: 'test.record', schema: z.strictObject({ n: z.number() }) });
export const callJob = defineJob({ type: 'test.call', schema: z.strictObject({ n: z.number() }) });
export const slowRecordJob = defineJob({
  type: 'test.slow-record',
  schema: z.strictObject({ ms: z.number() }),
});
export const slowCallJob = defineJob({ type: 'test.slow-call', schema: z.strictObject({ ms: z.number() }) });
export const tickJob = defineJob({ type: 'test.tick', schema: z.strictObject({}) });

/** What handlers leave: a row for each time an effect was had. Nothing keeps it from being there twice. */
export interface Effect {
  job: string;
  key: string;
  jobId: string;
  attempt: number;
  pid: number;
}
export const effectsOf = (connection: Connection) => connection.collection<Effect>('effects');

export function handlersOn(connection: Connection): HandledJob[] {
  const effects = effectsOf(connection);
  const row = (job: string, context: { key: string; jobId: string; attempt: number }): Effect => {
    const { key, jobId, attempt } = context;
    return { job, key, jobId, attempt, pid: process.pid };
  };
  return [
    handleJob(recordJob, {
      inTransaction: async (tx, _data, context) =>
        void (await effects.insertOne(row('record', context), { session: tx.session })),
    }),
    handleJob(callJob, {
      run: async (_data, context) => void (await effects.insertOne(row('call', context))),
    }),
    handleJob(slowRecordJob, {
      async inTransaction(tx, { ms }, context) {
        await effects.insertOne(row('slow-record', context), { session: tx.session });
        await sleep(ms, undefined, { signal: context.signal });
      },
    }),
    handleJob(slowCallJob, {
      async run({ ms }, context) {
        await effects.insertOne(row('slow-call', context));
        await sleep(ms, undefined, { signal: context.signal });
      },
    }),
    handleJob(tickJob, {
      inTransaction: async (tx, _data, context) =>
        void (await effects.insertOne(row('tick', context), { session: tx.session })),
    }),
  ];
}
