import type { Connection } from 'mongoose';
import { money } from '@chowk/money';
import type { Hold } from '../domain/hold.ts';
import type { HoldStore } from '../ports.ts';
import { holdModel, type HoldRow } from './ledger.models.ts';

const toHold = ({ _id, amount, currency, ...row }: HoldRow): Hold => ({
  id: _id,
  amount: money(amount, currency),
  ...row,
});

export function createHoldStore(connection: Connection): HoldStore {
  const holds = holdModel(connection);
  return {
    async insert({ id, amount, ...hold }, { session }) {
      await holds.insertMany([{ _id: id, ...amount, ...hold }], { session, lean: true });
    },

    async claim(id, to, { validAt, expiredAt }, { session }) {
      const row = await holds
        .findOneAndUpdate(
          {
            _id: id,
            state: 'held',
            ...(validAt && { expiresAt: { $gt: validAt } }),
            ...(expiredAt && { expiresAt: { $lte: expiredAt } }),
          },
          { $set: { state: to } },
          { session, returnDocument: 'after' },
        )
        .lean();
      return row ? toHold(row) : undefined;
    },

    async expired(now, limit) {
      const rows = await holds
        .find({ state: 'held', expiresAt: { $lte: now } }, { userId: 1 })
        .sort({ expiresAt: 1 })
        .limit(limit)
        .lean();
      return rows.map(({ _id, userId }) => ({ id: _id, userId }));
    },
  };
}
