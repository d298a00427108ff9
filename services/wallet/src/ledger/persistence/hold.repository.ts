import { money } from '@chowk/money';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { DuplicateId } from '../domain/duplicate-id.ts';
import type { Hold } from '../domain/hold.ts';
import type { HoldRepository } from '../ports.ts';
import { holdModel, type HoldDocument } from './hold.model.ts';

const toHold = ({ _id, amount, currency, releaseTries: _t, retryAt: _r, ...hold }: HoldDocument): Hold => ({
  id: _id,
  amount: money(amount, currency),
  ...hold,
});

export function createHoldRepository(connection: Connection): HoldRepository {
  const holds = holdModel(connection);
  return {
    async insert({ id, amount, ...hold }, { session }) {
      try {
        await holds.insertMany([{ _id: id, ...amount, ...hold }], { session, lean: true });
      } catch (error) {
        throw isDuplicateKey(error) ? new DuplicateId(`hold ${id}`, { cause: error }) : error;
      }
    },

    async claim(id, to, { validAt, expiredAt }, { session }) {
      const found = await holds
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
      return found ? toHold(found) : undefined;
    },

    async listExpired(now, limit) {
      const found = await holds
        .find(
          { state: 'held', expiresAt: { $lte: now }, retryAt: { $not: { $gt: now } } },
          { userId: 1, releaseTries: 1 },
        )
        .sort({ expiresAt: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id, userId, releaseTries = 0 }) => ({ id: _id, userId, releaseTries }));
    },

    async putOff(id, releaseTries, until) {
      await holds.updateOne({ _id: id, state: 'held' }, { $set: { releaseTries, retryAt: until } });
    },
  };
}
