import { setTimeout as sleep } from 'node:timers/promises';

type Action = { kind: 'kill' } | { kind: 'error' } | { kind: 'sleep'; ms: number };
interface Armed {
  action: Action;
  /** The failpoint acts on its n-th pass and from then on, except `kill`, which needs only one. */
  from: number;
  passes: number;
}

const armed = new Map<string, Armed>();

/** Thrown at a failpoint armed with `error`. */
class FailpointError extends Error {
  constructor(name: string) {
    super(`failpoint ${name}`);
    this.name = 'FailpointError';
  }
}

function parseAction(text: string): Action {
  if (text === 'kill' || text === 'error') return { kind: text };
  const ms = /^sleep:(\d+)$/.exec(text)?.[1];
  if (ms !== undefined) return { kind: 'sleep', ms: Number(ms) };
  throw new Error(`a failpoint does kill, error or sleep:<ms>, not "${text}"`);
}

/**
 * Arms failpoints from a text such as `orders.checkout.reserve-stock.recorded=kill;wallet.outbox.committed=error@3`
 * (`@3`: from the third pass on). Main calls it with CHOWK_FAILPOINTS, which production refuses.
 */
export function armFailpoints(spec: string): void {
  armed.clear();
  for (const entry of spec.split(';').filter((part) => part.trim() !== '')) {
    const match = /^([\w.-]+)=([\w:]+)(?:@(\d+))?$/.exec(entry.trim());
    if (!match) throw new Error(`"${entry}" is not name=action[@n]`);
    armed.set(match[1]!, { action: parseAction(match[2]!), from: Number(match[3] ?? 1), passes: 0 });
  }
}

/**
 * A named place where a test can make this process die, fail or stall, to prove that what comes after
 * recovers. Does nothing unless armed.
 */
export async function failpoint(name: string): Promise<void> {
  if (armed.size === 0) return;
  const point = armed.get(name);
  if (!point || ++point.passes < point.from) return;
  switch (point.action.kind) {
    case 'error':
      throw new FailpointError(name);
    case 'sleep':
      return void (await sleep(point.action.ms));
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      // The signal arrives a moment later; nothing may run in between.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
