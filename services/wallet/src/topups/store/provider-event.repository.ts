import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { ProviderEventStore } from '../ports.ts';
import { providerEventModel } from './provider-event.model.ts';

export function createProviderEventStore(connection: Connection): ProviderEventStore {
  const events = providerEventModel(connection);
  return {
    async add(provider, { id, type, payment }, receivedAt) {
      try {
        await events.insertMany(
          [
            {
              _id: `${provider}:${id}`,
              type,
              ...(payment && { payment }),
              state: 'stored',
              tries: 0,
              receivedAt,
              nextTryAt: receivedAt,
            },
          ],
          { lean: true },
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async claimNext(now, leaseUntil) {
      const row = await events
        .findOneAndUpdate(
          { nextTryAt: { $lte: now }, state: 'stored' },
          { $set: { nextTryAt: leaseUntil }, $inc: { tries: 1 } },
          { sort: { nextTryAt: 1 }, returnDocument: 'after' },
        )
        .lean();
      if (!row) return undefined;
      const { _id, type, payment, tries } = row;
      return { id: _id, type, tries, ...(payment && { payment }) };
    },

    async finish(id, outcome) {
      await events.updateOne({ _id: id }, { $set: { state: outcome }, $unset: { nextTryAt: '' } });
    },

    async retryAt(id, at) {
      await events.updateOne({ _id: id, state: 'stored' }, { $set: { nextTryAt: at } });
    },
  };
}
