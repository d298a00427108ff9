import { storeAddresses } from '@chowk/testing';
import mongoose from 'mongoose';

/** The environment of a wallet whose commands can be counted. */
export function countable(): { MONGODB_URI: string } {
  const uri = new URL(storeAddresses().mongodbUri);
  uri.searchParams.set('monitorCommands', 'true');
  return { MONGODB_URI: uri.href };
}

interface Started {
  commandName: string;
  command: Record<string, unknown>;
}

/**
 * What this process's connections to a database send while `work` runs, in order: `insert payments`. Without what
 * the outbox does when events have left, and looks at the store's time.
 */
export async function commandsOf(database: string, work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const note = ({ commandName, command }: Started): void => {
    const collection = command[commandName];
    const what = typeof collection === 'string' ? `${commandName} ${collection}` : commandName;
    if (
      command['$db'] !== 'admin' ||
      commandName === 'commitTransaction' ||
      commandName === 'abortTransaction'
    )
      sent.push(what);
  };
  const clients = new Set(
    mongoose.connections.filter(({ name }) => name === database).map((connection) => connection.getClient()),
  );
  for (const client of clients) client.on('commandStarted', note);
  try {
    await work();
  } finally {
    for (const client of clients) client.off('commandStarted', note);
  }
  return sent.filter((what) => !/^(hello|ping|endSessions|(delete|find|update) outbox|\w+ jobs)/.test(what));
}
