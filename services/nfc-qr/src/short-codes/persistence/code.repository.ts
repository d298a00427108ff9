import type { Model } from 'mongoose';
import type { Codes } from '../ports.ts';
import type { CodeDocument } from './code.model.ts';

export const codeRepository = (model: Model<CodeDocument>): Codes => ({
  async add({ code, targetId, ownerUserId }, tx) {
    const row = { _id: code, target: 'car' as const, targetId, ownerUserId, createdAt: new Date() };
    await model.create([row], { session: tx.session });
  },
  async find(code) {
    const row = await model.findById(code).lean();
    if (!row) return undefined;
    const { target, targetId, ownerUserId } = row;
    return {
      code,
      target,
      targetId,
      ownerUserId,
      disabledAt: row.disabledAt ?? undefined,
      expiresAt: row.expiresAt ?? undefined,
    };
  },
  async disableOfTarget(targetId, at, tx) {
    await model.updateMany({ targetId }, { $set: { disabledAt: at } }, { session: tx.session });
  },
});
