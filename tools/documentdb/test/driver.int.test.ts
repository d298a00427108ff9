import mongoose, { type Connection, type Model } from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import { START_TIMEOUT_MS, startTemporaryEngine, type TemporaryEngine } from './temporary-engine.ts';

const { Schema } = mongoose;

let engine: TemporaryEngine;
let connection: Connection;

beforeAll(async () => {
  engine = await startTemporaryEngine();
  connection = await mongoose.createConnection(engine.uri, { dbName: 'driver', maxPoolSize: 50 }).asPromise();
}, START_TIMEOUT_MS);

afterAll(async () => {
  await connection.close();
  await engine.remove();
});

type Failure = Error & { code?: number; keyPattern?: unknown; keyValue?: unknown; codeName?: string };

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => {
      throw new Error('it succeeded');
    },
    (error: Failure) => error,
  );
}

function rejections(results: PromiseSettledResult<unknown>[]): Failure[] {
  return results.filter((result) => result.status === 'rejected').map((result) => result.reason as Failure);
}

describe('documents', () => {
  test('a document comes back as it was saved, with every type it had', async () => {
    const { Decimal128, Long, UUID, Binary } = mongoose.mongo;
    const document = {
      _id: 1,
      decimal: Decimal128.fromString('1.10'),
      long: Long.fromString('9007199254740993'),
      uuid: new UUID(),
      binary: new Binary(Buffer.from([1, 2, 3])),
      date: new Date(1234567890123),
      regex: /ab+c/i,
      nothing: null,
      nested: { list: [1, { deep: [2.5] }] },
    };
    const types = connection.collection<typeof document>('types');
    await types.insertOne(document);
    expect(await types.findOne({ _id: 1 }, { promoteLongs: false, promoteValues: true })).toMatchObject({
      ...document,
      _id: expect.anything(),
      nested: expect.anything(),
    });
    await types.updateOne({ _id: 1 }, { $inc: { decimal: Decimal128.fromString('2.20') } });
    expect(String((await types.findOne({ long: document.long }))?.decimal)).toBe('3.30');
  });

  test('mongoose creates, changes, counts and deletes', async () => {
    const schema = new Schema({ email: String, age: Number, tags: [String] }, { timestamps: true });
    const User = connection.model('User', schema);
    const user = await User.create({ email: 'a@x', age: 30, tags: ['x', 'y'] });
    user.age = 31;
    await user.save();
    await User.insertMany(
      Array.from({ length: 20 }, (_, age) => ({ email: `m${age}@x`, age, tags: [age % 2 ? 'odd' : 'even'] })),
    );
    expect(await User.findOne({ email: 'a@x' }).lean()).toMatchObject({ age: 31 });
    expect(await User.countDocuments({ age: { $gte: 10, $lt: 20 } })).toBe(10);
    expect(await User.updateMany({ tags: 'odd' }, { $inc: { age: 100 } })).toMatchObject({
      modifiedCount: 10,
    });
    expect(await User.deleteOne({ email: 'm0@x' })).toMatchObject({ deletedCount: 1 });
    expect(await User.find().sort({ age: -1 }).skip(2).limit(2).select('age -_id').lean()).toEqual([
      { age: 115 },
      { age: 113 },
    ]);
    expect((await User.distinct('tags')).sort()).toEqual(['even', 'odd', 'x', 'y']);
  });

  test('a query that the engine does not understand gives its code and text', async () => {
    const unknown = connection
      .collection('types')
      .find({ decimal: { $nope: 1 } })
      .toArray();
    expect(await failureOf(unknown)).toMatchObject({
      code: 2,
      codeName: 'BadValue',
      message: expect.stringContaining('$nope'),
    });
    expect(await failureOf(connection.db!.command({ nope: 1 }))).toMatchObject({
      code: 59,
      codeName: 'CommandNotFound',
    });
  });

  test('explain names the index that a query uses, and quotes in the query do no harm', async () => {
    const collection = connection.collection('explained');
    await collection.createIndex({ name: 1 });
    const plan = await collection.find({ name: `it's '); DROP TABLE x; --` }).explain();
    expect(JSON.stringify(plan)).toMatch(/Index/);
  });

  test('a change stream is refused, not left hanging', async () => {
    const stream = connection.collection('types').watch();
    expect(await failureOf(stream.next())).toMatchObject({ code: 40573 });
    await stream.close();
  });
});

