// node services/auth/src/cli/seed.ts: adds those of the demo people who are not there yet.
import { openChassis } from '@chowk/chassis';
import { runCommand } from '@chowk/runtime/lifecycle';
import { composeAudit } from '../audit/audit.ts';
import { configSchema } from '../config.ts';
import { composeUsers } from '../users/users.ts';
import { demoUsers } from './demo-users.ts';

await runCommand({
  service: 'auth',
  schema: configSchema,
  developmentOnly: true,
  process,
  async run(context) {
    const chassis = await openChassis('auth', context);
    const base = { ...chassis, config: context.config };
    const audit = composeAudit(base);
    const users = composeUsers({ ...base, audit: audit.api });
    await chassis.prepare([audit, users]);
    const people = demoUsers(chassis.clock());
    const added = await users.api.addMissingUsers(people);
    context.print(`auth: ${people.length} demo users, ${added} of them new`);
  },
});
