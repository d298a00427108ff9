import { AppError } from '@chowk/contracts/errors';
import { placing, posting, releasing, type Hold } from './domain/hold.ts';
import type { Ledger, LedgerTx } from './ledger.ts';
import type { HoldStore } from './ports.ts';

/**
 * Money set aside. Each way to end a hold first claims it: whoever claims moves the money, so it moves once.
 * All methods belong in a transaction of `Ledger.transact`.
 */
export class Holds {
  readonly #store: HoldStore;
  readonly #ledger: Ledger;

  constructor(options: { store: HoldStore; ledger: Ledger }) {
    this.#store = options.store;
    this.#ledger = options.ledger;
  }

  /** @throws AppError INSUFFICIENT_FUNDS; a duplicate key when the id is taken */
  async place(given: Omit<Hold, 'state'>, tx: LedgerTx): Promise<void> {
    const hold: Hold = { ...given, state: 'held' };
    await this.#store.insert(hold, tx);
    await this.#ledger.write(placing(hold), tx);
  }

  /**
   * Takes the money, or a part of it: the rest returns to the user.
   * @param amount minor units; without it all that is held
   * @throws AppError HOLD_CLOSED when it has ended or timed out
   */
  async post(
    given: { id: string; destination: string; amount?: number; now: Date },
    tx: LedgerTx,
  ): Promise<void> {
    const hold = await this.#store.claim(given.id, 'posted', { validAt: given.now }, tx);
    if (!hold) throw new AppError('HOLD_CLOSED');
    await this.#ledger.write(posting(hold, given.amount ?? hold.amount.amount, given.destination), tx);
  }

  /** Gives the money back, timed out or not. @throws AppError HOLD_CLOSED when it has ended */
  async void(id: string, tx: LedgerTx): Promise<void> {
    await this.#release(await this.#store.claim(id, 'voided', {}, tx), tx);
  }

  /** Gives the money of a hold back that timed out by `now`. @throws AppError HOLD_CLOSED when it has ended */
  async expire(id: string, now: Date, tx: LedgerTx): Promise<void> {
    await this.#release(await this.#store.claim(id, 'expired', { expiredAt: now }, tx), tx);
  }

  async #release(hold: Hold | undefined, tx: LedgerTx): Promise<void> {
    if (!hold) throw new AppError('HOLD_CLOSED');
    await this.#ledger.write(releasing(hold), tx);
  }
}
