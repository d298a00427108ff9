import { storeAddresses, testDatabase } from '@chowk/testing';
import { Schema, type QueryFilter } from 'mongoose';
import {
  after,
  connectMongo,
  createCollections,
  defineModel,
  documentSchema,
  instant,
  minorUnits,
  moneyFields,
  text,
} from '../src/mongo/index.ts';

interface ThingDocument {
  _id: string;
  name: string;
  price: { amount: number; currency: string };
  options: Record<string, string>;
  notes?: string | null;
  sold: number;
  createdAt: Date;
}

const thingSchema = documentSchema<ThingDocument>('things', {
  _id: text,
  name: text,
  price: moneyFields,
  options: { type: Schema.Types.Mixed, required: true },
  notes: String,
  sold: minorUnits,
  createdAt: instant,
}).index({ createdAt: -1, _id: -1 });
const thingModel = defineModel('Thing', thingSchema);

interface LineDocument {
  _id: string;
  lines: Array<{ sku: string; quantity: number }>;
}
const lineModel = defineModel<LineDocument>(
  'Line',
  documentSchema<LineDocument>('lines', { _id: text, lines: [{ _id: false, sku: text, quantity: Number }] }),
);

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  await createCollections([thingModel, lineModel].map((model) => model(database.connection)));
});
afterAll(() => database.drop());

const thing = (_id: string, at: number): ThingDocument => ({
  _id,
  name: 'Rice',
  price: { amount: 100, currency: 'INR' },
  options: {},
  sold: 0,
  createdAt: new Date(at),
});

test('a model is one per connection, and each connection has its own', async () => {
  const other = await connectMongo({
    uri: storeAddresses().mongodbUri,
    database: database.name,
    poolSize: 1,
  });
  expect(thingModel(database.connection)).toBe(thingModel(database.connection));
  expect(thingModel(other)).not.toBe(thingModel(database.connection));
  expect(thingModel(other).db).toBe(other);
  await other.close();
});

test('two schemas cannot share one name on a connection, and one without a collection is refused', () => {
  const impostor = defineModel('Thing', documentSchema<LineDocument>('others', { _id: text }));
  expect(() => impostor(database.connection)).toThrow(/Thing/);
  expect(() => defineModel('Nameless', new Schema<LineDocument>({ _id: text }))).toThrow(/no collection/);
});

test('collections and indexes are there, and making them again is harmless', async () => {
  await createCollections([thingModel(database.connection), lineModel(database.connection)]);
  const indexes = await database.connection.collection('things').indexes();
  expect(indexes.map(({ key }) => key as object)).toContainEqual({ createdAt: -1, _id: -1 });
});

test('what is stored is what the schema says: empty objects stay, no version key, no unknown field', async () => {
  const things = thingModel(database.connection);
  await things.create([thing('thg_a', 1)]);
  expect(await things.findById('thg_a').lean()).toEqual(thing('thg_a', 1));
  await expect(things.updateOne({ _id: 'thg_a' }, { $set: { colour: 'red' } })).rejects.toThrow(/colour/);
  await expect(things.create([{ ...thing('thg_b', 1), colour: 'red' } as never])).rejects.toThrow(/colour/);
  const lines = lineModel(database.connection);
  const odd = { _id: 'a', lines: [{ sku: 'S', quantity: 1, colour: 'red' }] };
  await expect(lines.create([odd])).rejects.toThrow(/colour/);
});

test.each([0.5, 2 ** 53, Number.NaN])('%d is no number of minor units', async (amount) => {
  const wrong = { ...thing('thg_c', 1), price: { amount, currency: 'INR' } };
  await expect(thingModel(database.connection).create([wrong])).rejects.toThrow(/amount/);
});

test('pages joined give the whole sorted list, ties and filters on the same field included', async () => {
  const things = thingModel(database.connection);
  await things.deleteMany({});
  const stored = Array.from({ length: 25 }, (_, i) =>
    thing(`thg_${String(i).padStart(2, '0')}`, (i * 7) % 5),
  );
  await things.insertMany(stored);
  const filter: QueryFilter<ThingDocument> = { createdAt: { $gte: new Date(1) } };
  const keys = { createdAt: -1, _id: 1 } as const;
  const walked: string[] = [];
  let position: [Date, string] | undefined;
  for (;;) {
    const page = await things
      .find({ $and: [filter, after(keys, position)] })
      .sort(keys)
      .limit(4)
      .lean();
    walked.push(...page.map(({ _id }) => _id));
    const last = page.at(-1);
    if (!last) break;
    position = [last.createdAt, last._id];
  }
  const whole = await things.find(filter).sort(keys).lean();
  expect(walked).toEqual(whole.map(({ _id }) => _id));
  expect(walked).toHaveLength(20);
  const spread = await things.find({ name: 'Rice', ...after({ _id: 1 }, ['thg_20']) }).lean();
  expect(spread.map(({ _id }) => _id)).toEqual(['thg_21', 'thg_22', 'thg_23', 'thg_24']);
});
