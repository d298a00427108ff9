import { z } from 'zod';
import { moneySchema } from '@chowk/money';
import { openEnum } from './open-enum.ts';

/** One fact that a service tells the others. */
export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  /** Routing key and CloudEvents type, `<service>.<past-tense>.v<n>`; `chowk.…` is what any service may say. */
  readonly type: string;
  readonly summary: string;
  readonly schema: Schema;
  /** Whether its envelope says which version of its subject it tells of. */
  readonly versioned: boolean;
}

const define = <Schema extends z.ZodType>(type: string, summary: string, schema: Schema) =>
  ({ type, summary, schema, versioned: false as const }) satisfies EventDefinition<Schema>;

/** An event about something that has a version: who emits it must say which, so that consumers know the newer. */
const defineVersioned = <Schema extends z.ZodType>(type: string, summary: string, schema: Schema) =>
  ({ type, summary, schema, versioned: true as const }) satisfies EventDefinition<Schema>;

const id = z.string().min(1);
const instant = z.iso.datetime();
const orderStatus = openEnum([
  'pending_payment',
  'placed',
  'confirmed',
  'packed',
  'shipped',
  'out_for_delivery',
  'delivered',
  'cancelled',
  'returned',
  'refunded',
]);

const orderFacts = z.object({
  orderId: id,
  orderNumber: z.string(),
  userId: id,
  total: moneySchema,
  storeIds: z.array(id),
});

/** What a stranger who stands before a car may tell its owner without either number crossing. */
export const CONTACT_REASONS = [
  'lights_on',
  'window_open',
  'alarm_ringing',
  'blocking_the_way',
  'being_towed',
  'accident',
  'other',
] as const;

/**
 * Every event of the house. An event never carries a phone number, an address or a secret: who needs
 * those asks the owner over gRPC. Fields are only added; a change of meaning is a new version. Lists of values
 * are open (`openEnum`): a new value may reach a consumer that is a release behind.
 */
export const EVENTS = {
  userRegistered: defineVersioned(
    'auth.user-registered.v1',
    'A person signed in for the first time.',
    z.object({ userId: id, registeredAt: instant }),
  ),
  sessionRevoked: define(
    'auth.session-revoked.v1',
    'A session ended before its time: sign-out, a refresh token used twice, or an admin took rights away.',
    z.object({
      userId: id,
      sessionId: id,
      reason: openEnum(['logout', 'refresh_token_reused', 'role_removed', 'user_blocked']),
    }),
  ),
  stockLow: define(
    'catalog.stock-low.v1',
    'What can be sold of an article fell to its threshold or below.',
    z.object({ sku: z.string(), productId: id, storeId: id, available: z.int(), threshold: z.int() }),
  ),
  orderPlaced: defineVersioned(
    'orders.order-placed.v1',
    'An order is certain: stock is reserved and payment is authorised.',
    orderFacts.extend({
      placedAt: instant,
      paymentMethod: z.string(),
      lines: z.array(
        z.object({
          productId: id,
          sku: z.string(),
          name: z.string(),
          quantity: z.int(),
          lineTotal: moneySchema,
        }),
      ),
    }),
  ),
  orderStatusChanged: defineVersioned(
    'orders.order-status-changed.v1',
    'An order moved to another status. `version` grows by one with each change of an order.',
    orderFacts.extend({
      from: orderStatus,
      to: orderStatus,
      version: z.int(),
      changedAt: instant,
      actor: openEnum(['customer', 'staff', 'system']),
    }),
  ),
  orderCancelled: defineVersioned(
    'orders.order-cancelled.v1',
    'A placed order was cancelled; stock and money go back.',
    orderFacts.extend({ reason: z.string(), cancelledAt: instant }),
  ),
  orderDelivered: defineVersioned(
    'orders.order-delivered.v1',
    'An order reached the customer.',
    orderFacts.extend({ deliveredAt: instant }),
  ),
  balanceChanged: defineVersioned(
    'wallet.balance-changed.v1',
    'The wallet of a user changed. Balances are those right after the transfer; the version of the subject counts the entries of both accounts.',
    z.object({
      userId: id,
      transferId: id,
      kind: openEnum(['topup', 'hold', 'void', 'capture', 'refund', 'reversal', 'reinstatement']),
      amount: moneySchema,
      balance: moneySchema,
      held: moneySchema,
      reference: z.string(),
      at: instant,
    }),
  ),
  paymentAuthorized: define(
    'wallet.payment-authorised.v1',
    'Money for an order is held.',
    z.object({ paymentId: id, userId: id, reference: z.string(), amount: moneySchema, at: instant }),
  ),
  paymentCaptured: define(
    'wallet.payment-captured.v1',
    'Money was taken: from a wallet hold, or by a provider for a top-up.',
    z.object({ paymentId: id, userId: id, reference: z.string(), amount: moneySchema, at: instant }),
  ),
  paymentFailed: define(
    'wallet.payment-failed.v1',
    'A provider could not take the money.',
    z.object({
      paymentId: id,
      userId: id,
      reference: z.string(),
      amount: moneySchema,
      reason: z.string(),
      at: instant,
    }),
  ),
  refundCompleted: define(
    'wallet.refund-completed.v1',
    'Money of a captured payment went back to the user.',
    z.object({
      refundId: id,
      paymentId: id,
      userId: id,
      reference: z.string(),
      amount: moneySchema,
      at: instant,
    }),
  ),
  scanRecorded: define(
    'nfc-qr.scan-recorded.v1',
    'Somebody scanned a code. Who scanned is known to the owner of the code only, through nfc-qr.',
    z.object({
      scanId: id,
      ownerUserId: id,
      carId: id,
      carModel: z.string(),
      maskedNumber: z.string(),
      scannedAt: instant,
      kind: openEnum(['view', 'lead', 'contact']),
      /** What a contact is about, from a fixed list; no free text of a stranger travels. */
      reason: openEnum(CONTACT_REASONS).optional(),
    }),
  ),
  /** Of any service: `source` of the envelope says which. */
  attentionRaised: define(
    'chowk.attention-raised.v1',
    'Something needs a person: a parked job, a dead letter, a process that is stuck, unmatched money. Sent by whichever service has it.',
    z.object({
      service: z.string().min(1),
      kind: z.string().min(1),
      /** `<kind>:<own id>`, as the list of the service has it. */
      id,
      title: z.string().min(1),
      since: instant,
    }),
  ),
} as const;

export type EventName = keyof typeof EVENTS;
/** What a consumer reads: lists of values are open. */
export type EventData<Name extends EventName> = z.output<(typeof EVENTS)[Name]['schema']>;
/** What its service may say: known values only. */
export type EmittedData<Name extends EventName> = z.input<(typeof EVENTS)[Name]['schema']>;
/** Events whose envelope says the version of their subject. */
export type VersionedEventName = {
  [Name in EventName]: (typeof EVENTS)[Name]['versioned'] extends true ? Name : never;
}[EventName];
