// npm run broker:prune [-- --apply] [--force]: shows what has left the manifest of subscriptions and still lies on
// the broker, and takes it away. Run it once every process is of this release.
import { BINDINGS_EVER, SUBSCRIPTIONS } from '@chowk/contracts/events';
import { rabbitConfigSchema } from '@chowk/runtime/config';
import { runCommand } from '@chowk/runtime/lifecycle';
import { pruneBroker } from '../prune/prune-broker.ts';

const given = process.argv.slice(2);
const unknown = given.filter((option) => option !== '--apply' && option !== '--force');
if (unknown.length > 0) {
  process.stderr.write('usage: npm run broker:prune [-- --apply] [--force]\n');
  process.exitCode = 64; // EX_USAGE of sysexits.h
} else {
  await runCommand({
    service: 'broker-prune',
    schema: rabbitConfigSchema.pick({
      RABBITMQ_URL: true,
      RABBITMQ_PREFIX: true,
      EVENT_RETRY_DELAYS_MS: true,
    }),
    process,
    async run({ config, print }) {
      const apply = given.includes('--apply');
      const findings = await pruneBroker({
        url: config.RABBITMQ_URL,
        prefix: config.RABBITMQ_PREFIX,
        retryDelaysMs: config.EVENT_RETRY_DELAYS_MS,
        manifest: SUBSCRIPTIONS,
        history: BINDINGS_EVER,
        apply,
        force: given.includes('--force'),
      });
      for (const { name, messages, consumers, action } of findings) {
        const counts = messages === undefined ? '' : ` (${messages} messages, ${consumers} consumers)`;
        print(`${name}${counts}: ${action}`);
      }
      if (findings.length === 0) print('Nothing has left the manifest.');
      else if (!apply) print('Nothing was changed. With --apply it is taken away.');
    },
  });
}
