import type { Capability, Chassis } from '@chowk/chassis';
import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Config } from '../config.ts';
import { createCodeSigner } from './code-signer.ts';
import type { Target } from './domain/code.ts';
import { codeModel } from './persistence/code.model.ts';
import { createCodeRepository } from './persistence/code.repository.ts';
import { createIssueCode, type IssueCode } from './use-cases/issue-code.ts';
import { createResolveCode, type ResolveCode } from './use-cases/resolve-code.ts';

export interface ShortCodesApi {
  issueCode: IssueCode;
  resolveCode: ResolveCode;
  /** All codes of a target answer "no longer in use" from now on. */
  disableCodes(target: Target, tx: Tx): Promise<void>;
  /** What the printed image of a code says. */
  urlOf(code: string): string;
}

/** Printed codes: signed, so that a made-up one is known without a look into the database. */
export function composeShortCodes(
  deps: Pick<Chassis, 'connection'> & { config: Config; clock: Clock },
): Capability<ShortCodesApi> {
  const { connection, config, clock } = deps;
  const signer = createCodeSigner(config.QR_SIGNING_KEYS, config.PUBLIC_BASE_URL);
  const codes = createCodeRepository(connection);
  return {
    name: 'short codes',
    api: {
      issueCode: createIssueCode({ signer, codes, clock }),
      resolveCode: createResolveCode({ signer, codes, clock }),
      disableCodes: (target, tx) => codes.disableOfTarget(target, clock(), tx),
      urlOf: (code) => signer.urlOf(code),
    },
    collections: [codeModel(connection)],
  };
}
