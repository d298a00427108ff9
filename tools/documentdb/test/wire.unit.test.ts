import { deserialize, serialize } from 'bson';
import { encodeReply, MessageSplitter, parseRequest, ProtocolError } from '../src/gateway/wire.ts';

type Section = { kind: 0; document: object } | { kind: 1; name: string; documents: object[] };

function opMsg(sections: Section[], { flags = 0, id = 7 } = {}): Buffer {
  const parts = sections.map((section) => {
    if (section.kind === 0) return Buffer.concat([Buffer.from([0]), serialize(section.document)]);
    const content = Buffer.concat([
      Buffer.from(`${section.name}\0`),
      ...section.documents.map((d) => serialize(d)),
    ]);
    const size = Buffer.alloc(4);
    size.writeInt32LE(content.length + 4);
    return Buffer.concat([Buffer.from([1]), size, content]);
  });
  const checksum = flags & 1 ? [Buffer.alloc(4, 0xcc)] : [];
  return withHeader(2013, id, Buffer.concat([uint32(flags), ...parts, ...checksum]));
}

function opQuery(document: object): Buffer {
  return withHeader(
    2004,
    9,
    Buffer.concat([uint32(0), Buffer.from('admin.$cmd\0'), uint32(0), uint32(1), serialize(document)]),
  );
}

function withHeader(opcode: number, id: number, content: Buffer): Buffer {
  return Buffer.concat([uint32(16 + content.length), uint32(id), uint32(0), uint32(opcode), content]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

test('a message gives its body and the documents that travel beside it, in any order', () => {
  const body: Section = { kind: 0, document: { insert: 'c' } };
  const beside: Section = { kind: 1, name: 'documents', documents: [{ a: 1 }, { a: 2 }] };
  for (const sections of [
    [body, beside],
    [beside, body],
  ]) {
    for (const flags of [0, 1]) {
      const request = parseRequest(opMsg(sections, { flags }));
      expect(request).toMatchObject({ requestId: 7, legacy: false, wantsReply: true });
      expect(deserialize(request.body)).toEqual({ insert: 'c' });
      expect(request.sequences?.get('documents')).toEqual(
        Buffer.concat([serialize({ a: 1 }), serialize({ a: 2 })]),
      );
    }
  }
});

test('a message that says there is more to come wants no reply', () => {
  expect(parseRequest(opMsg([{ kind: 0, document: { ping: 1 } }], { flags: 2 })).wantsReply).toBe(false);
});

test('the handshake of old drivers is understood and answered in their way', () => {
  const request = parseRequest(opQuery({ isMaster: 1 }));
  expect(request).toMatchObject({ requestId: 9, legacy: true, wantsReply: true });
  expect(deserialize(request.body)).toEqual({ isMaster: 1 });
  const reply = encodeReply(request, 3, serialize({ ok: 1 }));
  expect([reply.readInt32LE(0), reply.readInt32LE(8), reply.readInt32LE(12)]).toEqual([reply.length, 9, 1]);
  expect(deserialize(reply.subarray(36))).toEqual({ ok: 1 });
});

test('a reply says whose it is', () => {
  const reply = encodeReply({ requestId: 7, legacy: false }, 3, serialize({ ok: 1 }));
  expect([reply.readInt32LE(0), reply.readInt32LE(4), reply.readInt32LE(8)]).toEqual([reply.length, 3, 7]);
  expect(deserialize(parseRequest(reply).body)).toEqual({ ok: 1 });
});

test.each([
  ['an unknown opcode', withHeader(2012, 1, Buffer.alloc(10))],
  ['no body', opMsg([{ kind: 1, name: 'documents', documents: [] }])],
  [
    'two bodies',
    opMsg([
      { kind: 0, document: {} },
      { kind: 0, document: {} },
    ]),
  ],
  ['a required flag nobody knows', opMsg([{ kind: 0, document: {} }], { flags: 4 })],
  [
    'an unknown kind of section',
    withHeader(2013, 1, Buffer.concat([uint32(0), Buffer.from([9]), serialize({})])),
  ],
  [
    'a section longer than its message',
    withHeader(2013, 1, Buffer.concat([uint32(0), Buffer.from([0]), uint32(99)])),
  ],
  ['no flags', withHeader(2013, 1, Buffer.alloc(0))],
  ['a legacy query without its query', withHeader(2004, 1, Buffer.from('\0\0\0\0admin.$cmd\0'))],
])('%s is refused', (_title, message) => {
  expect(() => parseRequest(message)).toThrow(ProtocolError);
});

describe('a stream', () => {
  const messages = [
    opMsg([{ kind: 0, document: { a: 1 } }]),
    opMsg([{ kind: 0, document: { b: 'x'.repeat(50) } }]),
    opQuery({ c: 1 }),
  ];
  const stream = Buffer.concat(messages);

  test.each([1, 3, 16, 17, 50, 1000])('cut into chunks of %i bytes gives the same messages', (size) => {
    const splitter = new MessageSplitter();
    const received: Buffer[] = [];
    for (let at = 0; at < stream.length; at += size)
      received.push(...splitter.push(stream.subarray(at, at + size)));
    expect(received).toEqual(messages);
  });

  test.each([15, -1, 48_000_001])('with a message that states %i bytes is refused', (length) => {
    const bytes = Buffer.alloc(16);
    bytes.writeInt32LE(length);
    expect(() => new MessageSplitter().push(bytes)).toThrow(ProtocolError);
  });
});
