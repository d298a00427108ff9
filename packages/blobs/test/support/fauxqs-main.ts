// fauxqs as a process of its own: it is for ESM only, which jest's resolver does not find, and what it keeps in
// memory must not count where memory is measured. Prints its address; ends with its parent.
import { startFauxqs } from 'fauxqs';

const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
process.stdout.write(`${server.address}\n`);
process.stdin.resume().once('close', () => process.exit(0));
