import type { Tx } from '@chowk/messaging';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { UserExistsError, type ProfileChange, type User } from '../domain/user.ts';
import type { UserRepository } from '../ports.ts';
import { userModel, type UserDocument } from './user.model.ts';

const toUser = ({ _id, lastSignInAt: _lastSignInAt, ...fields }: UserDocument): User => ({
  id: _id,
  ...fields,
});

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

export function createUserRepository(connection: Connection): UserRepository {
  const users = userModel(connection);
  const one = (document: UserDocument | null): User | undefined => (document ? toUser(document) : undefined);
  return {
    find: async (id, tx) => one(await users.findOne({ _id: id }, null, within(tx)).lean<UserDocument>()),

    findByPhone: async (phone) => one(await users.findOne({ phone }).lean<UserDocument>()),

    async findMany(ids) {
      const found = await users.find({ _id: { $in: [...ids] } }).lean<UserDocument[]>();
      return found.map(toUser);
    },

    async recordSignIn(phone, now, tx) {
      const update = { $set: { lastSignInAt: now } };
      const options = { returnDocument: 'after', session: tx.session } as const;
      return one(await users.findOneAndUpdate({ phone }, update, options).lean<UserDocument>());
    },

    async insert({ id, ...fields }, tx) {
      try {
        await users.create([{ _id: id, ...fields }], within(tx));
      } catch (error) {
        if (isDuplicateKey(error)) throw new UserExistsError('phone or id is taken', { cause: error });
        throw error;
      }
    },

    async updateProfile(id, change, versions) {
      const filter = { _id: id, ...(versions !== undefined && { version: { $in: [...versions] } }) };
      return one(
        await users
          .findOneAndUpdate(filter, operators(change), { returnDocument: 'after' })
          .lean<UserDocument>(),
      );
    },

    async updateAccess(id, version, { roles, status }, tx) {
      return one(
        await users
          .findOneAndUpdate(
            { _id: id, version },
            { $set: { roles, status }, $inc: { version: 1 } },
            { returnDocument: 'after', session: tx.session },
          )
          .lean<UserDocument>(),
      );
    },
  };
}
