import { z } from 'zod';
import { defineJob } from '../src/index.ts';
import type { Replica } from './fixture.ts';

/** Few tries, soon after one another. */
export const quick = { backoff: { firstMs: 20, maxMs: 50 }, maxAttempts: 3 };
/** A job that the tests let fail. */
export const poison = defineJob({ type: 'test.poison', schema: z.strictObject({ n: z.number() }), ...quick });

/** Schedules so many of them, by keys p0, p1 and so on. */
export const schedulePoison = ({ outbox }: Replica, count: number) =>
  outbox.transact(async (tx) => {
    for (let n = 0; n < count; n++) tx.schedule({ job: poison, key: `p${n}`, data: { n } });
  });
