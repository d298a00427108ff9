import type { Clock } from '@chowk/runtime/lifecycle';
import type { Connection } from 'mongoose';
import type { MailboxRepository, SmsDriver } from '../ports.ts';
import { mailboxModel, type MailboxDocument } from './sms.model.ts';

/** Keeps messages instead of sending them, for development: what it keeps is shown to anybody who asks. */
export function createMailboxRepository(connection: Connection, clock: Clock): MailboxRepository & SmsDriver {
  const messages = mailboxModel(connection);
  return {
    name: 'mailbox',

    async send({ to, body, reference }) {
      await messages.updateOne(
        { _id: reference },
        { $setOnInsert: { channel: 'sms', to, body, at: clock() } },
        { upsert: true },
      );
    },

    async list({ to, limit }) {
      const found = await messages
        .find(to === undefined ? {} : { to })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<MailboxDocument[]>();
      return found.map(({ _id, at, ...rest }) => ({ id: _id, ...rest, at: at.toISOString() }));
    },
  };
}
