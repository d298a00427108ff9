import type { Tx } from '@chowk/messaging';
import type { Connection } from 'mongoose';
import type { User } from '../domain/user.ts';
import type { ProfileChange, Users } from '../ports.ts';
import { userModel, type UserDocument } from './user.model.ts';

function toUser({ _id, lastSignInAt: _lastSignInAt, ...fields }: UserDocument): User {
  return { id: _id, ...fields };
}

const within = (tx: Tx | undefined) => (tx ? { session: tx.session } : {});

/** A change as update operators: null unsets. */
function operators({ sharePhone, ...fields }: ProfileChange) {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const set = given.filter(([, value]) => value !== null).map(([key, value]) => [`profile.${key}`, value]);
  const unset = given.filter(([, value]) => value === null).map(([key]) => [`profile.${key}`, 1]);
  return {
    $set: { ...Object.fromEntries(set), ...(sharePhone !== undefined && { sharePhone }) },
    $unset: Object.fromEntries(unset),
    $inc: { version: 1 },
  };
}

export function createUsers(connection: Connection): Users {
  const model = userModel(connection);
  const found = (document: unknown): User | undefined =>
    document ? toUser(document as UserDocument) : undefined;
  return {
    byId: async (id, tx) => found(await model.findOne({ _id: id }, null, within(tx)).lean()),
    byPhone: async (phone) => found(await model.findOne({ phone }).lean()),
    async signIn(phone, now, tx) {
      const update = { $set: { lastSignInAt: now } };
      const options = { returnDocument: 'after', session: tx.session } as const;
      return found(await model.findOneAndUpdate({ phone }, update, options).lean());
    },
    async byIds(ids) {
      const documents = await model.find({ _id: { $in: [...ids] } }).lean();
      return documents.map((document) => toUser(document as UserDocument));
    },
    async insert({ id, ...fields }, tx) {
      await model.create([{ _id: id, ...fields }], within(tx));
    },
    async changeProfile(id, change, expectedVersion) {
      const filter = { _id: id, ...(expectedVersion !== undefined && { version: expectedVersion }) };
      return found(
        await model.findOneAndUpdate(filter, operators(change), { returnDocument: 'after' }).lean(),
      );
    },
    async changeStanding(id, version, { roles, status }, tx) {
      return found(
        await model
          .findOneAndUpdate(
            { _id: id, version },
            { $set: { roles, status }, $inc: { version: 1 } },
            { returnDocument: 'after', session: tx.session },
          )
          .lean(),
      );
    },
  };
}
