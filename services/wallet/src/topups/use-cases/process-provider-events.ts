import { failpoint } from '@chowk/runtime/failpoints';
import type { Logger } from '@chowk/runtime/log';
import type { Payment } from '../../payments/domain/payment.ts';
import { retryDelayMs } from '../domain/topup.ts';
import type { PaymentProvider, ProviderEventStore, ProviderPayment, StoredEvent } from '../ports.ts';

const LEASE_MS = 30_000;

/**
 * Takes a webhook in: checked and stored, nothing more, so that the provider has its answer at once. An event
 * that is there already changes nothing.
 * @throws AppError INVALID_SIGNATURE, BAD_REQUEST
 */
export const receiveProviderEvent =
  (deps: { events: ProviderEventStore; provider: PaymentProvider; wakeWorker: () => void }) =>
  async (body: Buffer, headers: Record<string, string | undefined>): Promise<void> => {
    const event = deps.provider.readWebhook(body, headers);
    await deps.events.add(deps.provider.name, event, new Date());
    await failpoint('wallet.webhook.stored');
    deps.wakeWorker();
  };

/** Works off the stored events; one that fails is tried again, later and later. */
export const processProviderEvents =
  (deps: {
    events: ProviderEventStore;
    settle: (news: ProviderPayment) => Promise<Payment | undefined>;
    logger: Logger;
  }) =>
  async (): Promise<void> => {
    for (;;) {
      const now = Date.now();
      const event = await deps.events.claimNext(new Date(now), new Date(now + LEASE_MS));
      if (!event) return;
      try {
        await deps.events.finish(event.id, await effect(event, deps));
      } catch (err) {
        deps.logger.error({ err, eventId: event.id, tries: event.tries }, 'a stored webhook failed');
        await deps.events.retryAt(event.id, new Date(now + retryDelayMs(event.tries)));
      }
    }
  };

async function effect(
  event: StoredEvent,
  { settle, logger }: Parameters<typeof processProviderEvents>[0],
): Promise<'processed' | 'ignored'> {
  if (!event.payment) return 'ignored';
  if (await settle(event.payment)) return 'processed';
  // An account at the provider may serve more than this installation.
  logger.warn({ eventId: event.id, type: event.type }, 'a webhook tells of an order that is not ours');
  return 'ignored';
}
