import { parseArgs } from 'node:util';
import { startDocumentDb } from './index.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.data/documentdb' },
    port: { type: 'string', default: '27017' },
  },
});

const database = await startDocumentDb({
  dataDir: values.data,
  port: Number(values.port),
  progress: (message) => console.log(message),
});
console.log(database.uri);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void database.stop());
await database.ended;
