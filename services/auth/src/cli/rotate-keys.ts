// node services/auth/src/cli/rotate-keys.ts <step>: takes one step of a rotation of the signing keys.
import { openChassis } from '@chowk/chassis';
import { runCommand, systemClock } from '@chowk/runtime/lifecycle';
import { composeAudit } from '../audit/audit.ts';
import { configSchema } from '../config.ts';
import { ROTATION_STEPS } from '../tokens/domain/key-ring.ts';
import { composeTokens } from '../tokens/tokens.ts';

const step = ROTATION_STEPS.find((known) => known === process.argv[2]);
if (step) {
  await runCommand({
    service: 'auth',
    schema: configSchema,
    process,
    async run(context) {
      const chassis = await openChassis('auth', context);
      const base = { ...chassis, config: context.config, clock: systemClock };
      const audit = composeAudit(base);
      // Nothing is started or migrated: only auth itself makes the first ring, so that a wrong database gets none.
      const tokens = composeTokens({ ...base, audit: audit.api });
      const ring = await tokens.api.rotateKeys(step);
      for (const { kid, state, since } of ring.keys)
        context.print(`${kid} ${state} since ${since.toISOString()}`);
    },
  });
} else {
  process.stderr.write(`usage: rotate-keys.ts ${ROTATION_STEPS.join(' | ')}\n`);
  process.exitCode = 64; // EX_USAGE of sysexits.h
}
