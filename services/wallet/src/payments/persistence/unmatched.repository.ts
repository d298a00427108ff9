import { money } from '@chowk/money';
import { after, isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { DuplicateId } from '../../ledger/domain/duplicate-id.ts';
import { unmatchedBefore, type UnmatchedMoney } from '../domain/unmatched-money.ts';
import type { UnmatchedRepository } from '../ports.ts';
import { unmatchedDecisionModel, unmatchedModel, type UnmatchedDocument } from './unmatched.model.ts';

const toUnmatched = ({ _id, amount, currency, ...rest }: UnmatchedDocument): UnmatchedMoney => ({
  id: _id,
  amount: money(amount, currency),
  ...rest,
});
const toUnmatchedIfAny = (found: UnmatchedDocument | null): UnmatchedMoney | undefined =>
  found ? toUnmatched(found) : undefined;

const OLDEST_FIRST = { createdAt: 1, _id: 1 } as const;
const byAge = (a: UnmatchedDocument, b: UnmatchedDocument): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a._id < b._id ? -1 : 1);

export function createUnmatchedRepository(connection: Connection): UnmatchedRepository {
  const rows = unmatchedModel(connection);
  const decisions = unmatchedDecisionModel(connection);
  const onceOnly = async (what: string, insert: () => Promise<unknown>): Promise<void> => {
    try {
      await insert();
    } catch (error) {
      throw isDuplicateKey(error) ? new DuplicateId(what, { cause: error }) : error;
    }
  };
  return {
    find: async (id, tx) =>
      toUnmatchedIfAny(
        await rows
          .findById(id)
          .session(tx?.session ?? null)
          .lean(),
      ),

    async list({ statuses, after: position, limit }) {
      // One list in order for each status: no engine we know of reads several as one.
      const lists = await Promise.all(
        statuses.map((status) =>
          rows
            .find({ status, ...after(OLDEST_FIRST, position && [position.createdAt, position.id]) })
            .sort(OLDEST_FIRST)
            .limit(limit)
            .lean(),
        ),
      );
      return lists.flat().sort(byAge).slice(0, limit).map(toUnmatched);
    },

    countHeld: () => rows.countDocuments({ status: 'held' }),

    insert: ({ id, amount, ...rest }, { session }) =>
      onceOnly(`unmatched money ${id}`, () =>
        rows.insertMany([{ _id: id, ...amount, ...rest }], { session, lean: true }),
      ),

    async move(id, to, now, tx) {
      const moved = await rows
        .findOneAndUpdate(
          { _id: id, status: { $in: unmatchedBefore(to) } },
          { $set: { status: to, updatedAt: now } },
          { ...(tx && { session: tx.session }), returnDocument: 'after' },
        )
        .lean();
      return toUnmatchedIfAny(moved);
    },

    async addLeft(id, by, now, { session }) {
      const changed = await rows
        .findOneAndUpdate(
          { _id: id },
          { $inc: { left: by }, $set: { updatedAt: now } },
          { session, returnDocument: 'after' },
        )
        .lean();
      return toUnmatchedIfAny(changed);
    },

    insertDecision: ({ id, ...rest }, { session }) =>
      onceOnly(`decision ${id}`, () => decisions.insertMany([{ _id: id, ...rest }], { session, lean: true })),

    async listDecisions(unmatchedIds) {
      const found = await decisions
        .find({ unmatchedId: { $in: [...unmatchedIds] } })
        .sort({ at: 1, _id: 1 })
        .lean();
      return found.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
    },
  };
}
