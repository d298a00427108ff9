import { money } from '@chowk/money';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import type { RefundRepository } from '../ports.ts';
import { refundModel, type RefundDocument } from './refund.model.ts';

export function createRefundRepository(connection: Connection): RefundRepository {
  const refunds = refundModel(connection);
  const rows = connection.collection<RefundDocument>(refunds.collection.collectionName);
  return {
    async insert({ id, amount, ...rest }, { session }) {
      try {
        await rows.insertOne({ _id: id, ...amount, ...rest }, { session });
      } catch (error) {
        throw isDuplicateKey(error) ? new DuplicateId(`refund ${id}`, { cause: error }) : error;
      }
    },

    async find(id) {
      const found = await refunds.findById(id).lean();
      if (!found) return undefined;
      const { _id, amount, currency, ...rest } = found;
      return { id: _id, amount: money(amount, currency), ...rest };
    },
  };
}
