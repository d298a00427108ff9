import type { IncomingMessage } from 'node:http';
import { json, type RequestHandler } from 'express';

/**
 * Values (members and elements) of a JSON body at the most. The largest body that a route takes, a product with
 * a hundred variants, has 2,500. Each value that is not as declared costs a problem to be put into words, 25 times
 * what it costs to read it.
 */
const MAX_VALUES = 10_000;
/** Levels of a JSON body at the most; the deepest of ours has 6. */
const MAX_DEPTH = 32;

/** Named as the parser names its own failures; the error handler knows them. */
type BodyProblem = 'body.too-many-values' | 'body.too-deep' | 'charset.unsupported';

const refused = (type: BodyProblem): Error => Object.assign(new Error(type), { type });

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether a JSON text is small enough to be parsed and checked: one pass over its bytes, a tenth of what parsing
 * costs, that counts commas and brackets outside of texts. Whether it is JSON at all is the parser's question.
 */
function bodyProblem(bytes: Uint8Array): BodyProblem | undefined {
  let values = 0;
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === COMMA) values += 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      values += 1;
      depth += 1;
      if (depth > MAX_DEPTH) return 'body.too-deep';
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
    if (values > MAX_VALUES) return 'body.too-many-values';
  }
  return undefined;
}

/** Parses a JSON body of at most `limit` bytes, and of so many values and levels as a request of ours can have. */
export const jsonBody = (limit: number): RequestHandler =>
  json({
    limit,
    type: 'application/json',
    verify(_request: IncomingMessage, _response, bytes: Buffer, charset: string) {
      // JSON between systems is UTF-8 (RFC 8259, 8.1); the bytes of others say nothing here.
      if (charset !== 'utf-8') throw refused('charset.unsupported');
      const problem = bodyProblem(bytes);
      if (problem) throw refused(problem);
    },
  });
