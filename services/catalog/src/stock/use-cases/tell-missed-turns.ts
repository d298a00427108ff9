import type { StockRepository } from '../ports.ts';
import type { Sweep } from './sweep.ts';
import type { TellTurns } from './tell-turns.ts';

/** Tells products of turns that were noted by a process that died before it told them. */
export function createTellMissedTurns(deps: {
  stock: Pick<StockRepository, 'listTurns'>;
  tellTurns: TellTurns;
}): Sweep {
  const { stock, tellTurns } = deps;
  return async ({ before, limit, signal }) => {
    const missed = await stock.listTurns(before, limit);
    signal.throwIfAborted();
    await tellTurns(missed);
    return missed.length;
  };
}
