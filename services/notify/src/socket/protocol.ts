import type { Role } from '@chowk/runtime/identity';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { Follower } from '../stream/user-feed.ts';
import type { StreamEventName } from '../stream/domain/stream-event.ts';

/** Something that those who run the place should see now. Live only: who is not connected does not get it. */
export type AdminAlert =
  | {
      kind: 'order_placed';
      orderId: string;
      orderNumber: string;
      total: { amount: number; currency: string };
    }
  | { kind: 'stock_low'; sku: string; productId: string; storeId: string; available: number };

type FromStream = {
  /** Call `received` for each: a client that does not is taken for a slow one and cut off. */
  [Name in StreamEventName]: (payload: Record<string, unknown>, received: () => void) => void;
};

/** What the server sends. The README tells clients what to do with each. */
interface ServerEvents extends FromStream {
  /** The place in the stream from which this socket goes on. */
  stream_opened(place: { lastSeq: number }): void;
  /** Events after the client's place are gone: read everything anew, then go on from `lastSeq`. */
  resync_required(place: { firstSeq?: number; lastSeq: number }): void;
  /** Cut off for not acknowledging; reconnect with this `lastSeq`. */
  slow_consumer(place: { lastSeq: number }): void;
  token_expired(): void;
  session_revoked(): void;
  admin_alert(alert: AdminAlert): void;
}

type AuthenticateAnswer = { ok: true; expiresAt: string } | { ok: false; code: string };

interface ClientEvents {
  /** A fresh access token of the same session, before the old one expires. */
  authenticate(message: unknown, answer?: (result: AuthenticateAnswer) => void): void;
}

interface ReplicaEvents {
  stream_grown(userId: string, seq: number): void;
}

export interface SocketData {
  userId: string;
  sessionId: string;
  roles: readonly Role[];
  /** Epoch seconds. */
  expiresAt: number;
  lastSeq?: number;
  follower?: Follower;
}

export type PersonSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
export type SocketServer = Server<ClientEvents, ServerEvents, ReplicaEvents, SocketData>;

export const ADMIN_ROOM = 'role:admin';

/** Rooms follow from the token alone; no message of a client changes them. */
export const roomsOf = ({ userId, roles }: Pick<SocketData, 'userId' | 'roles'>): string[] => [
  `user:${userId}`,
  ...(roles.includes('admin') || roles.includes('owner') ? [ADMIN_ROOM] : []),
];
