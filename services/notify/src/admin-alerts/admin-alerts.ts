import type { Capability } from '@chowk/chassis';
import type { AdminAlert } from '../sockets/sockets.ts';
import { adminAlertsConsumer } from './admin-alerts.consumer.ts';

/** What those who run the place should see at once. Live only. */
export const composeAdminAlerts = (deps: {
  alertAdmins: (alert: AdminAlert) => void;
}): Capability<undefined> => ({
  name: 'admin-alerts',
  api: undefined,
  subscriptions: [adminAlertsConsumer(deps.alertAdmins)],
});
