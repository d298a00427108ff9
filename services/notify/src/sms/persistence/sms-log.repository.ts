import { newId } from '@chowk/runtime/ids';
import type { Clock } from '@chowk/runtime/lifecycle';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { SmsLogRepository } from '../ports.ts';
import { smsModel } from './sms.model.ts';

const masked = (phone: string): string => `${'*'.repeat(phone.length - 2)}${phone.slice(-2)}`;

export function createSmsLogRepository(connection: Connection, clock: Clock): SmsLogRepository {
  const messages = smsModel(connection);
  return {
    async claim(requestId, { to, language, leaseMs }) {
      const now = clock();
      const leaseUntil = new Date(now.getTime() + leaseMs);
      const messageId = newId('msg');
      try {
        await messages.insertMany([
          {
            _id: messageId,
            requestId,
            maskedTo: masked(to),
            language,
            state: 'sending',
            leaseUntil,
            attempts: [],
            createdAt: now,
          },
        ]);
        return { state: 'ours', messageId };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const takenOver = await messages.findOneAndUpdate(
        { requestId, state: { $ne: 'sent' }, leaseUntil: { $lte: now } },
        { $set: { state: 'sending', leaseUntil } },
        { lean: true },
      );
      if (takenOver) return { state: 'ours', messageId: takenOver._id };
      const known = await messages.findOne({ requestId }).lean();
      return known?.state === 'sent' ? { state: 'sent', messageId: known._id } : { state: 'busy' };
    },

    async record(messageId, attempt) {
      await messages.updateOne(
        { _id: messageId },
        {
          $push: { attempts: attempt },
          ...(attempt.error === undefined && { $set: { state: 'sent' } }),
        },
      );
    },

    async markFailed(messageId) {
      await messages.updateOne(
        { _id: messageId, state: 'sending' },
        { $set: { state: 'failed', leaseUntil: new Date(0) } },
      );
    },
  };
}
