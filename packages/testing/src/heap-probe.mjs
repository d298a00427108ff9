// Preloaded (`node --import`) into a process whose memory a test measures: each SIGUSR2 collects the garbage and
// writes one line of what is left, in bytes.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

process.on('SIGUSR2', () => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(`${JSON.stringify({ msg: 'heap probe', heapUsed, external })}\n`);
});
