import { defineSubscription, type AnySubscription } from '@chowk/messaging';
import type { AttentionAlertRepository } from './ports.ts';
import type { TellAttention } from './use-cases/tell-attention.ts';

/** Stuck work of any service becomes an alert to admins. */
export const attentionRaisedConsumer = (deps: {
  alerts: Pick<AttentionAlertRepository, 'add'>;
  tell: TellAttention;
}): AnySubscription =>
  defineSubscription('notify', 'attention-alerts', {
    handle: (event, tx) => deps.alerts.add(event.id, event.data, tx),
    afterCommit: (event) => deps.tell.topic(event.data),
  });
