import type { Migration } from '@chowk/runtime/mongo';
import { notificationKeys } from './0002-notification-keys.ts';

/** Changes of what is stored, in order. */
export const migrations: readonly Migration[] = [notificationKeys];
