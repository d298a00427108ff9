/** What can be wrong in a ledger. */
export const LEDGER_RULES = [
  'sum_not_zero',
  'below_zero',
  'above_zero',
  'balance_differs_from_replay',
  'held_differs_from_holds',
  'turnover_differs',
  'chain_broken',
  'entry_altered',
  'transfer_altered',
  'transfer_missing',
  'entry_missing',
  'account_missing',
] as const;

/** Something in the ledger that cannot be: which rule, and where. */
export interface LedgerProblem {
  rule: (typeof LEDGER_RULES)[number];
  where: string;
}

export interface LedgerReport {
  ok: boolean;
  accounts: number;
  entries: number;
  transfers: number;
  /** Per currency the sum of all balances: zero in a sound ledger. */
  sums: CurrencySum[];
  problems: LedgerProblem[];
  /** Whether there were more problems than `problems` lists. */
  truncated: boolean;
}

export interface CurrencySum {
  currency: string;
  /** Minor units; may be below zero. */
  sum: number;
}
