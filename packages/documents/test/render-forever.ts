// Run by pdf-processes.unit.test.ts, which kills it: hangs in a document and says which process does.
import { join } from 'node:path';
import { quietLogger } from '@chowk/testing';
import { PdfRenderer } from '../src/index.ts';

const renderer = new PdfRenderer({ logger: quietLogger(), timeoutMs: 60_000 });
const template = join(import.meta.dirname, 'templates/slow.typ');
await renderer.render({ template, data: { rounds: 0, name: 'first' } });
void renderer.render({ template, data: { rounds: 100_000_000, name: 'endless' } });
// By now the second document has reached the process, which reads nothing more.
setTimeout(() => process.stdout.write(`${renderer.state.processes[0]!.pid}\n`), 200);
