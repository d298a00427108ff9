import type { EventData } from '@chowk/contracts/events';
import type { AnySubscription } from '@chowk/messaging';
import { format } from '@chowk/money';
import type { RenderedTemplate, Language, NotificationText } from '../../templates/templates.ts';
import type { UserUpdate } from '../use-cases/publish-user-updates.ts';
import { userUpdateConsumer, type UpdateLane } from './user-update-consumer.ts';

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
): RenderedTemplate =>
  status === 'placed'
    ? { key: 'order.placed', variables: { orderNumber, total: format(total, `${language}-IN`) } }
    : { key: TEXT_BY_STATUS[status], variables: { orderNumber } };

/** Tells a buyer that an order moved on. A status that has been overtaken is told to nobody. */
export const orderStatusChangedConsumer = (language: Language, lane: UpdateLane): AnySubscription =>
  userUpdateConsumer(
    'order-updates',
    {
      older: 'drop',
      updateFor: ({ data }): UserUpdate => ({
        userId: data.userId,
        event: {
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
    lane,
  );
