import type { Redis } from 'ioredis';
import type { z } from 'zod';

type Argument = string | number;

/** As many keys as were declared. */
type KeysOf<Count extends number | 'any'> = Count extends 1
  ? readonly [string]
  : Count extends 2
    ? readonly [string, string]
    : Count extends 3
      ? readonly [string, string, string]
      : readonly string[];

/**
 * Makes a Lua script a command of this client; it travels by its hash once the server knows it. Every key it
 * touches is passed as a key, so that the client's prefix and a cluster's slots hold; channels are arguments.
 *
 * @param name of the command on the client; must be none of Redis' own
 * @param keys how many keys it takes; `any` when that differs from call to call
 * @param reply what the script answers; another answer rejects with a ZodError
 */
export function loadScript<const Count extends number | 'any', Reply extends z.ZodType>(
  redis: Redis,
  name: string,
  lua: string,
  keys: Count,
  reply: Reply,
): (keys: KeysOf<Count>, args: readonly Argument[]) => Promise<z.output<Reply>> {
  if (name in redis) throw new Error(`redis has a command ${name} already`);
  redis.defineCommand(name, { lua });
  // defineCommand adds a method that the class type cannot know.
  const commands = redis as unknown as Record<string, (...args: Argument[]) => Promise<unknown>>;
  return async (given, args) => {
    if (keys !== 'any' && given.length !== keys)
      throw new RangeError(`${name} takes ${keys} keys, not ${given.length}`);
    return reply.parse(await commands[name]!(given.length, ...given, ...args));
  };
}
