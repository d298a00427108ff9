import type { DecidedMoney } from '../domain/unmatched-money.ts';
import type { UnmatchedQuery, UnmatchedRepository } from '../ports.ts';

/** Unmatched money of some statuses with what was decided about it, oldest first, those after a position. */
export type ListUnmatched = (query: UnmatchedQuery) => Promise<DecidedMoney[]>;

export const createListUnmatched =
  (deps: { unmatched: Pick<UnmatchedRepository, 'list' | 'listDecisions'> }): ListUnmatched =>
  async (query) => {
    const found = await deps.unmatched.list(query);
    const decisions = await deps.unmatched.listDecisions(found.map(({ id }) => id));
    const byMoney = Map.groupBy(decisions, ({ unmatchedId }) => unmatchedId);
    return found.map((money) => ({ money, decisions: byMoney.get(money.id) ?? [] }));
  };
