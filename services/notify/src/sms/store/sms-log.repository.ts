import { newId } from '@chowk/runtime/ids';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { SmsAttempt, SmsClaim, SmsLog } from '../ports.ts';
import { smsModel } from './sms.model.ts';

const masked = (phone: string): string => `${'*'.repeat(phone.length - 2)}${phone.slice(-2)}`;

export class SmsLogRepository implements SmsLog {
  readonly #rows: ReturnType<typeof smsModel>;

  constructor(connection: Connection) {
    this.#rows = smsModel(connection);
  }

  async claim(
    requestId: string,
    { to, language, leaseMs }: { to: string; language: string; leaseMs: number },
  ): Promise<SmsClaim> {
    const now = new Date();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    const messageId = newId('msg');
    try {
      await this.#rows.insertMany([
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
    const takenOver = await this.#rows.findOneAndUpdate(
      { requestId, state: { $ne: 'sent' }, leaseUntil: { $lte: now } },
      { $set: { state: 'sending', leaseUntil } },
      { lean: true },
    );
    if (takenOver) return { state: 'ours', messageId: takenOver._id };
    const known = await this.#rows.findOne({ requestId }).lean();
    return known?.state === 'sent' ? { state: 'sent', messageId: known._id } : { state: 'busy' };
  }

  async record(messageId: string, attempt: SmsAttempt): Promise<void> {
    await this.#rows.updateOne(
      { _id: messageId },
      {
        $push: { attempts: attempt },
        ...(attempt.error === undefined && { $set: { state: 'sent' } }),
      },
    );
  }

  async giveUp(messageId: string): Promise<void> {
    await this.#rows.updateOne(
      { _id: messageId, state: 'sending' },
      { $set: { state: 'failed', leaseUntil: new Date(0) } },
    );
  }
}
