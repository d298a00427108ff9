import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { retryDelayMs } from '../domain/provider-schedule.ts';
import type { ProviderEventRepository, StoredEvent } from '../ports.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { ApplyProviderPayment } from './apply-provider-payment.ts';

const LEASE_MS = 30_000;

interface Deps {
  events: Pick<ProviderEventRepository, 'claimNext' | 'nextDue' | 'finish' | 'retryAt'>;
  providers: ProviderRegistry;
  applyProviderPayment: ApplyProviderPayment;
  clock: Clock;
  logger: Logger;
}

/**
 * Works off the stored events; one that fails is tried again, later and later.
 * @returns when the next one is due, if any
 */
export type ProcessProviderEvents = (signal: AbortSignal) => Promise<Date | undefined>;

export const createProcessProviderEvents =
  (deps: Deps): ProcessProviderEvents =>
  async (signal) => {
    while (!signal.aborted) {
      const now = deps.clock();
      const event = await deps.events.claimNext(now, new Date(now.getTime() + LEASE_MS));
      if (!event) break;
      try {
        await deps.events.finish(event.id, await processEvent(event, deps));
      } catch (err) {
        deps.logger.error({ err, eventId: event.id, tries: event.tries }, 'a stored webhook failed');
        await deps.events.retryAt(event.id, new Date(now.getTime() + retryDelayMs(event.tries)));
      }
    }
    return deps.events.nextDue();
  };

async function processEvent(event: StoredEvent, deps: Deps): Promise<'processed' | 'ignored'> {
  const { provider, reversal } = event;
  const payment =
    event.payment ??
    (reversal && (await deps.providers.get(provider).fetchPayment(reversal.providerPaymentId)));
  if (!payment) return 'ignored';
  if (await deps.applyProviderPayment(provider, payment, { reversal })) return 'processed';
  // An account at the provider may serve more than this installation.
  deps.logger.warn({ eventId: event.id, type: event.type }, 'a webhook tells of an order that is not ours');
  return 'ignored';
}
