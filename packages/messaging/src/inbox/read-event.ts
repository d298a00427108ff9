import { envelopeSchema, EVENTS, type EventName } from '@chowk/contracts/events';
import type { ConsumeMessage } from 'amqplib';
import type { IncomingEvent } from './incoming-event.ts';

/** No release reads it, so trying again is in vain. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';
}
/** Its data break the schema that this release knows; one that is ahead of us may read it. */
class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
}
/** The subscription does not take this event: a binding of an earlier release is still there. */
export class UnwantedEvent extends Error {
  override readonly name = 'UnwantedEvent';
}

/** The event in a message. @throws UnreadableMessage, UnwantedEvent, SchemaMismatch */
export function readEvent<Names extends EventName>(
  subscription: { readonly name: string; readonly events: readonly Names[] },
  message: ConsumeMessage,
): IncomingEvent<Names> {
  let json: unknown;
  try {
    json = JSON.parse(message.content.toString());
  } catch (cause) {
    throw new UnreadableMessage('not JSON', { cause });
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) throw new UnreadableMessage(`not an envelope: ${envelope.error.message}`);
  const { type } = envelope.data;
  const name = subscription.events.find((candidate) => EVENTS[candidate].type === type);
  if (name === undefined) throw new UnwantedEvent(`${type} is not for ${subscription.name}`);
  const data = EVENTS[name].schema.safeParse(envelope.data.data);
  if (!data.success) throw new SchemaMismatch(`${type} breaks its schema: ${data.error.message}`);
  return { ...envelope.data, name, data: data.data } as IncomingEvent<Names>;
}
