import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Target } from '../domain/code.ts';
import type { CodeRepository, CodeSigner } from '../ports.ts';

/** Makes a new code that leads to a target, in the transaction that makes the target. */
export type IssueCode = (target: Target, ownerUserId: string, tx: Tx) => Promise<string>;

export const createIssueCode =
  (deps: { signer: CodeSigner; codes: CodeRepository; clock: Clock }): IssueCode =>
  async (target, ownerUserId, tx) => {
    const code = deps.signer.issue();
    await deps.codes.insert({ code, target, ownerUserId }, deps.clock(), tx);
    return code;
  };