describe('unique indexes', () => {
  test('when 50 insert the same key at once, one wins and 49 hear which key it was', async () => {
    const Member = connection.model('Member', new Schema({ email: { type: String, unique: true } }));
    await Member.init();
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => Member.create({ email: 'one@x' })),
    );
    const failures = rejections(results);
    expect(failures).toHaveLength(49);
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: 11000, keyPattern: { email: 1 }, keyValue: { email: 'one@x' } });
    }
    expect(await Member.countDocuments()).toBe(1);
  });

  test('an update and a findOneAndUpdate into a taken key tell all its fields', async () => {
    const collection = connection.collection<{ _id: number; a: number; b: { c: string } }>('compound');
    await collection.createIndex({ a: 1, 'b.c': 1 }, { unique: true });
    await collection.insertMany([
      { _id: 1, a: 1, b: { c: 'x' } },
      { _id: 2, a: 2, b: { c: 'x' } },
    ]);
    const duplicate = { code: 11000, keyPattern: { a: 1, 'b.c': 1 } };
    const viaUpdate = await failureOf(collection.updateOne({ _id: 2 }, { $set: { a: 1 } }));
    expect(viaUpdate).toMatchObject({ ...duplicate, keyValue: { a: 1 } });
    const viaFind = await failureOf(collection.findOneAndUpdate({ _id: 2 }, { $set: { a: 1 } }));
    expect(viaFind).toMatchObject({ ...duplicate, keyValue: { a: 1, 'b.c': 'x' } });
  });

  test('a unique index over documents that are alike already is refused as a duplicate', async () => {
    const collection = connection.collection('alike');
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await failureOf(collection.createIndex({ a: 1 }, { unique: true }))).toMatchObject({
      code: 11000,
    });
  });

  test('a partial unique index leaves the documents outside its filter alone', async () => {
    const collection = connection.collection('partial');
    await collection.createIndex({ k: 1 }, { unique: true, partialFilterExpression: { active: true } });
    await collection.insertMany([
      { k: 1, active: false },
      { k: 1, active: false },
      { k: 1, active: true },
    ]);
    expect(await failureOf(collection.insertOne({ k: 1, active: true }))).toMatchObject({ code: 11000 });
  });
});

describe('writers at the same time', () => {
  test('upserts by pipeline that reads the clock make one document, however often it is taken away', async () => {
    const leases = connection.collection<{ _id: string; by: number }>('leases');
    const end = performance.now() + 2_000;
    let taken = 0;
    const take = async (by: number) => {
      while (performance.now() < end) {
        await leases.findOneAndUpdate({ _id: 'l' }, [{ $set: { by, until: { $add: ['$$NOW', 300] } } }], {
          upsert: true,
        });
        taken += 1;
        await leases.deleteOne({ _id: 'l', by });
      }
    };
    const results = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(take));
    // MongoDB repeats an upsert that lost its insert; what it may say is that the key is there.
    expect(rejections(results).filter(({ code }) => code !== 11000)).toEqual([]);
    expect(taken).toBeGreaterThan(50);
  });

  test('200 increments of one document all count, each with a result of its own', async () => {
    const Counter = connection.model('Counter', new Schema({ _id: String, n: Number }));
    const increment = () =>
      Counter.findOneAndUpdate({ _id: 'c' }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' });
    await increment();
    const results = await Promise.all(Array.from({ length: 199 }, increment));
    expect(new Set(results.map((counter) => counter?.n)).size).toBe(199);
    expect(await Counter.findById('c').lean()).toMatchObject({ n: 200 });
  });

  test('when 100 buy the last 10, ten do', async () => {
    const Stock = connection.model('Stock', new Schema({ _id: String, quantity: Number }));
    await Stock.create({ _id: 's', quantity: 10 });
    const buy = () => Stock.findOneAndUpdate({ _id: 's', quantity: { $gt: 0 } }, { $inc: { quantity: -1 } });
    const bought = await Promise.all(Array.from({ length: 100 }, buy));
    expect(bought.filter(Boolean)).toHaveLength(10);
    expect(await Stock.findById('s').lean()).toMatchObject({ quantity: 0 });
  });

  test('batches that touch the same documents in opposite orders all get through, every write of them', async () => {
    const collection = connection.collection<{ _id: number; n: number }>('crossing');
    const ids = Array.from({ length: 20 }, (_, _id) => _id);
    await collection.insertMany(ids.map((_id) => ({ _id, n: 0 })));
    const batch = (order: number[], ordered: boolean) =>
      collection.bulkWrite(
        [...order, 100 + order[0]!].map((_id) => ({
          updateOne: { filter: { _id }, update: { $inc: { n: 1 } }, upsert: true },
        })),
        { ordered },
      );
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => batch(i % 2 ? ids : [...ids].reverse(), i % 4 < 2)),
    );
    expect(await collection.distinct('n', { _id: { $lt: 100 } })).toEqual([20]);
    expect(await collection.distinct('n', { _id: { $gte: 100 } })).toEqual([10]);
    const counted = results.map(({ matchedCount, upsertedCount }) => matchedCount + upsertedCount);
    expect(new Set(counted)).toEqual(new Set([21]));
  });

  test('when 50 make the same collection by writing to it, all 50 documents are there', async () => {
    const collection = connection.collection<{ _id: number }>('made-by-all');
    await Promise.all(Array.from({ length: 50 }, (_, _id) => collection.insertOne({ _id })));
    expect(await collection.countDocuments()).toBe(50);
  });
});

