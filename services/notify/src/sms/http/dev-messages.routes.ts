import { anyId, instant, phone } from '@chowk/contracts/fields';
import { bindRoutes, defineRoute, ok, replies, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import type { MailboxRepository } from '../ports.ts';

const message = z.object({
  id: anyId,
  channel: z.literal('sms'),
  to: phone,
  body: z.string(),
  at: instant,
});

export const devMessagesContract = {
  listDevMessages: defineRoute({
    method: 'get',
    path: '/api/v1/dev/messages',
    auth: 'public',
    summary: 'List messages that would have been sent, newest first',
    development: true,
    query: z.strictObject({
      // In a query string an unescaped plus is a space, and people type these by hand.
      to: z
        .string()
        .regex(/^[+ ]?\d{1,20}$/, 'must be a phone number')
        .transform((value) => value.replace(/^ /, '+'))
        .pipe(phone)
        .optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    reply: replies.data(z.object({ items: z.array(message) })),
  }),
};

/** Shows what the mailbox driver kept. Mounted with DEV_PAGES only. */
export const devMessagesRoutes = (mailbox: MailboxRepository): Route[] =>
  bindRoutes(devMessagesContract, {
    listDevMessages: async ({ query }) => ok({ items: await mailbox.list(query) }),
  });
