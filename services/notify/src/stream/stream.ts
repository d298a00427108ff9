import type { Capability } from '@chowk/chassis';
import type { Logger } from '@chowk/runtime/log';
import type { Connection } from 'mongoose';
import type { Config } from '../config.ts';
import { streamEventModel, streamModel } from './persistence/stream.model.ts';
import { createStreamRepository } from './persistence/stream.repository.ts';
import type { StreamSink, StreamWriter, UnreadCounter } from './ports.ts';
import { StreamHub } from './stream-hub.ts';
import type { StreamSubscription } from './user-stream.ts';

export type { StreamHub, StreamSink, StreamSubscription, StreamWriter, UnreadCounter };

export interface StreamApi {
  /** Adds to a person's stream, in the transaction of the cause. */
  writer: StreamWriter;
  /** How many lines of a person's inbox are unread. */
  unread: UnreadCounter;
  /** Brings streams to the sockets of this replica. */
  hub: StreamHub;
}

/** The event stream of each person: stored before it is sent, replayed from where a client was. */
export function composeStream(deps: {
  connection: Connection;
  config: Config;
  logger: Logger;
}): Capability<StreamApi> {
  const { connection, config, logger } = deps;
  const repository = createStreamRepository(connection, config.STREAM_KEEP_SECONDS);
  const hub = new StreamHub({ reader: repository, windowSize: config.SOCKET_WINDOW, logger });
  return {
    name: 'stream',
    api: { writer: repository, unread: repository, hub },
    collections: [streamModel(connection), streamEventModel(connection)],
    tasks: [{ name: 'stream checks', everyMs: config.STREAM_CHECK_MS, run: () => hub.checkAll() }],
  };
}
