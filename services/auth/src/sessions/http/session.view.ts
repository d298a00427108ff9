import { anyId, instant } from '@chowk/contracts/fields';
import { z } from 'zod';
import type { Session } from '../domain/session.ts';

export const sessionSchema = z
  .object({
    id: anyId,
    device: z.string().nullable().describe('User-Agent of the sign-in, shortened.'),
    createdAt: instant,
    lastUsedAt: instant,
    expiresAt: instant.describe('Moves on with each refresh.'),
    current: z.boolean().describe('Whether it is the one that asks.'),
  })
  .meta({ id: 'Session', description: 'One sign-in on one device.' });

export const sessionView = (session: Session, currentId: string): z.output<typeof sessionSchema> => ({
  id: session.id,
  device: session.device ?? null,
  createdAt: session.createdAt.toISOString(),
  lastUsedAt: session.lastUsedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
  current: session.id === currentId,
});
