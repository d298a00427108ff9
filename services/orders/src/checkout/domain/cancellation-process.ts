import { defineProcess } from '@chowk/saga';

/**
 * Undoes an order that was settled and called off: stock and money side by side, neither waits for the other.
 * It never turns back: what is refused needs attention.
 */
export const CANCELLATION = defineProcess({
  type: 'cancellation',
  steps: [
    [
      { name: 'refund-payment', kind: 'call' },
      { name: 'restock', kind: 'call' },
    ],
  ],
});
