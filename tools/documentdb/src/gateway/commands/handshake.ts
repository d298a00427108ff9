import { ObjectId } from 'bson';
import { OK, serializeReply } from '../reply.ts';
import type { Handler } from './handler.ts';

export const REPLICA_SET = 'rs0';
/** What MongoDB 7.0 speaks. A higher number would promise commands that the engine does not have. */
const MAX_WIRE_VERSION = 21;
const VERSION = [7, 0, 0] as const;
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** The one election there ever was: a constant keeps drivers from seeing a new primary after a restart. */
const ELECTION = new ObjectId('7fffffff0000000000000001');

/** A replica set of one node: only in a replica set do drivers use transactions. */
const hello: Handler = (_command, _gateway, connection) =>
  serializeReply({
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    secondary: false,
    setName: REPLICA_SET,
    setVersion: 1,
    electionId: ELECTION,
    hosts: [connection.address],
    me: connection.address,
    primary: connection.address,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 25_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection.id,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
    ok: 1,
  });

const buildInfo: Handler = () =>
  serializeReply({
    version: VERSION.join('.'),
    versionArray: [...VERSION, 0],
    modules: [],
    bits: 64,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    ok: 1,
  });

const connectionStatus: Handler = () =>
  serializeReply({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 });

const ok: Handler = () => OK;

export const handshakeCommands: Record<string, Handler> = {
  hello,
  ismaster: hello,
  isMaster: hello,
  buildInfo,
  buildinfo: buildInfo,
  connectionStatus,
  ping: ok,
};
