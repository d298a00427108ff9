import type { CommandContext, ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';

/**
 * The work of a service's migrate command: its own composition root, which in a command migrates and serves
 * nothing. For a job ahead of a deployment, with MIGRATE_ON_START=false in the service. To be run twice, or beside
 * a service that migrates, is harmless.
 */
export const migrateDatabase =
  <Config>(service: string, compose: (context: ServiceContext<Config>) => Promise<ServiceAddresses>) =>
  async (context: CommandContext<Config>): Promise<void> => {
    await compose(context);
    context.print(`${service}: the database is migrated`);
  };
