import type { Outbox } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { RevocationPublisher } from '../revocation-publisher.ts';
import type { RevokeSessions } from './revoke-sessions.ts';

/** Ends one session of a user, or all; ending twice is no error. Returns how many ended. */
export type SignOut = (who: { userId: string; sessionId?: string }) => Promise<number>;

export const createSignOut =
  (deps: {
    outbox: Outbox;
    revokeSessions: RevokeSessions;
    publisher: RevocationPublisher;
    clock: Clock;
  }): SignOut =>
  async ({ userId, sessionId }) => {
    const ending = { userId, sessionId, reason: 'logout', actorId: userId, now: deps.clock() } as const;
    const ended = await deps.outbox.transact((tx) => deps.revokeSessions(ending, tx));
    await deps.publisher.publish(ended);
    return ended.length;
  };
