import { checkedInProduction } from '@chowk/runtime/config';
import { z } from 'zod';
import { Keyring } from './keyring.ts';
import { NUMBERED, readSecrets } from './parse-keyring.ts';

export interface SecretKeyringOptions {
  /** Least characters of each secret in production, 32. */
  minLength?: number;
  /**
   * What versions look like, where something printed or stored has room only for other names than v1, v2 …;
   * then a bare secret is refused, since v1 is none of them: `NAME=<version>:<secret>`.
   */
  version?: RegExp;
  /** Where other settings say whether it is used at all: production asks for it only then. */
  isUsed?: (given: Readonly<Record<string, string | undefined>>) => boolean;
}

/**
 * A setting of one or more secrets, `NAME=v2:…,v1:…`: the first is used, all are understood. One bare value is
 * v1. To rotate, put a new version in front, and take the old one away when nothing made with it is alive.
 * Production refuses to start without it, with the default among them, or with a short one.
 */
export function secretKeyring(developmentDefault: string, options: SecretKeyringOptions = {}) {
  const { minLength = 32, version = NUMBERED, isUsed = () => true } = options;
  const schema = z
    .string()
    .min(1)
    .prefault(developmentDefault)
    .transform((text, check) => {
      const { secrets, problems } = readSecrets(text, version);
      for (const message of problems) check.addIssue({ code: 'custom', message });
      return problems.length > 0 ? z.NEVER : new Keyring(secrets);
    });
  const defaults = new Set(readSecrets(developmentDefault, version).secrets.map(({ secret }) => secret));
  return checkedInProduction(schema, {
    developmentDefault,
    problems(value, given) {
      if (!isUsed(given)) return [];
      if (value === undefined) return ['production needs a secret of its own'];
      return readSecrets(value, version).secrets.flatMap(({ secret }, index, { length }) => {
        const nth = length === 1 ? '' : `secret ${index + 1} of ${length}: `;
        if (defaults.has(secret)) return [`${nth}production needs a secret of its own`];
        return secret.length < minLength ? [`${nth}production needs at least ${minLength} characters`] : [];
      });
    },
  });
}
