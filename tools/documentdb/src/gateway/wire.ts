import { splitDocuments } from './bson-slices.ts';

/**
 * The MongoDB wire protocol, as far as drivers speak it to a server of version 7:
 * OP_MSG, and OP_QUERY for the first handshake. OP_COMPRESSED is not offered, so nobody sends it.
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;

const FLAG_CHECKSUM_PRESENT = 1;
const FLAG_MORE_TO_COME = 2;
/** Bits 0 to 15 must be understood by the receiver, and these are the ones that are. */
const KNOWN_REQUIRED_FLAGS = FLAG_CHECKSUM_PRESENT | FLAG_MORE_TO_COME;

/** The largest message that MongoDB takes, in bytes. */
const MAX_MESSAGE_BYTES = 48_000_000;

/** Bytes that are no message of the protocol: the connection cannot go on, for nobody knows where the next one starts. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

export type Request = {
  requestId: number;
  /** Old drivers open with OP_QUERY and want OP_REPLY back. */
  legacy: boolean;
  /** False when the sender does not want an answer (an unacknowledged write). */
  wantsReply: boolean;
  body: Buffer;
  /** Documents that travel beside the body: the field they belong to, and their bytes one after the other. */
  sequences: Map<string, Buffer> | undefined;
};

/** Cuts the stream of a connection into messages. Copies bytes only when a message comes in several chunks. */
export class MessageSplitter {
  #chunks: Buffer[] = [];
  #size = 0;
  #wanted = HEADER;

  /** Takes what has arrived and returns the messages that are now complete. Throws ProtocolError. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const messages: Buffer[] = [];
    while (this.#size >= this.#wanted) {
      const bytes =
        this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
      const length = bytes.readInt32LE(0);
      if (length < HEADER || length > MAX_MESSAGE_BYTES)
        throw new ProtocolError(`a message states ${length} bytes`);
      if (bytes.length < length) {
        this.#chunks = [bytes];
        this.#wanted = length;
        break;
      }
      messages.push(bytes.subarray(0, length));
      this.#chunks = bytes.length > length ? [bytes.subarray(length)] : [];
      this.#size -= length;
      this.#wanted = HEADER;
    }
    return messages;
  }
}

/** Reads one whole message. Throws ProtocolError, MalformedBsonError. */
export function parseRequest(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opcode = message.readInt32LE(12);
  if (opcode === OP_MSG) return parseMsg(message, requestId);
  if (opcode === OP_QUERY) return parseQuery(message, requestId);
  throw new ProtocolError(`opcode ${opcode} is not supported`);
}

function parseMsg(message: Buffer, requestId: number): Request {
  if (message.length < HEADER + 4) throw new ProtocolError('an OP_MSG ends before its flags');
  const flags = message.readUInt32LE(HEADER);
  if ((flags & 0xffff & ~KNOWN_REQUIRED_FLAGS) !== 0)
    throw new ProtocolError(`OP_MSG flags ${flags} are unknown`);
  const end = message.length - (flags & FLAG_CHECKSUM_PRESENT ? 4 : 0);
  let body: Buffer | undefined;
  let sequences: Map<string, Buffer> | undefined;
  let at = HEADER + 4;
  while (at < end) {
    const kind = message[at];
    const start = at + 1;
    const size = start + 4 <= end ? message.readInt32LE(start) : 0;
    const next = start + size;
    if (size < 5 || next > end) throw new ProtocolError('a section reaches beyond its OP_MSG');
    if (kind === 0) {
      if (body) throw new ProtocolError('an OP_MSG has two bodies');
      body = message.subarray(start, next);
    } else if (kind === 1) {
      const nameEnd = message.indexOf(0, start + 4);
      if (nameEnd < 0 || nameEnd >= next) throw new ProtocolError('a document sequence has no name');
      sequences ??= new Map();
      sequences.set(message.toString('utf8', start + 4, nameEnd), message.subarray(nameEnd + 1, next));
    } else {
      throw new ProtocolError(`section kind ${kind} is unknown`);
    }
    at = next;
  }
  if (!body) throw new ProtocolError('an OP_MSG has no body');
  return { requestId, legacy: false, wantsReply: (flags & FLAG_MORE_TO_COME) === 0, body, sequences };
}

function parseQuery(message: Buffer, requestId: number): Request {
  const nameEnd = message.indexOf(0, HEADER + 4);
  // After the collection's name: how many to skip and to return, then the query, then perhaps a projection.
  const start = nameEnd + 9;
  if (nameEnd < 0 || start >= message.length) throw new ProtocolError('an OP_QUERY ends before its query');
  const [body] = splitDocuments(message.subarray(start));
  if (!body) throw new ProtocolError('an OP_QUERY has no query');
  return { requestId, legacy: true, wantsReply: true, body, sequences: undefined };
}

/** The message that answers a request with a document. */
export function encodeReply(
  request: Pick<Request, 'requestId' | 'legacy'>,
  replyId: number,
  document: Uint8Array,
): Buffer {
  const prefix = request.legacy ? HEADER + 20 : HEADER + 5;
  const message = Buffer.allocUnsafe(prefix + document.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(replyId, 4);
  message.writeInt32LE(request.requestId, 8);
  if (request.legacy) {
    message.writeInt32LE(OP_REPLY, 12);
    message.writeInt32LE(8, 16); // flags: AwaitCapable
    message.writeBigInt64LE(0n, 20); // no cursor
    message.writeInt32LE(0, 28); // starting from the first
    message.writeInt32LE(1, 32); // one document
  } else {
    message.writeInt32LE(OP_MSG, 12);
    message.writeUInt32LE(0, 16);
    message[20] = 0; // a body section
  }
  message.set(document, prefix);
  return message;
}
