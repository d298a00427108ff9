/** One AMQP 0-9-1 frame (https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf, 4.2.3), as it came. */
export interface Frame {
  channel: number;
  /** `60.80` is class 60, method 80; undefined for headers, bodies and heartbeats. */
  method: string | undefined;
  payload: Buffer;
  bytes: Buffer;
}

const HEADER = 7;
const END = 0xce;

/** Names of the methods that a test bothers about. */
export const METHODS = {
  connectionStart: '10.10',
  connectionOpenOk: '10.41',
  channelOpenOk: '20.11',
  confirmSelectOk: '85.11',
  consumeOk: '60.21',
  ack: '60.80',
} as const;

/** Cuts a stream into frames. */
export class FrameReader {
  #rest = Buffer.alloc(0);

  push(bytes: Buffer): Frame[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const frames: Frame[] = [];
    while (this.#rest.length >= HEADER) {
      const end = HEADER + this.#rest.readUInt32BE(3) + 1;
      if (this.#rest.length < end) break;
      const frame = this.#rest.subarray(0, end);
      const payload = frame.subarray(HEADER, end - 1);
      const isMethod = frame[0] === 1;
      frames.push({
        channel: frame.readUInt16BE(1),
        method: isMethod ? `${payload.readUInt16BE(0)}.${payload.readUInt16BE(2)}` : undefined,
        payload,
        bytes: frame,
      });
      this.#rest = this.#rest.subarray(end);
    }
    return frames;
  }
}

const shortText = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);

function methodFrame(channel: number, [classId, methodId]: [number, number], fields: Buffer): Buffer {
  const payload = Buffer.concat([Buffer.alloc(4), fields]);
  payload.writeUInt16BE(classId, 0);
  payload.writeUInt16BE(methodId, 2);
  const header = Buffer.alloc(HEADER);
  header[0] = 1;
  header.writeUInt16BE(channel, 1);
  header.writeUInt32BE(payload.length, 3);
  return Buffer.concat([header, payload, Buffer.from([END])]);
}

export const blockedFrame = (reason: string): Buffer => methodFrame(0, [10, 60], shortText(reason));
export const unblockedFrame = (): Buffer => methodFrame(0, [10, 61], Buffer.alloc(0));
/** The broker closes a channel: reply code 406, PRECONDITION_FAILED. */
export const channelCloseFrame = (channel: number): Buffer =>
  methodFrame(
    channel,
    [20, 40],
    Buffer.concat([Buffer.from([0x01, 0x96]), shortText('PRECONDITION_FAILED'), Buffer.alloc(4)]),
  );
