import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { TcpFlow, type Weather } from './tcp-flow.ts';

/** A TCP line to a server that a test can trouble. Nothing is troubled at first. */
export interface TcpProxy {
  readonly port: number;
  /** `127.0.0.1:port` */
  readonly address: string;
  /** Connections that are open through it. */
  readonly connections: number;
  /** From now on bytes arrive this many ms late, each way; those under way, too. 0 is no delay. */
  delay(ms: number): void;
  /** Nothing passes any more, either way, and nobody is told: a frozen process, or packets that are dropped. */
  freeze(): void;
  /** The server is gone: connections are reset, and so is every new one, until `heal`. */
  cut(): void;
  /** Resets the connections that there are, once; new ones are served. */
  reset(): void;
  /** Ends delay, freeze and cut. What was held back arrives. */
  heal(): void;
  /** Ends the line and what hangs on it. */
  stop(): Promise<void>;
}

/**
 * Puts a line in front of a store or a service. For MongoDB take `mongoUriThrough`, or its driver learns the
 * true addresses and goes around.
 * @param options.to `host:port`
 */
export async function startTcpProxy({ to }: { to: string }): Promise<TcpProxy> {
  const colon = to.lastIndexOf(':');
  const target = { host: to.slice(0, colon), port: Number(to.slice(colon + 1)) };
  const weather: Weather = { delayMs: 0, frozen: false };
  const flows = new Set<TcpFlow>();
  const sockets = new Set<Socket>();
  let isCut = false;

  // Half-open, so that the end of one direction is passed on as just that.
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (isCut) return void near.resetAndDestroy();
    const far = connect({ ...target, allowHalfOpen: true });
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      const flow = new TcpFlow(from, into, weather);
      flows.add(flow);
      // A line that breaks is what this is for: whoever sees it is at the other end.
      from.on('error', () => undefined);
      from.once('close', () => {
        sockets.delete(from);
        flows.delete(flow);
        flow.stop();
        // A reset crosses as a reset; an end has crossed by itself.
        if (from.errored) into.resetAndDestroy();
        else if (weather.frozen) into.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const change = (next: Partial<Weather>): void => {
    Object.assign(weather, next);
    for (const flow of flows) flow.weatherChanged();
  };
  const reset = (): void => sockets.forEach((socket) => void socket.resetAndDestroy());
  return {
    port,
    address: `127.0.0.1:${port}`,
    get connections() {
      return sockets.size / 2;
    },
    delay: (delayMs) => change({ delayMs }),
    freeze: () => change({ frozen: true }),
    cut() {
      isCut = true;
      reset();
    },
    reset,
    heal() {
      isCut = false;
      change({ delayMs: 0, frozen: false });
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
