// npm run dead-letters -- <service> list [<n>] | replay <id>… | discard <id>…: the dead letters of one service,
// with the settings of that service.
import { userInfo } from 'node:os';
import { mongoConfigSchema, rabbitConfigSchema } from '@chowk/runtime/config';
import { runCommand, systemClock } from '@chowk/runtime/lifecycle';
import { connectMongo } from '@chowk/runtime/mongo';
import { z } from 'zod';
import { Bus } from '../bus/bus.ts';
import { createDeadLetters, type DeadLetter } from '../dead-letters/dead-letters.ts';

const USAGE = 'usage: npm run dead-letters -- <service> list [<n>] | replay <id>… | discard <id>…\n';
const LIST_DEFAULT = 20;
const LIST_MAX = 1_000;

const schema = z.object({
  ...mongoConfigSchema.pick({ MONGODB_URI: true, MONGODB_DATABASE: true }).shape,
  ...rabbitConfigSchema.pick({ RABBITMQ_URL: true, RABBITMQ_PREFIX: true, EVENT_RETRY_DELAYS_MS: true })
    .shape,
});

const [service = '', action = '', ...rest] = process.argv.slice(2);
const limit = Number(rest[0] ?? LIST_DEFAULT);
const isList = action === 'list' && Number.isInteger(limit) && limit > 0 && limit <= LIST_MAX;
const isEnd = (action === 'replay' || action === 'discard') && rest.length > 0;

const describe = ({ id, type, subject, error, tries, firstFailedAt, diedAt }: DeadLetter): string =>
  [
    id,
    type,
    subject,
    `${tries} tries`,
    `${firstFailedAt.toISOString()} to ${diedAt.toISOString()}`,
    error,
  ].join('\t');

if (service && (isList || isEnd)) {
  await runCommand({
    service,
    schema,
    process,
    async run({ config, logger, shutdown, print }) {
      const connection = await connectMongo({
        uri: config.MONGODB_URI,
        database: config.MONGODB_DATABASE,
        poolSize: 2,
      });
      shutdown.add('mongodb', () => connection.close());
      const bus = await Bus.connect({
        url: config.RABBITMQ_URL,
        prefix: config.RABBITMQ_PREFIX,
        retryDelaysMs: config.EVENT_RETRY_DELAYS_MS,
        logger,
      });
      shutdown.add('message bus', () => bus.stop());
      const letters = createDeadLetters({ service, bus, connection, clock: systemClock });
      const by = `${userInfo().username} by command`;
      if (isList) {
        for (const letter of await letters.list({ limit })) print(describe(letter));
        print(`${await letters.count()} in all`);
      } else {
        for (const id of rest) {
          await (action === 'replay' ? letters.replay(id, by) : letters.discard(id, by));
          print(`${id}: ${action === 'replay' ? 'replayed' : 'discarded'}`);
        }
      }
    },
  });
} else {
  process.stderr.write(USAGE);
  process.exitCode = 64; // EX_USAGE of sysexits.h
}
