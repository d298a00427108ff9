import type { ServerMessage, ServerMessageName, StreamEventName } from '@chowk/contracts/socket';
import { isAdmin, type Role } from '@chowk/runtime/identity';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { StreamSubscription } from '../stream/stream.ts';

export type AdminAlert = ServerMessage<'admin_alert'>;

type FromStream = {
  /** Call `received` for each: a client that does not is taken for a slow one and cut off. */
  [Name in StreamEventName]: (payload: Record<string, unknown>, received: () => void) => void;
};

/** What the server sends, as the contract has it. */
type ServerEvents = FromStream & {
  [Name in ServerMessageName]: undefined extends ServerMessage<Name>
    ? () => void
    : (message: ServerMessage<Name>) => void;
};

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
  /** `kid` of the key that signed the token. */
  keyId: string;
  lastSeq?: number;
  subscription?: StreamSubscription;
}

export type UserSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
export type SocketServer = Server<ClientEvents, ServerEvents, ReplicaEvents, SocketData>;

export const ADMIN_ROOM = 'role:admin';

/**
 * Rooms follow from the token alone; no message of a client changes them. A person needs none: what is theirs
 * comes through their stream.
 */
export const roomsOf = ({ roles }: Pick<SocketData, 'roles'>): string[] =>
  isAdmin({ roles }) ? [ADMIN_ROOM] : [];
