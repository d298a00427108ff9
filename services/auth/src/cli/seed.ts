import { openChassis } from '@chowk/chassis';
import { runCommand } from './command.ts';
import { collections } from './store/migrations/0001-collections.ts';
import { createAuditTrail } from './audit/store/audit.repository.ts';
import { demoUsers } from './users/demo-users.ts';
import { createUsers } from './users/store/user.repository.ts';
import { addDemoUsers } from './users/use-cases/add-demo-users.ts';

await runCommand(process, async (context) => {
  const { connection, outbox } = await openChassis('auth', context, [collections]);
  const ports = { outbox, users: createUsers(connection), audit: createAuditTrail(connection) };
  const demo = demoUsers(new Date());
  const added = await addDemoUsers(ports, demo);
  return `auth: ${demo.length} demo users, ${added} of them new`;
});
