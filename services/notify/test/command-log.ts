import { storeAddresses } from '@chowk/testing';
import mongoose, { type Connection, type mongo } from 'mongoose';

/** A second connection to a database of a test, and the commands that went over it. */
export interface CommandLog {
  connection: Connection;
  /** `insert inbox`, `commitTransaction`, in order; what the driver asks for itself is left out. */
  commands: string[];
  /** What the last command of that name said, to be asked about. */
  last(command: string): mongo.BSON.Document;
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
  const latest = new Map<string, mongo.BSON.Document>();
  connection.getClient().on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
    if (ITS_OWN.has(commandName)) return;
    const about: unknown = command[commandName];
    const name = typeof about === 'string' ? `${commandName} ${about}` : commandName;
    commands.push(name);
    latest.set(name, command);
  });
  return { connection, commands, last: (command) => latest.get(command)!, stop: () => connection.close() };
}
