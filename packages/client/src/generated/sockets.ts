// Made by `npm run contract` from the declared routes. Not edited by hand.
import type { components } from './schema.ts';

/** Events of a person's stream. */
export interface StreamEvents {
  order_status_update: components['schemas']['OrderStatusUpdate'] & components['schemas']['StreamPosition'];
  wallet_update: components['schemas']['WalletUpdate'] & components['schemas']['StreamPosition'];
  scan_update: components['schemas']['ScanUpdate'] & components['schemas']['StreamPosition'];
  new_notification: components['schemas']['NewNotification'] & components['schemas']['StreamPosition'];
}

/** What the server says beside them. */
export interface ServerMessages {
  stream_opened: components['schemas']['StreamOpened'];
  resync_required: components['schemas']['ResyncRequired'];
  slow_consumer: components['schemas']['SlowConsumer'];
  token_expired: undefined;
  session_revoked: undefined;
  admin_alert: components['schemas']['AdminAlert'];
}
