import { money } from '@chowk/money';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import type { Reversal } from '../domain/provider-reversal.ts';
import type { ReversalRepository } from '../ports.ts';
import { reversalModel, type ReversalDocument } from './reversal.model.ts';

const toReversal = ({ _id, amount, currency, ...rest }: ReversalDocument): Reversal => ({
  id: _id,
  amount: money(amount, currency),
  ...rest,
});

const toDocument = ({ id, amount, ...rest }: Reversal): ReversalDocument => ({ _id: id, ...amount, ...rest });

export function createReversalRepository(connection: Connection): ReversalRepository {
  const reversals = reversalModel(connection);
  return {
    async find(id, tx) {
      const found = await reversals
        .findById(id)
        .session(tx?.session ?? null)
        .lean();
      return found ? toReversal(found) : undefined;
    },

    async insert(reversal, { session }) {
      try {
        await reversals.insertMany([toDocument(reversal)], { session, lean: true });
      } catch (error) {
        throw isDuplicateKey(error) ? new DuplicateId(`reversal ${reversal.id}`, { cause: error }) : error;
      }
    },

    async replace(reversal, was, { session }) {
      const { _id, ...fields } = toDocument(reversal);
      const result = await reversals.updateOne({ _id, state: was }, { $set: fields }, { session });
      return result.modifiedCount === 1;
    },

    async sumRefunds(provider, providerPaymentId) {
      const found = await reversals.find({ provider, providerPaymentId, kind: 'refund' }).lean();
      const sum = (state: Reversal['state']) =>
        found.filter((row) => row.state === state).reduce((total, { amount }) => total + amount, 0);
      return { taken: sum('taken'), open: sum('open') };
    },
  };
}
