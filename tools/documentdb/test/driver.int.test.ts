import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { startDocumentDb, type DocumentDb } from '../src/index.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'documentdb-'));
let database: DocumentDb;
let connection: Connection;

beforeAll(async () => {
  database = await startDocumentDb({ dataDir: folder, ephemeral: true });
  connection = await mongoose
    .createConnection(database.uri, { dbName: 'driver', maxPoolSize: 50 })
    .asPromise();
}, 300_000);

afterAll(async () => {
  await connection.close();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('mongoose', () => {
  test('a document comes back as it was saved', async () => {
    const schema = new mongoose.Schema({
      name: String,
      when: Date,
      data: Buffer,
      tags: [String],
      counts: { type: Map, of: Number },
    });
    const Thing = connection.model('Thing', schema);
    const saved = await Thing.create({
      name: 'a',
      when: new Date(0),
      data: Buffer.from('hi'),
      tags: ['x'],
      counts: { k: 1 },
    });
    const found = await Thing.findById(saved._id).orFail();
    expect(found.toObject()).toEqual(saved.toObject());
  });

  test('when a transaction throws, nothing of it stays; when it returns, all of it does', async () => {
    const Account = connection.model('Account', new mongoose.Schema({ _id: String, balance: Number }));
    await Account.create([
      { _id: 'a', balance: 100 },
      { _id: 'b', balance: 0 },
    ]);
    const move = (amount: number, failure?: Error): Promise<void> =>
      connection.transaction(async (session) => {
        await Account.updateOne({ _id: 'a' }, { $inc: { balance: -amount } }, { session });
        await Account.updateOne({ _id: 'b' }, { $inc: { balance: amount } }, { session });
        if (failure) throw failure;
      });
    await expect(move(50, new Error('changed my mind'))).rejects.toThrow('changed my mind');
    await move(10);
    expect(await Account.find().sort({ _id: 1 }).lean()).toMatchObject([{ balance: 90 }, { balance: 10 }]);
  });
});
