import { EVENTS, type EventData } from '@chowk/contracts/events';
import { envelopeOf, type EventLog } from '@chowk/testing';
import { newId } from '@chowk/runtime/ids';

const now = () => new Date().toISOString();
const rupees = (amount: number) => ({ amount, currency: 'INR' });

export const orderChange = (
  userId: string,
  to: EventData<'orderStatusChanged'>['to'],
  version: number,
): EventData<'orderStatusChanged'> => ({
  orderId: 'ord_1',
  orderNumber: 'CH-1001',
  userId,
  total: rupees(49_900),
  storeIds: ['str_1'],
  from: 'placed',
  to,
  version,
  changedAt: now(),
  actor: 'staff',
});

export const balanceChange = (
  userId: string,
  kind: EventData<'balanceChanged'>['kind'],
  amount: number,
): EventData<'balanceChanged'> => ({
  userId,
  transferId: `trf_${amount}`,
  kind,
  amount: rupees(amount),
  balance: rupees(amount),
  held: rupees(0),
  reference: 'pay_1',
  at: now(),
});

export const scan = (ownerUserId: string): EventData<'scanRecorded'> => ({
  scanId: 'scn_1',
  ownerUserId,
  carId: 'car_1',
  carModel: 'Nexon',
  maskedNumber: 'DL 01 ** 1234',
  scannedAt: now(),
  kind: 'view',
});

type Told =
  'attentionRaised' | 'orderStatusChanged' | 'balanceChanged' | 'scanRecorded' | 'stockLow' | 'orderPlaced';

/** Puts a fact on the bus as its service would. */
export async function say<Name extends Told>(
  bus: EventLog,
  name: Name,
  data: EventData<Name>,
  options: {
    id?: string;
    subject?: string;
    subjectversion?: number;
    traceparent?: string;
    requestid?: string;
  } = {},
): Promise<void> {
  const { id = newId('evt'), subject = 'subject', ...more } = options;
  await bus.publish(EVENTS[name].type, { ...envelopeOf(name, id, subject, data), ...more }, id);
}
