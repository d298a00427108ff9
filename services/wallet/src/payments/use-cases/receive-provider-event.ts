import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { ProviderName } from '../domain/provider-name.ts';
import type { ProviderEventRepository } from '../ports.ts';
import type { ProviderRegistry } from '../providers/registry.ts';

/**
 * Takes a webhook in: checked and stored, nothing more, so that the provider has its answer at once. An event
 * that is there already changes nothing.
 * @param body the bytes as they came
 * @throws AppError INVALID_SIGNATURE, BAD_REQUEST
 */
export type ReceiveProviderEvent = (
  provider: ProviderName,
  body: Buffer,
  headers: Readonly<Record<string, string | undefined>>,
) => Promise<void>;

export const createReceiveProviderEvent =
  (deps: {
    providers: ProviderRegistry;
    events: Pick<ProviderEventRepository, 'add'>;
    notifyWorker: () => void;
    clock: Clock;
  }): ReceiveProviderEvent =>
  async (provider, body, headers) => {
    const event = deps.providers.get(provider).readWebhook(body, headers);
    await deps.events.add(provider, event, deps.clock());
    await failpoint('wallet.webhook.stored');
    deps.notifyWorker();
  };
