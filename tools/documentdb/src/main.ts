import { parseArgs } from 'node:util';
import { startDocumentDb } from './index.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.data/documentdb' },
    port: { type: 'string', default: '27017' },
  },
});

// Before the start is through, ending this process is enough: the database ends with its starter.
let stop = (): void => process.exit(1);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop());

const database = await startDocumentDb({
  dataDir: values.data,
  port: Number(values.port),
  progress: (message) => console.log(message),
});
stop = () => void database.stop();
console.log(database.uri);
await database.ended;
