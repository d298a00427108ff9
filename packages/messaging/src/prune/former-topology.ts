import { EVENTS, type BindingHistory, type SubscriptionManifest } from '@chowk/contracts/events';
import { QUEUE_VERSION, type Topology } from '../topology.ts';

/** What a release may have left on the broker that this one does not use. */
export interface FormerTopology {
  queues: string[];
  /** Each has an exchange of the same name. */
  retryQueues: string[];
  /** Of queues that are still in use. */
  bindings: Array<{ queue: string; type: string }>;
}

/** Retry delays of the releases so far that are not settings of today. */
const DELAYS_EVER_MS = [1_000, 5_000, 30_000, 120_000];

/** Everything that was ever declared, less what the manifest declares now. */
export function formerTopology(
  topology: Topology,
  {
    manifest,
    history,
    retryDelaysMs,
  }: {
    manifest: SubscriptionManifest;
    history: BindingHistory;
    retryDelaysMs: readonly number[];
  },
): FormerTopology {
  const former: FormerTopology = { queues: [topology.sharedDeadLetters], retryQueues: [], bindings: [] };
  const earlier = Array.from({ length: QUEUE_VERSION - 1 }, (_, index) => index + 1);
  for (const [key, types] of Object.entries(history)) {
    const [service, name] = key.split('.') as [string, string];
    const events = manifest[service]?.[name];
    const queue = (version?: number) => topology.queue(service, name, version);
    former.queues.push(...earlier.map(queue));
    if (!events) former.queues.push(queue());
    else {
      const taken: string[] = events.map((event) => EVENTS[event].type);
      const left = types.filter((type) => !taken.includes(type));
      former.bindings.push(...left.map((type) => ({ queue: queue(), type })));
    }
  }
  for (const service of new Set(Object.keys(history).map((key) => key.split('.')[0]!)))
    if (!manifest[service]) former.queues.push(topology.deadLetters(service));
  for (const delayMs of new Set([...DELAYS_EVER_MS, ...retryDelaysMs])) {
    const versions = retryDelaysMs.includes(delayMs) ? earlier : [...earlier, QUEUE_VERSION];
    former.retryQueues.push(...versions.map((version) => topology.retry(delayMs, version)));
  }
  return former;
}
