import { until } from '@chowk/testing';
import { targets } from '../src/migrations/0002-targets.ts';
import { startNfcQr, type NfcQr } from './fixture.ts';

let service: NfcQr;
beforeAll(async () => {
  service = await startNfcQr();
});
afterAll(() => service.stop());

interface Row {
  _id: string;
  [field: string]: unknown;
}
const rows = (collection: string) => service.database.connection.collection<Row>(collection);
const at = new Date('2026-01-01T00:00:00.000Z');

/** A code and scans as the first release wrote them, of a car that is there and one that is gone. */
async function firstRelease(owner: string) {
  const car = await service.carOf(owner);
  const createdAt = at;
  await rows('codes').replaceOne(
    { _id: car.qr.code },
    { target: 'car', targetId: car.id, ownerUserId: owner, createdAt },
  );
  const scan = { kind: 'view', ownerUserId: owner, at };
  const lead = { phone: '+919876543210', email: 'scanner@example.com' };
  await rows('scans').insertMany([
    { ...scan, _id: `scn_${owner}_1`, carId: car.id },
    { ...scan, _id: `scn_${owner}_2`, carId: car.id, kind: 'lead', lead },
    { ...scan, _id: `scn_${owner}_3`, carId: `car_gone_${owner}` },
  ]);
  return car;
}

const scansOf = async (owner: string, path = '/api/v1/scans') =>
  (await service.as(owner).get(path)).body.data.items as Array<{ id: string; carId: string }>;

describe('the migration of codes and scans to targets', () => {
  test('gives what the first release wrote its target, and scans the words for it', async () => {
    const car = await firstRelease('usr_migrate');
    await targets.up(service.database.connection);

    const target = { kind: 'car', id: car.id };
    expect(await rows('codes').findOne({ _id: car.qr.code })).toEqual({
      _id: car.qr.code,
      target,
      targetId: car.id,
      ownerUserId: 'usr_migrate',
      createdAt: at,
    });
    const snapshot = { title: 'Swift', maskedNumber: 'MH******34' };
    expect(await rows('scans').find({ ownerUserId: 'usr_migrate' }).sort({ _id: 1 }).toArray()).toEqual([
      expect.objectContaining({ kind: 'view', carId: car.id, target, snapshot }),
      expect.objectContaining({ kind: 'lead', carId: car.id, target, snapshot, lead: expect.anything() }),
      {
        _id: 'scn_usr_migrate_3',
        kind: 'view',
        ownerUserId: 'usr_migrate',
        at,
        carId: 'car_gone_usr_migrate',
        target: { kind: 'car', id: 'car_gone_usr_migrate' },
      },
    ]);
  });

  test('run again it changes nothing, also of what this release wrote', async () => {
    const car = await firstRelease('usr_again');
    await service.stranger.post(`/api/v1/cars/qr/${car.qr.code}/contact`, { reason: 'other' });
    const all = () =>
      Promise.all(['codes', 'scans'].map((name) => rows(name).find().sort({ _id: 1 }).toArray()));
    await targets.up(service.database.connection);
    const once = await all();
    await service
      .as('usr_again')
      .put(`/api/v1/cars/${car.id}`, { carNumber: 'KA 01 X 1', carModel: 'Nexon' });
    await targets.up(service.database.connection);
    expect(await all()).toEqual(once);
  });

  test('after it a printed code opens, lists of all and of one car are whole, and a removed car ends its code', async () => {
    const car = await firstRelease('usr_after');
    await targets.up(service.database.connection);
    expect((await service.stranger.get(`/q/${car.qr.code}`)).status).toBe(200);
    await until('the look is told', async () => (await scansOf('usr_after')).length === 4);
    expect((await scansOf('usr_after', `/api/v1/cars/${car.id}/scans`)).map(({ carId }) => carId)).toEqual(
      Array.from({ length: 3 }, () => car.id),
    );
    await service.as('usr_after').delete(`/api/v1/cars/${car.id}`);
    expect(await rows('codes').findOne({ _id: car.qr.code })).toMatchObject({ disabledAt: expect.any(Date) });
    expect((await service.stranger.get(`/q/${car.qr.code}`)).status).toBe(410);
  });
});

describe('while replicas of the first release still run', () => {
  test('what they write is read: their codes open, their scans are listed', async () => {
    const car = await firstRelease('usr_rolling');
    expect((await service.stranger.get(`/q/${car.qr.code}`)).status).toBe(200);
    await until('the look is told', async () => (await scansOf('usr_rolling')).length === 4);
    expect((await scansOf('usr_rolling')).map(({ id, carId }) => [id, carId]).slice(1)).toEqual([
      ['scn_usr_rolling_3', 'car_gone_usr_rolling'],
      ['scn_usr_rolling_2', car.id],
      ['scn_usr_rolling_1', car.id],
    ]);
  });

  test('what this release writes has the fields that they read', async () => {
    const car = await service.carOf('usr_new');
    await service.stranger.post(`/api/v1/cars/qr/${car.qr.code}/contact`, { reason: 'other' });
    expect(await rows('codes').findOne({ _id: car.qr.code })).toMatchObject({ targetId: car.id });
    expect(await rows('scans').find({ ownerUserId: 'usr_new' }).toArray()).toMatchObject([{ carId: car.id }]);
  });
});
