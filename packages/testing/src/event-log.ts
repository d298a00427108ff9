import {
  envelopeSchema,
  EVENTS,
  type Envelope,
  type EventData,
  type EventName,
} from '@chowk/contracts/events';
import { connect } from 'amqplib';
import { storeAddresses } from './stores.ts';

/** Consumes every event on the bus of one prefix. */
export interface EventLog {
  readonly all: ReadonlyArray<Envelope>;
  of<Name extends EventName>(name: Name): Array<Envelope<EventData<Name>>>;
  /** Puts a message on the bus as another service would, or a broken one. */
  publish(type: string, content: unknown, messageId?: string): Promise<void>;
  stop(): Promise<void>;
}

export async function listenToEvents(prefix: string): Promise<EventLog> {
  const connection = await connect(storeAddresses().rabbitmqUrl);
  const channel = await connection.createConfirmChannel();
  const exchange = `${prefix}.events`;
  await channel.assertExchange(exchange, 'topic', { durable: true });
  const { queue } = await channel.assertQueue('', { exclusive: true });
  await channel.bindQueue(queue, exchange, '#');
  const all: Envelope[] = [];
  await channel.consume(
    queue,
    (message) => {
      const envelope = envelopeSchema.safeParse(JSON.parse(message?.content.toString() ?? 'null'));
      if (envelope.success) all.push(envelope.data as Envelope);
    },
    { noAck: true },
  );
  return {
    all,
    of: <Name extends EventName>(name: Name) =>
      all.filter((event) => event.type === EVENTS[name].type) as Array<Envelope<EventData<Name>>>,
    async publish(type, content, messageId = '') {
      const body = typeof content === 'string' ? content : JSON.stringify(content);
      channel.publish(exchange, type, Buffer.from(body), { persistent: true, messageId });
      await channel.waitForConfirms();
    },
    async stop() {
      await connection.close();
    },
  };
}

/** An envelope as its service would send it. */
export const envelopeOf = <Name extends EventName>(
  name: Name,
  id: string,
  subject: string,
  data: EventData<Name>,
): Envelope<EventData<Name>> => ({
  specversion: '1.0',
  id,
  source: EVENTS[name].type.split('.')[0]!,
  type: EVENTS[name].type,
  subject,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  data,
});
