import { entriesOf, newAccount } from './entry.ts';
import {
  contentHashOf,
  deltasOf,
  firstTransferMismatch,
  prepareTransfer,
  type NewTransfer,
} from './transfer.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

describe('a transfer', () => {
  const given: NewTransfer = {
    id: 't1',
    kind: 'topup',
    reference: 'top_1',
    postings: [
      { source: 'provider:razorpay:clearing', destination: 'user:a:available', amount: 5, currency: 'INR' },
    ],
  };
  const stored = prepareTransfer(given, 7, NOW);
  const [posted] = given.postings;

  test('is the same one whatever its shards are', () => {
    expect(firstTransferMismatch(stored, given)).toBeUndefined();
    expect(stored.postings[0]).toMatchObject({
      source: 'provider:razorpay:clearing/INR/07',
      destination: 'user:a:available/INR',
    });
  });

  test.each([
    ['kind', { kind: 'refund' as const }],
    ['reference', { reference: 'top_2' }],
    ['postings', { postings: [...given.postings, ...given.postings] }],
    ['postings.0.amount', { postings: [{ ...posted!, amount: 6 }] }],
    ['postings.0.currency', { postings: [{ ...posted!, currency: 'USD' }] }],
    ['postings.0.source', { postings: [{ ...posted!, source: 'revenue' }] }],
    ['postings.0.destination', { postings: [{ ...posted!, destination: 'user:b:available' }] }],
  ])('differs in %s', (field, change) => {
    expect(firstTransferMismatch(stored, { ...given, ...change })).toBe(field);
  });

  test.each([
    ['nothing', []],
    ['half a paisa', [{ ...posted!, amount: 0.5 }]],
    ['less than nothing', [{ ...posted!, amount: -1 }]],
    ['zero', [{ ...posted!, amount: 0 }]],
    ['more than can be counted', [{ ...posted!, amount: 2 ** 53 }]],
    ['from an account to itself', [{ ...posted!, source: posted!.destination }]],
  ])('that moves %s is refused', (_what, postings) => {
    expect(() => prepareTransfer({ ...given, postings }, 0, NOW)).toThrow(/t1/);
  });

  test('that would take a balance out of the safe integers is refused', () => {
    const states = new Map(
      [...deltasOf(stored.postings).keys()].map((id) => [
        id,
        { ...newAccount(id), balance: Number.MAX_SAFE_INTEGER - 1 },
      ]),
    );
    expect(() => entriesOf(stored, states)).toThrow(expect.objectContaining({ code: 'AMOUNT_OUT_OF_RANGE' }));
  });

  test('has the hashes that stored transfers have', () => {
    const first: NewTransfer = {
      id: 'top_1:topup',
      kind: 'topup',
      reference: 'top_1',
      postings: [
        {
          source: 'provider:razorpay:clearing',
          destination: 'user:usr_1:available',
          amount: 500,
          currency: 'INR',
        },
      ],
    };
    expect(prepareTransfer(first, 7, NOW)).toMatchObject({
      requestHash: 'EN4xJLFGGZP0xkz3o_3s5EmJ8oWQszxK5cKI52GIhgA',
      contentHash: 'ds_FV46qLNozVKksLt801Cu3ExY09LzNES189VHSfIA',
    });
  });

  test.each([
    ['id', { id: 't2' }],
    ['kind', { kind: 'refund' as const }],
    ['reference', { reference: 'top_2' }],
    ['amount', { postings: [{ ...stored.postings[0]!, amount: 6 }] }],
    ['currency', { postings: [{ ...stored.postings[0]!, currency: 'USD' }] }],
    ['source', { postings: [{ ...stored.postings[0]!, source: 'revenue/INR/07' }] }],
    ['shard', { postings: [{ ...stored.postings[0]!, source: 'provider:razorpay:clearing/INR/08' }] }],
    ['destination', { postings: [{ ...stored.postings[0]!, destination: 'user:b:available/INR' }] }],
    ['time', { createdAt: new Date(NOW.getTime() + 1) }],
    ['request hash', { requestHash: 'another' }],
  ])('has another content hash with another %s', (_what, change) => {
    expect(contentHashOf({ ...stored, ...change })).not.toBe(stored.contentHash);
  });
});
