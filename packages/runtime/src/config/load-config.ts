import { z } from 'zod';

/** Thrown at start when settings are missing or wrong; lists all of them at once. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(`The settings are not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const MODES = ['development', 'test', 'production'] as const;
export type Mode = (typeof MODES)[number];

/**
 * How a process is meant to run: production unless NODE_ENV says otherwise. A word that we do not know, such as
 * `staging`, opens nothing either.
 */
export const modeOf = (env: Given): Mode => MODES.find((mode) => mode === env.NODE_ENV) ?? 'production';

/**
 * Reads settings from the environment through a zod schema whose keys are the variables' names. Empty
 * variables count as not set. Unless NODE_ENV is development or test, every field made by `secret()` must be given.
 * @throws ConfigError naming every variable that is wrong; values are never shown, they may be secrets.
 */
export function loadConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: Record<string, string | undefined>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((key) =>
      env[key] === undefined || env[key] === '' ? [] : [[key, env[key]]],
    ),
  );
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.') || 'settings'}: ${issue.message}`);
  problems.push(...ruleProblems(schema, given, modeOf(env)));
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems);
  return parsed.data;
}

type Given = Readonly<Record<string, string | undefined>>;

/** What production asks of a field beyond its schema. */
export interface ProductionRule {
  /** The text that stands for the field in development. */
  developmentDefault: string;
  /** What is wrong with the text given for it; each problem is words that follow the field's name. */
  problems(value: string | undefined, given: Given): string[];
}

interface FieldRule {
  developmentDefault?: string;
  problems(value: string | undefined, given: Given, mode: Mode): string[];
}

const fieldRules = new WeakMap<z.ZodType, FieldRule>();

/** A field that is judged by other settings and by the mode as well; each problem is words that follow its name. */
export function checkedWith<Schema extends z.ZodType>(
  schema: Schema,
  problems: FieldRule['problems'],
): Schema {
  fieldRules.set(schema, { problems });
  return schema;
}

/** A field that production judges more strictly than its schema does. `loadConfig` does it. */
export function checkedInProduction<Schema extends z.ZodType>(schema: Schema, rule: ProductionRule): Schema {
  fieldRules.set(schema, {
    developmentDefault: rule.developmentDefault,
    problems: (value, given, mode) => (mode === 'production' ? rule.problems(value, given) : []),
  });
  return schema;
}

/** The text that stands for such a field in development; undefined for any other field. */
export const developmentDefaultOf = (schema: z.ZodType): string | undefined =>
  fieldRules.get(schema)?.developmentDefault;

/**
 * A secret with a default for development. Production refuses to start with the default, without a value,
 * or with one shorter than `minLength`: 32 characters, unless somebody else issues it and decides its length.
 * Where other settings say whether it is used at all, `isUsed` looks at them.
 */
export function secret(
  developmentDefault: string,
  minLength = 32,
  isUsed: (given: Given) => boolean = () => true,
) {
  const schema = z.string().min(1).default(developmentDefault);
  return checkedInProduction(schema, {
    developmentDefault,
    problems(value, given) {
      if (!isUsed(given)) return [];
      if (value === undefined || value === developmentDefault)
        return ['production needs a secret of its own'];
      return value.length < minLength ? [`production needs at least ${minLength} characters`] : [];
    },
  });
}

function ruleProblems(schema: z.ZodObject, given: Given, mode: Mode): string[] {
  return Object.entries(schema.shape).flatMap(([key, field]) => {
    const rule = fieldRules.get(field as z.ZodType);
    return (rule?.problems(given[key], given, mode) ?? []).map((problem) => `${key}: ${problem}`);
  });
}

/** A whole number from the environment, within bounds. */
export const integer = (byDefault: number, min = 0, max = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^-?\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))
    .default(byDefault);

/** `true` or `false` from the environment. */
export const flag = (byDefault: boolean) =>
  z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .default(byDefault);

/** Words separated by commas. */
export const list = (byDefault: string[] = []) =>
  z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    )
    .default(byDefault);
