import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { storeAddresses } from '@chowk/testing';
import {
  blockedFrame,
  channelCloseFrame,
  FrameReader,
  METHODS,
  unblockedFrame,
  type Frame,
} from './amqp-frames.ts';

/** How new connections are treated. */
type Welcome =
  'serve' | 'refuse' | 'drop-after-start' | 'drop-after-open' | 'drop-while-declaring' | 'say-nothing';

/** The broker of the tests behind a line that understands AMQP, and so can misbehave as a broker may. */
export interface MisbehavingBroker {
  url: string;
  /** Connections that were made so far. */
  readonly connections: number;
  welcome(how: Welcome): void;
  /** Cuts every connection, without a goodbye. */
  cut(): void;
  /** Confirms do not arrive, or do again; what was swallowed is gone. */
  swallowConfirms(swallows: boolean): void;
  /** As in a memory alarm: says so to those that publish, and reads nothing more from them; or the end of it. */
  alarm(isOn: boolean): void;
  /** Closes one channel of the connection that publishes, or that consumes. */
  closeChannel(of: 'publishing' | 'consuming'): void;
  stop(): Promise<void>;
}

/** The frame of the broker after which a connection is dropped. */
const LAST_FRAME: Partial<Record<Welcome, string>> = {
  'drop-after-start': METHODS.connectionStart,
  'drop-after-open': METHODS.connectionOpenOk,
  'drop-while-declaring': METHODS.channelOpenOk,
};

class Line {
  readonly near: Socket;
  readonly far: Socket;
  /** A channel that confirms, or that consumes. */
  publishing: number | undefined;
  consuming: number | undefined;

  constructor(near: Socket, far: Socket) {
    this.near = near;
    this.far = far;
  }

  see({ method, channel }: Frame): void {
    if (method === METHODS.confirmSelectOk) this.publishing = channel;
    if (method === METHODS.consumeOk) this.consuming = channel;
  }

  cut(): void {
    this.near.resetAndDestroy();
    this.far.destroy();
  }
}

export async function startMisbehavingBroker(url = storeAddresses().rabbitmqUrl): Promise<MisbehavingBroker> {
  const { hostname, port } = new URL(url);
  const lines = new Set<Line>();
  const sockets = new Set<Socket>();
  let welcome: Welcome = 'serve';
  let connections = 0;
  let swallows = false;

  const server = createServer((near) => {
    connections += 1;
    // Cutting lines is what this is for.
    near.on('error', () => undefined);
    if (welcome === 'refuse') return void near.resetAndDestroy();
    near.on('close', () => sockets.delete(near));
    sockets.add(near);
    if (welcome === 'say-nothing') return;
    const lastFrame = LAST_FRAME[welcome];
    const line = new Line(near, connect(Number(port), hostname));
    lines.add(line);
    near.on('close', () => {
      lines.delete(line);
      line.far.destroy();
    });
    line.far.on('error', () => line.cut());
    line.far.on('close', () => near.end());
    near.on('data', (bytes: Buffer) => line.far.write(bytes));
    const reader = new FrameReader();
    line.far.on('data', (bytes: Buffer) => {
      for (const frame of reader.push(bytes)) {
        line.see(frame);
        if (!(swallows && frame.method === METHODS.ack)) near.write(frame.bytes);
        if (lastFrame !== undefined && frame.method === lastFrame) return void near.end(() => line.cut());
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const own = new URL(url);
  own.port = String((server.address() as AddressInfo).port);
  const publishers = () => [...lines].filter((line) => line.publishing !== undefined);
  return {
    url: own.toString(),
    get connections() {
      return connections;
    },
    welcome: (how) => void (welcome = how),
    cut: () => lines.forEach((line) => line.cut()),
    swallowConfirms: (how) => void (swallows = how),
    alarm(isOn) {
      for (const { near } of publishers()) {
        near.write(isOn ? blockedFrame('low on memory') : unblockedFrame());
        if (isOn) near.pause();
        else near.resume();
      }
    },
    closeChannel(of) {
      for (const line of lines) {
        const channel = line[of];
        if (channel !== undefined) line.near.write(channelCloseFrame(channel));
      }
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      lines.forEach((line) => line.cut());
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
