import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { ProviderName } from '../domain/provider-name.ts';
import type { ProviderPayment } from '../domain/provider-payment.ts';
import type { ProviderEventRepository, StoredEvent } from '../ports.ts';
import { providerEventModel, type ProviderEventDocument } from './provider-event.model.ts';

type StoredPayment = NonNullable<ProviderEventDocument['payment']>;

const toStoredPayment = ({ receipt, ...rest }: ProviderPayment): StoredPayment => ({
  ...rest,
  ...(receipt !== undefined && { topupId: receipt }),
});

const toProviderPayment = ({ topupId, ...rest }: StoredPayment): ProviderPayment => ({
  ...rest,
  ...(topupId !== undefined && { receipt: topupId }),
});

const toStoredEvent = ({ _id, type, payment, reversal, tries }: ProviderEventDocument): StoredEvent => ({
  id: _id,
  // `add` has put it there.
  provider: _id.slice(0, _id.indexOf(':')) as ProviderName,
  type,
  tries,
  ...(payment && { payment: toProviderPayment(payment) }),
  ...(reversal && { reversal }),
});

export function createProviderEventRepository(connection: Connection): ProviderEventRepository {
  const events = providerEventModel(connection);
  return {
    async add(provider, { id, type, payment, reversal }, receivedAt) {
      const event: ProviderEventDocument = {
        _id: `${provider}:${id}`,
        type,
        ...(payment && { payment: toStoredPayment(payment) }),
        ...(reversal && { reversal }),
        state: 'stored',
        tries: 0,
        receivedAt,
        nextTryAt: receivedAt,
      };
      try {
        await events.insertMany([event], { lean: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async claimNext(now, leaseUntil) {
      const claimed = await events
        .findOneAndUpdate(
          { nextTryAt: { $lte: now }, state: 'stored' },
          { $set: { nextTryAt: leaseUntil }, $inc: { tries: 1 } },
          { sort: { nextTryAt: 1 }, returnDocument: 'after' },
        )
        .lean();
      return claimed ? toStoredEvent(claimed) : undefined;
    },

    async nextDue() {
      const next = await events
        .findOne({ nextTryAt: { $exists: true } }, { nextTryAt: 1 })
        .sort({ nextTryAt: 1 })
        .lean();
      return next?.nextTryAt;
    },

    async finish(id, outcome) {
      await events.updateOne({ _id: id }, { $set: { state: outcome }, $unset: { nextTryAt: '' } });
    },

    async retryAt(id, at) {
      await events.updateOne({ _id: id, state: 'stored' }, { $set: { nextTryAt: at } });
    },
  };
}
