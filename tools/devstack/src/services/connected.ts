import { DevstackError } from '../errors.ts';
import { processTitle, type ServiceHandle } from './supervisor.ts';

const DEADLINE_MS = 60_000;
const PROBE_MS = 2_000;
const EVERY_MS = 40;

/**
 * Waits until a process reports nothing that it lacks. Ready it is without a broker, whose events wait.
 * @throws DevstackError `NOT_READY_IN_TIME` after a minute, with what it lacks
 */
export async function untilConnected({ name, replica, url }: ServiceHandle): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const lacking = await lackingAt(url);
    if (lacking.length === 0) return;
    if (performance.now() > deadline)
      throw new DevstackError(
        'NOT_READY_IN_TIME',
        `${processTitle(name, replica)} has been without ${lacking.join(' and ')} for ${DEADLINE_MS / 1000} s.`,
      );
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

async function lackingAt(url: string): Promise<string[]> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(PROBE_MS) });
    const { dependencies } = (await response.json()) as { dependencies: Record<string, string> };
    return Object.entries(dependencies).flatMap(([name, state]) => (state === 'ok' ? [] : [name]));
  } catch {
    return ['an answer'];
  }
}
