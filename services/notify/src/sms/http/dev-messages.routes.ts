import { ok, route, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { phoneSchema } from '../phone.ts';
import type { Mailbox } from '../ports.ts';

const query = z.strictObject({
  // In a query string an unescaped plus is a space, and people type these by hand.
  to: z
    .string()
    .transform((value) => value.replace(/^ /, '+'))
    .pipe(phoneSchema)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Shows what the mailbox driver kept. Never mounted in production. */
export const devMessageRoutes = (mailbox: Mailbox): Route[] => [
  route({
    method: 'get',
    path: '/api/v1/dev/messages',
    auth: 'public',
    summary: 'Messages that would have been sent, newest first. Development only.',
    query,
    handle: async ({ query }) => ok({ items: await mailbox.list(query) }),
  }),
];
