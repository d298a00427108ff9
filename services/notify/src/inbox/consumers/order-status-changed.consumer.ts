import type { EventData } from '@chowk/contracts/events';
import type { Subscription } from '@chowk/messaging';
import { format } from '@chowk/money';
import type { FilledText, Language, NotificationText } from '../../texts/texts.ts';
import type { Tidings } from '../use-cases/tell-person.ts';
import { personalSubscription, type Telling } from './personal-subscription.ts';

type OrderStatusChanged = EventData<'orderStatusChanged'>;

/** Every change moves the order on the screen; only these are worth a line in the inbox. */
const TEXT_BY_STATUS = {
  placed: 'order.placed',
  confirmed: 'order.confirmed',
  shipped: 'order.shipped',
  out_for_delivery: 'order.out_for_delivery',
  delivered: 'order.delivered',
  cancelled: 'order.cancelled',
} as const satisfies Partial<Record<OrderStatusChanged['to'], NotificationText>>;

const hasText = (status: string): status is keyof typeof TEXT_BY_STATUS =>
  Object.hasOwn(TEXT_BY_STATUS, status);

const textOf = (
  status: keyof typeof TEXT_BY_STATUS,
  { orderNumber, total }: OrderStatusChanged,
  language: Language,
): FilledText =>
  status === 'placed'
    ? { key: 'order.placed', variables: { orderNumber, total: format(total, `${language}-IN`) } }
    : { key: TEXT_BY_STATUS[status], variables: { orderNumber } };

/** Tells a buyer that an order moved on. */
export const orderStatusChangedConsumer = (
  language: Language,
  telling: Telling,
): Subscription<'orderStatusChanged'> =>
  personalSubscription(
    {
      name: 'order-updates',
      events: ['orderStatusChanged'],
      tidings: ({ data }): Tidings => ({
        userId: data.userId,
        update: {
          name: 'order_status_update',
          data: {
            orderId: data.orderId,
            orderNumber: data.orderNumber,
            status: data.to,
            previousStatus: data.from,
            version: data.version,
            total: data.total,
            changedAt: data.changedAt,
          },
        },
        ...(hasText(data.to) && {
          notification: {
            category: 'orders',
            text: textOf(data.to, data, language),
            data: { orderId: data.orderId, status: data.to },
          },
        }),
      }),
    },
    telling,
  );
