import { openChassis } from '@chowk/chassis';
import { createAuditTrail } from './audit/store/audit.repository.ts';
import { runCommand } from './command.ts';
import { collections } from './store/migrations/0001-collections.ts';
import { ROTATION_STEPS } from './tokens/domain/key-ring.ts';
import { createKeyVault } from './tokens/key-vault.ts';
import { rotationWaits } from './tokens/rotation-waits.ts';
import { createKeyRings } from './tokens/store/key-ring.repository.ts';
import { rotateKeys } from './tokens/use-cases/rotate-keys.ts';

const step = ROTATION_STEPS.find((known) => known === process.argv[2]);
if (step) {
  await runCommand(process, async (context) => {
    const { connection } = await openChassis('auth', context, [collections]);
    const ports = {
      rings: createKeyRings(connection),
      vault: createKeyVault(context.config.KEY_ENCRYPTION_SECRET),
      audit: createAuditTrail(connection),
      waits: rotationWaits(context.config),
    };
    const ring = await rotateKeys(ports, step, new Date());
    return ring.keys
      .map(({ kid, state, since }) => `${kid} ${state} since ${since.toISOString()}`)
      .join('\n');
  });
} else {
  process.stderr.write(`usage: rotate-keys.ts ${ROTATION_STEPS.join(' | ')}\n`);
  process.exitCode = 64; // EX_USAGE of sysexits.h
}
