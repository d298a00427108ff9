import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line between client and replicas that can be cut, and that leads to whichever replica lives. */
export interface CuttingProxy {
  url: string;
  /** Where new connections go, one after the other. */
  targets: string[];
  /** Cuts every connection, without a goodbye. */
  cut(): void;
  stop(): Promise<void>;
}

export async function startCuttingProxy(targets: string[]): Promise<CuttingProxy> {
  const lines = new Set<Socket>();
  let turn = 0;
  const server = createServer((near) => {
    turn += 1;
    const target = new URL(proxy.targets[turn % proxy.targets.length]!);
    const far = connect(Number(target.port), target.hostname);
    for (const [line, other] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(line);
      // A cut line is what this proxy is for.
      line.on('error', () => other.destroy());
      line.on('close', () => {
        lines.delete(line);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: CuttingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    cut: () => lines.forEach((line) => line.resetAndDestroy()),
    stop() {
      proxy.cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
