import { defineModel, documentSchema } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';

export interface NotificationDocument {
  /**
   * streamKey of the person and the place of its `new_notification` in their stream: the order of the inbox,
   * without ties. Lists are ranges of it: on DocumentDB no other index gives rows in order.
   */
  _id: string;
  /** As clients know it. */
  id: string;
  userId: string;
  category: string;
  type: string;
  title: string;
  body: string;
  data: Record<string, string>;
  /** Id of the fact that caused it. */
  eventId: string;
  readAt: Date | null;
  createdAt: Date;
}

const notificationSchema = documentSchema<NotificationDocument>('notifications', {
  _id: { type: String, required: true },
  id: { type: String, required: true },
  userId: { type: String, required: true },
  category: { type: String, required: true },
  type: { type: String, required: true },
  title: { type: String, required: true },
  body: { type: String, required: true },
  data: { type: Schema.Types.Mixed, required: true },
  eventId: { type: String, required: true },
  readAt: { type: Date, default: null },
  createdAt: { type: Date, required: true },
});
notificationSchema.index({ id: 1 });
// The unread lines of a person, where they are few among many; lists of all others are ranges of _id.
notificationSchema.index({ userId: 1 }, { name: 'unread', partialFilterExpression: { readAt: null } });
notificationSchema.index({ createdAt: 1 });

export const notificationModel = defineModel('Notification', notificationSchema);
