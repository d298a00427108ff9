import {
  defineBatchSubscription,
  type AnySubscription,
  type IncomingEvent,
  type Lane,
} from '@chowk/messaging';
import type { AdminAlert } from '../sockets/sockets.ts';

type Alarming = 'orderPlaced' | 'stockLow';

/** Shows admins who are connected what just happened. Live only: nothing is stored. */
export const adminAlertsConsumer = (alertAdmins: (alert: AdminAlert) => void, lane: Lane): AnySubscription =>
  defineBatchSubscription('notify', 'admin-alerts', {
    // The inbox row alone is the effect: an event that comes again alerts nobody twice.
    lane,
    afterCommit: async (event) => alertAdmins(alertOf(event)),
  });

function alertOf(event: IncomingEvent<Alarming>): AdminAlert {
  if (event.name === 'stockLow') {
    const { sku, productId, storeId, available } = event.data;
    return { kind: 'stock_low', sku, productId, storeId, available };
  }
  const { orderId, orderNumber, total } = event.data;
  return { kind: 'order_placed', orderId, orderNumber, total };
}
