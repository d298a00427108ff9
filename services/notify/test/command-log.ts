import { storeAddresses } from '@chowk/testing';
import mongoose, { type Connection, type mongo } from 'mongoose';

/** A second connection to a database of a test, and the commands that went over it. */
export interface CommandLog {
  connection: Connection;
  /** `insert inbox`, `commitTransaction`, in order; what the driver asks for itself is left out. */
  commands: string[];
  stop(): Promise<void>;
}

const ITS_OWN: ReadonlySet<string> = new Set(['hello', 'ping', 'endSessions', 'isMaster']);

export async function logCommands(database: string): Promise<CommandLog> {
  const connection = mongoose.createConnection(storeAddresses().mongodbUri, {
    dbName: database,
    monitorCommands: true,
    ignoreUndefined: true,
    autoIndex: false,
    autoCreate: false,
    w: 'majority',
    readConcernLevel: 'majority',
  });
  await connection.asPromise();
  const commands: string[] = [];
  connection.getClient().on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
    if (ITS_OWN.has(commandName)) return;
    const about: unknown = command[commandName];
    commands.push(typeof about === 'string' ? `${commandName} ${about}` : commandName);
  });
  return { connection, commands, stop: () => connection.close() };
}
