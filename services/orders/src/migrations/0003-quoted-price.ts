import type { Migration } from '@chowk/runtime/mongo';

/** The price that a cart had shown is called quotedPrice, in carts and in orders. */
export const quotedPrice: Migration = {
  id: '0003-quoted-price',
  async up(connection) {
    for (const name of ['carts', 'orders']) {
      await connection.collection(name).updateMany({ 'lines.shownPrice': { $exists: true } }, [
        {
          $set: {
            lines: {
              $map: {
                input: '$lines',
                as: 'line',
                in: { $mergeObjects: ['$$line', { quotedPrice: '$$line.shownPrice' }] },
              },
            },
          },
        },
        { $unset: 'lines.shownPrice' },
      ]);
    }
  },
};
