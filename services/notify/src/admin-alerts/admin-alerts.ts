import type { Capability } from '@chowk/chassis';
import type { Lane } from '@chowk/messaging';
import type { Connection } from 'mongoose';
import type { AdminAlert } from '../sockets/sockets.ts';
import { adminAlertsConsumer } from './admin-alerts.consumer.ts';
import { attentionRaisedConsumer } from './attention-raised.consumer.ts';
import { attentionAlertModel, attentionTurnModel } from './persistence/attention-alert.model.ts';
import { createAttentionAlertRepository } from './persistence/attention-alert.repository.ts';
import { createTellAttention } from './use-cases/tell-attention.ts';

/** Looks for what is left untold in one pause. */
const LOOKS_PER_PAUSE = 12;

/** What those who run the place should see at once. Live only. */
export function composeAdminAlerts(deps: {
  connection: Connection;
  alertAdmins: (alert: AdminAlert) => void;
  /** Whose transactions record what admins see live. */
  lane: Lane;
  /** Between two alerts about one kind of stuck work of one service. */
  attentionPauseMs: number;
}): Capability<undefined> {
  const { connection, alertAdmins, lane, attentionPauseMs: pauseMs } = deps;
  const alerts = createAttentionAlertRepository(connection);
  const tell = createTellAttention({ alerts, alertAdmins, pauseMs });
  return {
    name: 'admin-alerts',
    api: undefined,
    collections: [attentionAlertModel(connection), attentionTurnModel(connection)],
    subscriptions: [adminAlertsConsumer(alertAdmins, lane), attentionRaisedConsumer({ alerts, tell })],
    tasks: [{ name: 'attention alerts', everyMs: pauseMs / LOOKS_PER_PAUSE, run: () => tell.rest() }],
  };
}
