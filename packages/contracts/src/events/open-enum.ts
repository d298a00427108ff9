import { z } from 'zod';

/** A text that nobody of this release knows; written so that the literals beside it stay in the type. */
type Unknown = string & Record<never, never>;

/** Values that this release knows, and any that a later one may add. */
export type OpenEnum<Known extends string> = Known | Unknown;

const MAX_LENGTH = 64;

/**
 * A list of values to which later releases may add: who reads takes an unknown value as it is and has a default
 * branch for it, who writes (`z.input`) is held to the list by the compiler.
 */
export const openEnum = <const Values extends readonly [string, ...string[]]>(
  values: Values,
): z.ZodType<OpenEnum<Values[number]>, Values[number]> =>
  z.union([z.enum(values), z.string().min(1).max(MAX_LENGTH)]) as unknown as z.ZodType<
    OpenEnum<Values[number]>,
    Values[number]
  >;
