import { storeAddresses } from '@chowk/testing';
import mongoose from 'mongoose';

/** MONGODB_URI for a service whose commands a test counts. */
export function monitoredMongoUri(): string {
  const uri = new URL(storeAddresses().mongodbUri);
  uri.searchParams.set('monitorCommands', 'true');
  return uri.href;
}

/** The database commands of a service in this process that was started with `monitoredMongoUri`, from here on. */
export function listenToCommands(database: string) {
  let seen: string[] = [];
  for (const connection of mongoose.connections) {
    if (connection.name !== database) continue;
    connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (commandName !== 'hello') seen.push(`${commandName} ${String(command[commandName])}`);
    });
  }
  return {
    /** The commands that some work made, each as `find products`; nothing else may be under way. */
    async during(work: () => Promise<unknown>): Promise<string[]> {
      seen = [];
      await work();
      return seen;
    },
  };
}
