import type { EventName } from './catalogue.ts';

/** Who hears what: by service, by name of the subscription, the events. */
export type SubscriptionManifest = Readonly<
  Record<string, Readonly<Record<string, readonly [EventName, ...EventName[]]>>>
>;

/**
 * Every subscription of the house. Each is a queue, and every process declares and binds all of them before it
 * publishes anything: an event waits for its consumer also when that has never run yet. What is not said here
 * cannot be subscribed to (`defineSubscription` of @chowk/messaging), and an event that no line names goes
 * nowhere on purpose.
 *
 * A new subscription or event goes into `BINDINGS_EVER` as well.
 */
export const SUBSCRIPTIONS = {
  notify: {
    'order-updates': ['orderStatusChanged'],
    'wallet-updates': ['balanceChanged'],
    'scan-updates': ['scanRecorded'],
    'admin-alerts': ['orderPlaced', 'stockLow'],
    'attention-alerts': ['attentionRaised'],
  },
} as const satisfies SubscriptionManifest;

/** Event types by `<service>.<subscription>`. */
export type BindingHistory = Readonly<Record<string, readonly string[]>>;

/**
 * Every binding that a release ever declared. Lines are only added: a broker cannot be asked over AMQP what it
 * holds, so this is how `npm run broker:prune` knows which queues and bindings have left the manifest.
 */
export const BINDINGS_EVER: BindingHistory = {
  'notify.order-updates': ['orders.order-status-changed.v1'],
  'notify.wallet-updates': ['wallet.balance-changed.v1'],
  'notify.scan-updates': ['nfc-qr.scan-recorded.v1'],
  'notify.admin-alerts': ['orders.order-placed.v1', 'catalog.stock-low.v1'],
  'notify.attention-alerts': ['chowk.attention-raised.v1'],
};
