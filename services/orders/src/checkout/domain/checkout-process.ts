import { defineProcess } from '@chowk/saga';

/**
 * The checkout, about an order. `confirm` is the commit point: before it a failure turns back as if nothing had
 * been, after it the order stands, and what cannot be settled is cancelled in the open. Stock and money come
 * back independently of each other.
 */
export const CHECKOUT = defineProcess({
  type: 'checkout',
  steps: [
    [
      { name: 'reserve-stock', kind: 'call', compensate: 'release-stock' },
      { name: 'authorize-payment', kind: 'call', compensate: 'void-payment' },
    ],
    { name: 'await-payment', kind: 'call', waitsFor: 'payment' },
    { name: 'confirm', kind: 'transaction' },
    [
      { name: 'capture-payment', kind: 'call', compensate: 'refund-payment', replaces: 'void-payment' },
      { name: 'commit-stock', kind: 'call', compensate: 'restock', replaces: 'release-stock' },
    ],
    // An order that was called off while it was being settled is undone once it is settled.
    { name: 'begin-cancellation', kind: 'transaction', onSignal: 'called-off' },
  ],
  commitPoint: 'confirm',
});
