import { defineModel, documentSchema } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';

export interface NotificationDocument {
  _id: string;
  userId: string;
  /** Place of its `new_notification` in the person's stream: the order of the inbox, without ties. */
  seq: number;
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
  userId: { type: String, required: true },
  seq: { type: Number, required: true },
  category: { type: String, required: true },
  type: { type: String, required: true },
  title: { type: String, required: true },
  body: { type: String, required: true },
  data: { type: Schema.Types.Mixed, required: true },
  eventId: { type: String, required: true },
  readAt: { type: Date, default: null },
  createdAt: { type: Date, required: true },
});
notificationSchema.index({ userId: 1, seq: -1 }, { unique: true });
notificationSchema.index({ userId: 1, category: 1, seq: -1 });
notificationSchema.index({ userId: 1, readAt: 1, seq: -1 });
notificationSchema.index({ createdAt: 1 });

export const notificationModel = defineModel('Notification', notificationSchema);
