// node services/auth/src/cli/rotate-keys.ts <step>: takes one step of a rotation of the signing keys.
// node services/auth/src/cli/rotate-keys.ts revoke <kid>: withdraws a key that others may hold, at once.
import { openChassis } from '@chowk/chassis';
import { runCommand } from '@chowk/runtime/lifecycle';
import { composeAudit } from '../audit/audit.ts';
import { configSchema } from '../config.ts';
import { connectRedis } from '../redis.ts';
import { openRevocations } from '../revocations.ts';
import { ROTATION_STEPS, type KeyRing } from '../tokens/domain/key-ring.ts';
import { composeTokens, type TokensApi } from '../tokens/tokens.ts';

const USAGE = `usage: rotate-keys.ts ${ROTATION_STEPS.join(' | ')} | revoke <kid>\n`;

/** What the arguments ask for; undefined for what is none of ours. */
function workOf([verb, kid, ...rest]: string[]): ((tokens: TokensApi) => Promise<KeyRing>) | undefined {
  const step = ROTATION_STEPS.find((known) => known === verb);
  if (step && kid === undefined) return (tokens) => tokens.rotateKeys(step);
  if (verb === 'revoke' && kid !== undefined && rest.length === 0)
    return async (tokens) => {
      const { ring, wasOnRing } = await tokens.revokeKey(kid);
      if (!wasOnRing) process.stderr.write(`${kid} was not on the ring; it was announced as withdrawn\n`);
      return ring;
    };
  return undefined;
}

const work = workOf(process.argv.slice(2));
if (work) {
  await runCommand({
    service: 'auth',
    schema: configSchema,
    process,
    async run(context) {
      const { config } = context;
      const chassis = await openChassis('auth', context);
      const redis = connectRedis(context);
      const base = { ...chassis, config };
      const audit = composeAudit(base);
      const revocations = openRevocations({ ...base, redis });
      // Nothing is started or migrated: only auth itself makes the first ring, so that a wrong database gets none.
      const tokens = composeTokens({ ...base, audit: audit.api, revocations });
      const ring = await work(tokens.api);
      for (const { kid, state, since } of ring.keys)
        context.print(`${kid} ${state} since ${since.toISOString()}`);
    },
  });
} else {
  process.stderr.write(USAGE);
  process.exitCode = 64; // EX_USAGE of sysexits.h
}
