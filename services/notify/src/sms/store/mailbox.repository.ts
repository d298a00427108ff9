import type { Connection } from 'mongoose';
import type { Mailbox, MailboxMessage, SmsDriver } from '../ports.ts';
import { mailboxModel } from './sms.model.ts';

/** Keeps messages instead of sending them, for development: what it keeps is shown to anybody who asks. */
export class MailboxRepository implements Mailbox, SmsDriver {
  readonly name = 'mailbox';
  readonly #rows: ReturnType<typeof mailboxModel>;

  constructor(connection: Connection) {
    this.#rows = mailboxModel(connection);
  }

  async send(message: { to: string; body: string; reference: string }): Promise<void> {
    const { to, body, reference } = message;
    await this.#rows.updateOne(
      { _id: reference },
      { $setOnInsert: { channel: 'sms', to, body, at: new Date() } },
      { upsert: true },
    );
  }

  async list({ to, limit }: { to?: string | undefined; limit: number }): Promise<MailboxMessage[]> {
    const rows = await this.#rows
      .find(to === undefined ? {} : { to })
      .sort({ _id: -1 })
      .limit(limit)
      .lean();
    return rows.map(({ _id, at, ...row }) => ({ id: _id, ...row, at: at.toISOString() }));
  }
}
