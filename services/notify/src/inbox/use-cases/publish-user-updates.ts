import type { Notification } from '@chowk/contracts/socket';
import type { Tx } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { NewStreamEvent, Origin } from '../../stream/domain/stream-event.ts';
import type { StreamWriter } from '../../stream/stream.ts';
import { notificationText, type Language, type RenderedTemplate } from '../../templates/templates.ts';
import type { Category } from '../domain/category.ts';
import type { InboxLine, NotificationRepository } from '../ports.ts';

/** What one fact means for one person. */
export interface UserUpdate {
  userId: string;
  /** The live update; missing when what it shows has been overtaken. */
  event?: NewStreamEvent;
  /** What stays in the inbox, where the fact is worth it. */
  notification?: { category: Category; text: RenderedTemplate; data: Record<string, string> };
}

/** An update and the fact itself. */
export interface CausedUpdate {
  update: UserUpdate;
  eventId: string;
  origin: Origin;
}

/** Where people's streams end once they have been told: the newest seq by user id. */
export type StreamEnds = Map<string, number>;

/**
 * Writes what people are told into their streams and inboxes, all in the transaction of the causes: the updates
 * of one person in the order given, whoever else is told beside. Returns what to signal once it has committed.
 */
export type PublishUserUpdates = (tx: Tx, updates: readonly CausedUpdate[]) => Promise<StreamEnds>;

/** What one person is told: the lines of the inbox by their place among the events. */
interface Told {
  events: Array<NewStreamEvent & Origin>;
  lines: Array<{ index: number; line: Notification; eventId: string }>;
}

export const createPublishUserUpdates =
  (deps: {
    stream: StreamWriter;
    notifications: Pick<NotificationRepository, 'add'>;
    language: Language;
    clock: Clock;
  }): PublishUserUpdates =>
  async (tx, updates) => {
    const now = deps.clock();
    const people = new Map<string, Told>();
    for (const { update, eventId, origin } of updates) {
      if (!update.event && !update.notification) continue;
      const told = people.get(update.userId) ?? { events: [], lines: [] };
      people.set(update.userId, told);
      if (update.event) told.events.push({ ...update.event, ...origin });
      if (update.notification) {
        const line = lineOf(update.notification, deps.language, now);
        told.lines.push({ index: told.events.length, line, eventId });
        told.events.push({ name: 'new_notification', data: { notification: line }, ...origin });
      }
    }
    if (people.size === 0) return new Map();
    const additions = [...people].map(([userId, { events }]) => ({ userId, events }));
    const firsts = await deps.stream.append(tx, additions, now);
    const lines = [...people].flatMap(([userId, told]) =>
      told.lines.map(({ index, line, eventId }): InboxLine => ({
        ...line,
        userId,
        seq: firsts.get(userId)! + index,
        eventId,
      })),
    );
    await deps.notifications.add(tx, lines);
    return new Map(additions.map(({ userId, events }) => [userId, firsts.get(userId)! + events.length - 1]));
  };

const lineOf = (
  { category, text, data }: NonNullable<UserUpdate['notification']>,
  language: Language,
  now: Date,
): Notification => ({
  id: newId('ntf'),
  category,
  type: text.key,
  ...notificationText(text, language),
  data,
  readAt: null,
  createdAt: now.toISOString(),
});
