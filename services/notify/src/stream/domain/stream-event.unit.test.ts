import { DeliveryWindow } from './delivery-window.ts';
import { inSequence, toPayload, type StreamEvent } from './stream-event.ts';

const event = (seq: number): StreamEvent => ({
  id: `sev_${seq}`,
  userId: 'usr_1',
  seq,
  at: new Date(0),
  name: 'scan_update',
  data: {
    scanId: 'scn_1',
    carId: 'car_1',
    carModel: 'Nexon',
    maskedNumber: 'DL',
    kind: 'view',
    scannedAt: '1970-01-01T00:00:00.000Z',
  },
});

describe('what is read', () => {
  test.each<[number[], number, number[]]>([
    [[1, 2, 3], 0, [1, 2, 3]],
    [[4, 5, 7, 8], 3, [4, 5]],
    [[5, 6], 3, []],
    [[], 3, []],
  ])('of %j after %i, %j is in sequence', (read, after, expected) => {
    expect(inSequence(read.map(event), after).map(({ seq }) => seq)).toEqual(expected);
  });

  test('data of an event cannot pass for its number or id', () => {
    const odd = { ...event(7), data: { seq: 1, id: 'mine', at: 'then' } } as unknown as StreamEvent;
    expect(toPayload(odd)).toEqual({ seq: 7, id: 'sev_7', at: '1970-01-01T00:00:00.000Z' });
  });
});

describe('a delivery window', () => {
  test('resumes after the last event before which all are acknowledged', () => {
    const window = new DeliveryWindow(10, 4);
    [11, 12, 13].forEach((seq) => window.sent(seq, seq));
    expect(window.acknowledged).toBe(10);
    window.acknowledge(12);
    expect(window.acknowledged).toBe(10);
    window.acknowledge(11);
    expect([window.acknowledged, window.position]).toEqual([12, 13]);
    window.acknowledge(13);
    expect(window.acknowledged).toBe(13);
  });

  test('is full at its size, and worth a read again at half of it', () => {
    const window = new DeliveryWindow(0, 4);
    [1, 2, 3, 4].forEach((seq) => window.sent(seq, 0));
    expect([window.full, window.worthReading]).toEqual([true, false]);
    window.acknowledge(1);
    expect([window.full, window.worthReading]).toEqual([false, false]);
    window.acknowledge(2);
    expect(window.worthReading).toBe(true);
  });

  test('knows how long its oldest event waits', () => {
    const window = new DeliveryWindow(0, 4);
    expect(window.waitedMs(1_000)).toBe(0);
    window.sent(1, 100);
    window.sent(2, 200);
    window.acknowledge(1);
    expect(window.waitedMs(1_000)).toBe(800);
  });

  test('never lets an event be sent out of turn', () => {
    expect(() => new DeliveryWindow(5, 4).sent(7, 0)).toThrow('cannot follow 5');
  });
});
