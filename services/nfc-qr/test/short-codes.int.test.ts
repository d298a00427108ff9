import { newId } from '@chowk/runtime/ids';
import { startInProcess, testClient } from '@chowk/testing';
import mongoose from 'mongoose';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { startNfcQr, type NfcQr } from './fixture.ts';

const oldKey = `a:${'o'.repeat(32)}`;
const newKey = `b:${'n'.repeat(32)}`;

let service: NfcQr;
const reads: string[] = [];
beforeAll(async () => {
  // Hears every operation of every model, of this service's own connection too.
  mongoose.set('debug', (collection: string, method: string) => {
    const operation = `${collection}.${method}`;
    // The outbox sweeps once a second, whatever is asked.
    if (operation !== 'outbox.find') reads.push(operation);
  });
  service = await startNfcQr({ env: { QR_SIGNING_KEYS: oldKey, VIEW_SWEEP_MS: '60000' } });
});
afterAll(async () => {
  mongoose.set('debug', false);
  await service.stop();
});

/** Every place where a code comes in. */
const doors = (code: string): Array<() => ReturnType<NfcQr['stranger']['get']>> => {
  const { stranger } = service;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const lead = { scannerPhone: '+919876543210', scannerEmail: 'a@example.com' };
  return [
    () => stranger.get(`/api/v1/cars/qr/${code}`),
    () => stranger.post(`/api/v1/cars/qr/${code}/contact`, { reason: 'other' }),
    () => stranger.post('/api/v1/scans', { ...lead, code }),
    () => stranger.get(`/q/${code}`),
    () => stranger.post(`/q/${code}/contact`, `reason=other&submission=${newId('frm')}`, form),
    () =>
      stranger.post(
        `/q/${code}/scan`,
        new URLSearchParams({ ...lead, submission: newId('frm') }).toString(),
        form,
      ),
  ];
};

describe('codes', () => {
  test('a made-up or altered code is 404 at every door, and the database is not asked', async () => {
    const { code } = (await service.carOf('usr_codes')).qr;
    const altered = code.slice(0, -1) + (code.endsWith('2') ? '3' : '2');
    const otherRandom = (code.startsWith('2') ? '3' : '2') + code.slice(1);
    reads.length = 0;
    for (const bad of [altered, otherRandom, 'QR001', '2'.repeat(17), 'x'.repeat(200), '%7B%22$gt%22:1%7D']) {
      for (const door of doors(bad)) {
        const answer = await door();
        expect([bad, answer.status]).toEqual([bad, 404]);
      }
    }
    expect(reads).toEqual([]);
    await service.stranger.get(`/api/v1/cars/qr/${code}`);
    expect(reads).toContain('codes.findOne');
  });

  test('a code signed with another ring is 404', async () => {
    const { code } = (await service.carOf('usr_codes')).qr;
    const env = { ...service.env, QR_SIGNING_KEYS: newKey };
    const replica = await startInProcess({ schema: configSchema, compose, env });
    const client = testClient(replica.url, service.keys.headers('nfc-qr'));
    expect((await client.get(`/api/v1/cars/qr/${code}`)).body.code).toBe('QR_CODE_NOT_FOUND');
    await replica.stop();
  });

  test('after a rotation the new key signs and printed codes still work', async () => {
    const printed = (await service.carOf('usr_rotate')).qr.code;
    const env = { ...service.env, QR_SIGNING_KEYS: `${newKey},${oldKey}` };
    const replica = await startInProcess({ schema: configSchema, compose, env });
    const client = testClient(replica.url, service.keys.headers('nfc-qr', { userId: 'usr_rotate' }));
    const made = await client.post('/api/v1/cars', { carNumber: 'KA 01 X 1', carModel: 'Nexon' });
    const fresh = made.body.data.car.qr.code as string;
    expect([printed[9], fresh[9]]).toEqual(['a', 'b']);
    expect((await client.get(`/api/v1/cars/qr/${printed}`)).status).toBe(200);
    expect((await client.get(`/api/v1/cars/qr/${fresh}`)).status).toBe(200);
    await replica.stop();
  });

  test('a code ends at the instant it expires', async () => {
    const { code } = (await service.carOf('usr_expires')).qr;
    const expiresAt = new Date(Date.now() + 300);
    const rows = service.database.connection.collection<{ _id: string }>('codes');
    await rows.updateOne({ _id: code }, { $set: { expiresAt } });
    expect((await service.stranger.get(`/q/${code}`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, expiresAt.getTime() - Date.now() + 5));
    for (const door of doors(code)) expect((await door()).status).toBe(410);
  });
});
