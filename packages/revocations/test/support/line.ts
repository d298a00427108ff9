import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to Redis that can be cut, closed, and frozen. */
export interface Line {
  url: string;
  /** While false new connections are cut at once. */
  isOpen: boolean;
  /** Cuts every connection, without a goodbye. */
  cut(): void;
  /** Connections that have subscribed carry nothing any more, in either direction, and stay open. */
  freezeSubscribers(): void;
  /** Connections made so far. */
  connections(): number;
  stop(): Promise<void>;
}

export async function startLine(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  const ends = new Set<Socket>();
  const subscribers = new Set<Socket>();
  let made = 0;
  const server = createServer((near) => {
    made += 1;
    if (!line.isOpen) return void near.resetAndDestroy();
    const far = connect(Number(port), hostname);
    near.on('data', (bytes) => {
      if (/subscribe/i.test(bytes.toString('latin1'))) for (const end of [near, far]) subscribers.add(end);
    });
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      // A line that breaks is what this is for.
      end.on('error', () => other.destroy());
      end.on('close', () => {
        ends.delete(end);
        subscribers.delete(end);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: Line = {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isOpen: true,
    cut: () => ends.forEach((end) => end.resetAndDestroy()),
    freezeSubscribers() {
      for (const end of subscribers) end.unpipe().pause();
    },
    connections: () => made,
    stop() {
      line.cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return line;
}
