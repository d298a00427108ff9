import type { BindingHistory, SubscriptionManifest } from '@chowk/contracts/events';
import { connect, type Channel, type ChannelModel } from 'amqplib';
import { queueCounts } from '../bus/queue-counts.ts';
import { HEADERS, topology, type Topology } from '../topology.ts';
import { formerTopology } from './former-topology.ts';

/** One thing that is left over, and what was done about it. */
export interface PruneFinding {
  kind: 'queue' | 'binding';
  name: string;
  messages?: number;
  consumers?: number;
  action:
    | 'deleted'
    | 'unbound'
    | 'would be deleted'
    | 'would be unbound'
    | 'kept: it holds messages'
    | 'kept: a retry queue holds messages for it';
}

interface PruneOptions {
  url: string;
  prefix: string;
  manifest: SubscriptionManifest;
  history: BindingHistory;
  /** As the services have them. */
  retryDelaysMs: readonly number[];
  /** Without it nothing is changed. */
  apply: boolean;
  /** Deletes queues that hold messages as well, and the messages with them. */
  force: boolean;
}

/**
 * Takes away what has left the manifest, to be run once no process of an earlier release is left: it would
 * declare its queues again. Dead letters in the one queue that services shared once are first handed to their
 * service's own.
 */
export async function pruneBroker(options: PruneOptions): Promise<PruneFinding[]> {
  const names = topology(options.prefix);
  const former = formerTopology(names, options);
  const model = await connect(options.url, { timeout: 10_000 });
  // Said by the call that failed as well.
  model.on('error', () => undefined);
  try {
    if (options.apply) await handOverDeadLetters(model, names, options.manifest);
    const findings: PruneFinding[] = [];
    for (const queue of former.retryQueues)
      findings.push(...(await pruneQueue(model, queue, names, options)));
    const isFed = findings.some(({ action }) => action === 'kept: it holds messages');
    for (const queue of former.queues)
      findings.push(...(isFed ? await keep(model, queue) : await pruneQueue(model, queue, names, options)));
    for (const { queue, type } of former.bindings) {
      if (!(await queueCounts(model, queue))) continue;
      const name = `${queue} <- ${type}`;
      if (options.apply) await onChannel(model, (channel) => channel.unbindQueue(queue, names.events, type));
      findings.push({ kind: 'binding', name, action: options.apply ? 'unbound' : 'would be unbound' });
    }
    if (options.apply)
      for (const exchange of former.retryQueues)
        await onChannel(model, (channel) => channel.deleteExchange(exchange));
    return findings;
  } finally {
    await model.close();
  }
}

/** What waits in a retry queue goes back to its queue, or nowhere if that is gone. */
async function keep(model: ChannelModel, queue: string): Promise<PruneFinding[]> {
  const counts = await queueCounts(model, queue);
  return counts
    ? [{ kind: 'queue', name: queue, ...counts, action: 'kept: a retry queue holds messages for it' }]
    : [];
}

async function pruneQueue(
  model: ChannelModel,
  queue: string,
  names: Topology,
  { apply, force, history }: PruneOptions,
): Promise<PruneFinding[]> {
  const counts = await queueCounts(model, queue);
  if (!counts) return [];
  if (apply) {
    // Nothing comes in any more between the look and the deletion. Unbinding what is not bound is no error.
    const types = new Set(Object.values(history).flat());
    await onChannel(model, async (channel) => {
      for (const type of types) await channel.unbindQueue(queue, names.events, type);
    });
    Object.assign(counts, await queueCounts(model, queue));
  }
  const finding = { kind: 'queue' as const, name: queue, ...counts };
  if (counts.messages > 0 && !force) return [{ ...finding, action: 'kept: it holds messages' }];
  if (!apply) return [{ ...finding, action: 'would be deleted' }];
  await onChannel(model, (channel) => channel.deleteQueue(queue));
  return [{ ...finding, action: 'deleted' }];
}

/** Moves the dead letters of services of the manifest, one by one, each confirmed before it is taken away. */
async function handOverDeadLetters(
  model: ChannelModel,
  names: Topology,
  manifest: SubscriptionManifest,
): Promise<void> {
  const count = (await queueCounts(model, names.sharedDeadLetters))?.messages ?? 0;
  const channel = await model.createConfirmChannel();
  for (let left = count; left > 0; left--) {
    const message = await channel.get(names.sharedDeadLetters);
    if (!message) break;
    const from: unknown = message.properties.headers?.[HEADERS.queue];
    const queue = typeof from === 'string' ? from : '';
    const service = Object.keys(manifest).find((one) => names.subscriptionOf(queue, one) !== undefined);
    // Given back when the channel closes.
    if (service === undefined || !(await queueCounts(model, names.deadLetters(service)))) continue;
    const { messageId, headers } = message.properties as { messageId?: string; headers?: object };
    channel.sendToQueue(names.deadLetters(service), message.content, {
      persistent: true,
      ...(messageId !== undefined && { messageId }),
      headers,
    });
    await channel.waitForConfirms();
    channel.ack(message);
  }
  await channel.close();
}

async function onChannel(model: ChannelModel, work: (channel: Channel) => Promise<unknown>): Promise<void> {
  const channel = await model.createChannel();
  channel.on('error', () => undefined);
  await work(channel);
  await channel.close();
}
