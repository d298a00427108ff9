import mongoose, { type Connection, type mongo } from 'mongoose';

/** Not of anybody's request: the driver's own, and what every replica asks by the clock. */
const BACKGROUND = ['hello', 'ping', 'endSessions', 'killCursors'];

/** Database commands of the connections that are opened while it watches, as `update carts` or `commitTransaction`. */
export function watchCommands() {
  const commands: string[] = [];
  const open = mongoose.createConnection.bind(mongoose);
  const spy = jest.spyOn(mongoose, 'createConnection').mockImplementation(((uri, options) => {
    const connection = open(uri as string, { ...options, monitorCommands: true }) as Connection;
    connection.getClient().on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
      if (BACKGROUND.includes(commandName)) return;
      const target: unknown = command[commandName];
      commands.push(typeof target === 'string' ? `${commandName} ${target}` : commandName);
    });
    return connection;
  }) as typeof mongoose.createConnection);
  return {
    /** Since the last time it was asked. */
    take: () => commands.splice(0),
    stopWatching: () => spy.mockRestore(),
  };
}
