import type { Migration } from '@chowk/runtime/mongo';

/**
 * What people list is their placed orders, and an index of those alone serves it, however many came to nothing.
 * It is made with the collections; the one that held all of them is in nobody's way but of each write's.
 */
export const placedOrdersOfAPerson: Migration = {
  id: '0004-placed-orders-of-a-person',
  async up(connection) {
    const orders = connection.collection('orders');
    const indexes = (await orders.indexes()) as Array<{ name: string }>;
    if (indexes.some(({ name }) => name === 'userId_1__id_-1')) await orders.dropIndex('userId_1__id_-1');
  },
};
