import { EventEmitter } from 'node:events';
import { createMessageReader } from './command-counter.ts';
import { summarize } from './count-commands.ts';

/** An OP_MSG as a driver sends it: header, flags, a section of kind 0, a document whose first field is the command. */
function message(command: string, collection: string, opCode = 2013): Buffer {
  const value = Buffer.concat([int32(collection.length + 1), Buffer.from(`${collection}\0`)]);
  const fields = Buffer.concat([Buffer.from([2]), Buffer.from(`${command}\0`), value, Buffer.from([0])]);
  const document = Buffer.concat([int32(fields.length + 4), fields]);
  const body = Buffer.concat([int32(0), Buffer.from([0]), document]);
  return Buffer.concat([int32(16 + body.length), int32(1), int32(0), int32(opCode), body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function readAll(bytes: Buffer, chunkLength: number): string[] {
  const told: string[] = [];
  const line = new EventEmitter().on(
    'data',
    createMessageReader((command) => told.push(command)),
  );
  for (let at = 0; at < bytes.length; at += chunkLength)
    line.emit('data', bytes.subarray(at, at + chunkLength));
  return told;
}

test.each([1, 7, 1_000])('commands are counted however the bytes arrive: %d at a time', (chunkLength) => {
  const bytes = Buffer.concat([
    message('find', 'orders'),
    message('insert', 'outbox'),
    message('find', 'carts'),
  ]);
  expect(readAll(bytes, chunkLength)).toEqual(['find orders', 'insert outbox', 'find carts']);
});

test('what a driver asks for itself, and what is no command, does not count', () => {
  const bytes = Buffer.concat([
    message('hello', 'x'),
    message('ping', 'x'),
    message('find', 'a', 2012),
    message('find', 'b'),
  ]);
  expect(readAll(bytes, 64)).toEqual(['find b']);
});

test('counts are summed by service, without what is noise, and a service without any has no row', () => {
  const { rows, notes } = summarize(
    new Map([
      [
        'orders',
        new Map([
          ['find orders', 2],
          ['commitTransaction', 1],
          ['find jobs', 0.01],
        ]),
      ],
      ['gateway', new Map()],
      [
        'wallet',
        new Map([
          ['insert entries', 3],
          ['commitTransaction', 2],
        ]),
      ],
    ]),
  );
  expect(rows).toEqual([
    { name: 'orders', figures: { 'database commands': 3, transactions: 1 } },
    { name: 'wallet', figures: { 'database commands': 5, transactions: 2 } },
    { name: 'all together', figures: { 'database commands': 8, transactions: 3 } },
  ]);
  expect(notes[0]).toBe('orders: find orders 2.00, commitTransaction 1.00');
});
