import { randomBytes } from 'node:crypto';
import { RazorpayError } from './razorpay-errors.ts';

// Razorpay's entities as its documents show them. Amounts are integers in paise, times are Unix seconds.
// https://razorpay.com/docs/api/orders/entity, .../payments/entity, .../refunds/entity

/** Razorpay sends an empty list, not an empty object, where there are no notes. */
export type Notes = Readonly<Record<string, string>> | readonly [];

export interface RazorpayOrder {
  readonly id: string;
  readonly entity: 'order';
  readonly amount: number;
  amount_paid: number;
  amount_due: number;
  readonly currency: string;
  readonly receipt: string | null;
  readonly offer_id: null;
  status: 'created' | 'attempted' | 'paid';
  attempts: number;
  readonly notes: Notes;
  readonly created_at: number;
}

export const PAYMENT_METHODS = ['upi', 'card', 'netbanking', 'wallet'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

export interface RazorpayPayment {
  readonly id: string;
  readonly entity: 'payment';
  readonly amount: number;
  readonly currency: string;
  status: 'authorized' | 'captured' | 'refunded' | 'failed';
  readonly order_id: string;
  readonly invoice_id: null;
  readonly international: false;
  readonly method: PaymentMethod;
  amount_refunded: number;
  refund_status: null | 'partial' | 'full';
  captured: boolean;
  readonly description: null;
  readonly card_id: string | null;
  readonly bank: string | null;
  readonly wallet: string | null;
  readonly vpa: string | null;
  readonly email: string;
  readonly contact: string;
  readonly notes: Notes;
  fee: number | null;
  tax: number | null;
  readonly error_code: string | null;
  readonly error_description: string | null;
  readonly error_source: string | null;
  readonly error_step: string | null;
  readonly error_reason: string | null;
  readonly acquirer_data: Readonly<Record<string, string | null>>;
  readonly created_at: number;
}

export interface RazorpayRefund {
  readonly id: string;
  readonly entity: 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly payment_id: string;
  readonly notes: Notes;
  readonly receipt: string | null;
  readonly acquirer_data: { readonly arn: string | null };
  readonly created_at: number;
  readonly batch_id: null;
  readonly status: 'processed';
  readonly speed_processed: 'normal' | 'instant';
  readonly speed_requested: 'normal' | 'optimum';
}

/** https://razorpay.com/docs/api/disputes/entity */
export interface RazorpayDispute {
  readonly id: string;
  readonly entity: 'dispute';
  readonly payment_id: string;
  readonly amount: number;
  readonly currency: string;
  amount_deducted: number;
  readonly reason_code: string;
  readonly respond_by: number;
  status: 'open' | 'won' | 'lost';
  readonly phase: 'chargeback';
  readonly created_at: number;
}

export interface RazorpayCollection<T> {
  readonly entity: 'collection';
  readonly count: number;
  readonly items: readonly T[];
}

const ID_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 14;

/** Fourteen letters and digits, as after the underscore of `order_EKwxwAgItmmXdp`. */
export function razorpayId(): string {
  return Array.from(randomBytes(ID_LENGTH), (byte) => ID_ALPHABET[byte % ID_ALPHABET.length]).join('');
}

/** What a payment carries of the instrument it was made with. Tokens only: there is no card number anywhere. */
export function instrumentFields(
  method: PaymentMethod,
): Pick<RazorpayPayment, 'card_id' | 'bank' | 'wallet' | 'vpa' | 'acquirer_data'> {
  const none = { card_id: null, bank: null, wallet: null, vpa: null };
  const reference = String(randomBytes(5).readUIntBE(0, 5)).padStart(12, '0').slice(0, 12);
  switch (method) {
    case 'upi':
      return { ...none, vpa: 'buyer@okemulator', acquirer_data: { rrn: reference } };
    case 'card':
      return {
        ...none,
        card_id: `card_${razorpayId()}`,
        acquirer_data: { auth_code: reference.slice(0, 6) },
      };
    case 'netbanking':
      return { ...none, bank: 'HDFC', acquirer_data: { bank_transaction_id: reference } };
    case 'wallet':
      return { ...none, wallet: 'airtelmoney', acquirer_data: { transaction_id: null } };
  }
}

/** Razorpay answers an unknown id with 400, not 404. */
export function found<T>(entity: T | undefined): T {
  if (entity === undefined) throw new RazorpayError('The id provided does not exist', { field: 'id' });
  return entity;
}

export const collectionOf = <T>(items: readonly T[]): RazorpayCollection<T> => ({
  entity: 'collection',
  count: items.length,
  items,
});

export const toNotes = (notes: Record<string, string> | undefined): Notes =>
  notes === undefined || Object.keys(notes).length === 0 ? [] : notes;

export const unixSeconds = (): number => Math.floor(Date.now() / 1000);
