import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUBSCRIPTIONS, type SubscriptionManifest } from '@chowk/contracts/events';
import { checkSubscriptions, defineSubscription, subscriptionsOf } from './subscription.ts';

const MANIFEST = {
  notify: { alerts: ['stockLow', 'orderPlaced'], updates: ['balanceChanged'] },
} as const;
const define = subscriptionsOf(MANIFEST);
const handle = async (): Promise<void> => undefined;
const both = [define('notify', 'alerts', { handle }), define('notify', 'updates', { handle })];

test('a subscription takes the events of its line of the manifest', () => {
  const alerts = define('notify', 'alerts', {
    // Of two events of the line; a third would not compile.
    handle: async (event) => (event.name === 'stockLow' ? event.data.available : event.data.total.amount),
  });
  expect(alerts).toMatchObject({ service: 'notify', name: 'alerts', events: ['stockLow', 'orderPlaced'] });
  // @ts-expect-error: no such line
  expect(() => defineSubscription('notify', 'nowhere', { handle }).events.length).toThrow();
});

test('what a service declares is what the manifest says, both ways', () => {
  expect(() => checkSubscriptions(MANIFEST, 'notify', both)).not.toThrow();
  expect(() => checkSubscriptions(MANIFEST, 'orders', [])).not.toThrow();
  expect(() => checkSubscriptions(MANIFEST, 'notify', both.slice(1))).toThrow(
    'notify.alerts is in the manifest and nothing consumes it',
  );
  expect(() => checkSubscriptions(MANIFEST, 'orders', both.slice(1))).toThrow(
    'notify.updates is not a subscription of orders',
  );
  expect(() => checkSubscriptions({}, 'notify', both.slice(1))).toThrow(
    'notify.updates is not a subscription of notify',
  );
  expect(() => checkSubscriptions(MANIFEST, 'notify', [...both, ...both.slice(1)])).toThrow(
    'notify.updates is declared twice',
  );
});

test('each line of the house’s manifest is declared by its service, and by no other', () => {
  const services = join(import.meta.dirname, '../../../../services');
  const manifest: SubscriptionManifest = SUBSCRIPTIONS;
  const declared = globSync('*/src/**/*.consumer.ts', { cwd: services })
    .flatMap((file) => {
      const source = readFileSync(join(services, file), 'utf8');
      const name = /(?:define(?:Batch)?Subscription\(\s*'[a-z-]+',|userUpdateConsumer\()\s*'([a-z-]+)'/.exec(
        source,
      )?.[1];
      return `${file.split('/')[0]}.${name}`;
    })
    .sort();
  const lines = Object.entries(manifest).flatMap(([service, names]) =>
    Object.keys(names).map((name) => `${service}.${name}`),
  );
  expect(declared).toEqual(lines.sort());
});
