import type { Connection } from 'mongoose';
import type { CodeRepository } from '../ports.ts';
import { codeModel, type CodeDocument } from './code.model.ts';

const targetOf = ({ target, targetId }: CodeDocument) =>
  typeof target === 'string' ? { kind: target, id: targetId } : target;

export function createCodeRepository(connection: Connection): CodeRepository {
  const codes = codeModel(connection);
  return {
    async insert({ code, target, ownerUserId }, at, tx) {
      const document = { _id: code, target, targetId: target.id, ownerUserId, createdAt: at };
      await codes.create([document], { session: tx.session });
    },
    async find(code) {
      const found = await codes.findById(code).lean<CodeDocument>();
      if (!found) return undefined;
      return {
        code,
        target: targetOf(found),
        ownerUserId: found.ownerUserId,
        disabledAt: found.disabledAt ?? undefined,
        expiresAt: found.expiresAt ?? undefined,
      };
    },
    async disableOfTarget({ kind, id }, at, tx) {
      await codes.updateMany(
        { 'target.id': id, 'target.kind': kind },
        { $set: { disabledAt: at } },
        { session: tx.session },
      );
    },
  };
}
