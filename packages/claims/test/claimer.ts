import { armFailpoints, failpoint } from '@chowk/runtime/failpoints';
import { connectMongo } from '@chowk/runtime/mongo';
import { claimAll, confirmAll, createClaims, releaseAll, type CountResource } from '../src/index.ts';

// A process of its own for the tests of crashes. Arguments: database, what to do, ids of two counts, claim, ms to hold it.

type Arguments = [database: string, act: string, first: string, second: string, id: string, ttlMs: string];
const [database, act, first, second, id, ttlMs] = process.argv.slice(2) as Arguments;
armFailpoints(process.env.CHOWK_FAILPOINTS ?? '');
const connection = await connectMongo({ uri: process.env.MONGODB_URI!, database, poolSize: 5 });
const claims = createClaims({
  connection,
  retention: { endedDays: 30, confirmedDays: 400 },
  archiveAfter: 3,
});

const count = (resourceId: string): CountResource => ({ kind: 'count', id: resourceId, limit: 3 });
const resources = [count(first), count(second)];
const claimBoth = () =>
  claimAll(claims, {
    id,
    ttlMs: Number(ttlMs),
    parts: resources.map((resource) => ({ resource, content: { quantity: 1 } })),
  });

switch (act) {
  case 'use':
    await claimBoth();
    await failpoint('test.claimed');
    await confirmAll(claims, { id, resources });
    break;
  case 'release':
    await releaseAll(claims, { id, resources });
}
await connection.close();
