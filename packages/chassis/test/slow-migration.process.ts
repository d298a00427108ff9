// A service with one migration, which a failpoint makes slow or deadly, for the tests of starting together.
import { failpoint } from '@chowk/runtime/failpoints';
import { runService } from '@chowk/runtime/lifecycle';
import { chassisConfigSchema, openChassis } from '../src/index.ts';

await runService({
  service: 'orders',
  schema: chassisConfigSchema,
  process,
  async compose(context) {
    const chassis = await openChassis('orders', context);
    return chassis.mount([], {
      migrations: [
        {
          id: '0002-slow',
          async up(connection) {
            const runs = connection.collection('runs');
            await runs.insertOne({ pid: process.pid, state: 'begun' });
            await failpoint('orders.migration.slow');
            await runs.updateOne({ pid: process.pid }, { $set: { state: 'done' } });
          },
        },
      ],
    });
  },
});