describe('transactions', () => {
  let Account: Model<{ _id: string; balance?: number }>;

  beforeAll(() => {
    Account = connection.model<{ _id: string; balance?: number }>(
      'Account',
      new Schema({ _id: String, balance: Number }),
    );
  });

  beforeEach(async () => {
    await Account.deleteMany();
    await Account.create([
      { _id: 'a', balance: 1000 },
      { _id: 'b', balance: 1000 },
    ]);
  });

  const balances = async () =>
    (await Account.find().sort({ _id: 1 }).lean()).map((account) => account.balance);

  test('when one throws, nothing of it stays; when it returns, all of it does', async () => {
    const move = (amount: number, failure?: Error) =>
      connection.transaction(async (session) => {
        await Account.updateOne({ _id: 'a' }, { $inc: { balance: -amount } }, { session });
        await Account.create([{ _id: `receipt-${amount}` }], { session });
        if (failure) throw failure;
      });
    expect(await failureOf(move(50, new Error('changed my mind')))).toMatchObject({
      message: 'changed my mind',
    });
    expect(await balances()).toEqual([1000, 1000]);
    await move(10);
    expect(await balances()).toEqual([990, 1000, undefined]);
  });

  test('what is not committed is seen inside and not outside', async () => {
    await connection.transaction(async (session) => {
      await Account.updateOne({ _id: 'a' }, { balance: 1 }, { session });
      expect(await Account.findById('a').session(session).lean()).toMatchObject({ balance: 1 });
      expect(await Account.findById('a').lean()).toMatchObject({ balance: 1000 });
    });
  });

  test('20 transfers at once that read before they write lose no update', async () => {
    const transfer = () =>
      connection.transaction(async (session) => {
        const [a, b] = await Account.find().sort({ _id: 1 }).session(session).lean();
        await sleep(2);
        await Account.updateOne({ _id: 'a' }, { balance: a!.balance! - 1 }, { session });
        await Account.updateOne({ _id: 'b' }, { balance: b!.balance! + 1 }, { session });
      });
    await Promise.all(Array.from({ length: 20 }, transfer));
    expect(await balances()).toEqual([980, 1020]);
  });

  test('a duplicate key ends the transaction, and a commit after it is refused', async () => {
    const session = await connection.startSession();
    session.startTransaction();
    await Account.create([{ _id: 'c', balance: 1 }], { session });
    expect(await failureOf(Account.create([{ _id: 'a' }], { session }))).toMatchObject({ code: 11000 });
    expect(await failureOf(session.commitTransaction())).toMatchObject({ code: 251 });
    await session.endSession();
    expect(await balances()).toEqual([1000, 1000]);
  });

  test('a commit that is asked for twice succeeds twice', async () => {
    const session = await connection.startSession();
    session.startTransaction();
    await Account.updateOne({ _id: 'a' }, { balance: 7 }, { session });
    await session.commitTransaction();
    await session.commitTransaction();
    await session.endSession();
    expect(await balances()).toEqual([7, 1000]);
  });

  test('when 20 transactions make the same collection, all of them get through', async () => {
    const collection = connection.collection<{ _id: number }>('made-in-transactions');
    await Promise.all(
      Array.from({ length: 20 }, (_, _id) =>
        connection.transaction(async (session) => void (await collection.insertOne({ _id }, { session }))),
      ),
    );
    expect(await collection.countDocuments()).toBe(20);
  });
});

describe('cursors', () => {
  test('thousands of documents come page by page, in order, to 20 readers at once', async () => {
    const collection = connection.collection<{ _id: number; rank: number }>('pages');
    await collection.insertMany(
      Array.from({ length: 3000 }, (_, _id) => ({ _id, rank: (_id * 7919) % 3000 })),
    );
    const read = async () => {
      const ranks: number[] = [];
      for await (const document of collection.find().sort({ rank: 1 }).batchSize(300))
        ranks.push(document.rank);
      return ranks;
    };
    const expected = Array.from({ length: 3000 }, (_, rank) => rank);
    for (const ranks of await Promise.all(Array.from({ length: 20 }, read))) expect(ranks).toEqual(expected);
  });

  test('a cursor inside a transaction sees what the transaction has written', async () => {
    const collection = connection.collection<{ _id: number }>('pages-inside');
    await collection.insertMany(Array.from({ length: 200 }, (_, _id) => ({ _id })));
    await connection.transaction(async (session) => {
      await collection.insertOne({ _id: 200 }, { session });
      const found = await collection.find({}, { session, batchSize: 50 }).sort({ _id: 1 }).toArray();
      expect(found.map((document) => document._id)).toEqual(Array.from({ length: 201 }, (_, id) => id));
    });
  });

  test('a query that takes longer than maxTimeMS is ended', async () => {
    const slow = connection
      .collection('pages')
      .aggregate(
        [
          { $lookup: { from: 'pages', pipeline: [], as: 'others' } },
          { $unwind: '$others' },
          { $group: { _id: null, sum: { $sum: { $multiply: ['$rank', '$others.rank'] } } } },
        ],
        { maxTimeMS: 50 },
      );
    expect(await failureOf(slow.toArray())).toMatchObject({ code: 50, codeName: 'MaxTimeMSExpired' });
  });
});
