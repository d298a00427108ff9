import { isOpen } from './domain/opening-hours.ts';
import type { Store } from './ports.ts';

/** A store as clients see it at an instant. */
export const storeView = ({ ownerUserId: _ownerUserId, createdAt, ...store }: Store, now: Date) => ({
  ...store,
  createdAt: createdAt.toISOString(),
  openNow: store.active && isOpen(store.hours, now),
});
