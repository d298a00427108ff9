import { AppError } from '@chowk/contracts/errors';
import type { IdempotencyStore } from '@chowk/idempotency';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { Categories } from '../../categories/ports.ts';
import { isStaff, type Clock } from '../../ports.ts';
import type { Products } from '../../products/ports.ts';
import type { StockLedger } from '../../stock/ports.ts';
import type { Store, StoreFields, Stores, StoreTerms } from '../ports.ts';
import { storeView } from '../store.view.ts';
import { ownStore } from './own-store.ts';

/** A store as sent by its editor; the platform's terms count from staff only. */
type StoreInput = StoreFields & { [Term in keyof StoreTerms]?: StoreTerms[Term] | undefined };

export interface EditStores {
  /** @throws AppError VALIDATION_FAILED for unknown categories or terms from a merchant */
  create(user: UserIdentity, input: StoreInput, idempotency: IdempotentRequest | undefined): Promise<Reply>;
  /** @throws AppError STORE_NOT_FOUND, PRECONDITION_FAILED, VALIDATION_FAILED */
  update(
    user: UserIdentity,
    id: string,
    input: StoreInput,
    expectedVersion: number | undefined,
  ): Promise<Store>;
  /** Closes a store for good and takes its products off sale. @throws AppError STORE_NOT_FOUND, PRECONDITION_FAILED */
  remove(user: UserIdentity, id: string, expectedVersion: number | undefined): Promise<void>;
}

export function createEditStores(deps: {
  stores: Stores;
  categories: Categories;
  products: Products;
  stock: StockLedger;
  idempotency: IdempotencyStore;
  clock: Clock;
}): EditStores {
  const { stores, categories, products, stock, idempotency, clock } = deps;

  const check = async (user: UserIdentity, input: StoreInput): Promise<void> => {
    const known = new Set((await categories.tree()).map((node) => node.id));
    const details = input.categoryIds.flatMap((id, index) =>
      known.has(id) ? [] : [{ path: `categoryIds.${index}`, message: 'is not a category' }],
    );
    if (!isStaff(user)) {
      for (const path of ['ownerUserId', 'partner', 'cashbackBps'] as const)
        if (input[path] !== undefined) details.push({ path, message: 'is for the platform to set' });
    }
    if (details.length > 0) throw new AppError('VALIDATION_FAILED', { details });
  };

  return {
    async create(user, input, request) {
      await check(user, input);
      return idempotency.once(request, 'str', async (tx, id) => {
        const { ownerUserId = user.userId, partner = false, cashbackBps = 0, ...fields } = input;
        const now = clock();
        const store = { id, ...fields, ownerUserId, partner, cashbackBps, version: 1, createdAt: now };
        await stores.insert(store, tx);
        return created({ store: storeView(store, now) });
      });
    },
    async update(user, id, input, expectedVersion) {
      await ownStore(stores, user, id);
      await check(user, input);
      const { ownerUserId, partner, cashbackBps, ...fields } = input;
      const updated = await stores.update(
        id,
        {
          ...fields,
          ...(ownerUserId !== undefined && { ownerUserId }),
          ...(partner !== undefined && { partner }),
          ...(cashbackBps !== undefined && { cashbackBps }),
        },
        expectedVersion,
      );
      if (!updated) throw new AppError('PRECONDITION_FAILED');
      return updated;
    },
    async remove(user, id, expectedVersion) {
      const store = await ownStore(stores, user, id);
      if (expectedVersion !== undefined && store.version !== expectedVersion)
        throw new AppError('PRECONDITION_FAILED');
      // Each step can be repeated, and the store goes last: a crash on the way leaves one to delete again.
      await stock.withdrawStore(id);
      await products.removeOfStore(id, clock());
      if (!(await stores.remove(id, expectedVersion, clock()))) throw new AppError('PRECONDITION_FAILED');
    },
  };
}
