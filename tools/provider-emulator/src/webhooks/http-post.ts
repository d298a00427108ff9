import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Send only half of the body, then nothing for this many milliseconds, then hang up. */
  readonly stallMs?: number | undefined;
}

export interface PostResult {
  readonly httpStatus: number | null;
  /** The beginning of what the receiver answered. */
  readonly answer: string;
  /** Why there was no answer. */
  readonly error: string | null;
  readonly ms: number;
}

const ANSWER_KEPT_CHARS = 500;

/**
 * Posts bytes exactly as given. Redirects are not followed. Never rejects: no answer is a result too.
 * `fetch` would not do: it cannot stop half-way through a body of a declared length.
 */
export function post(url: string, body: Buffer, options: PostOptions): Promise<PostResult> {
  const { headers, timeoutMs, signal, stallMs } = options;
  const startedAt = performance.now();
  const ms = () => Math.round(performance.now() - startedAt);
  const request = url.startsWith('https:') ? requestHttps : requestHttp;

  return new Promise((resolve) => {
    const timeout = AbortSignal.timeout(stallMs === undefined ? timeoutMs : stallMs + timeoutMs);
    const noAnswer = (error: Error) =>
      resolve({
        httpStatus: null,
        answer: '',
        error: timeout.aborted ? `no answer within ${timeoutMs} ms` : error.message,
        ms: ms(),
      });
    const outgoing = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(body.length) },
      // A connection of its own: a kept-alive one may be closed by the receiver just as it is used again,
      // which would count as a failed delivery that nobody asked for.
      agent: false,
      signal: AbortSignal.any([signal, timeout]),
    });
    outgoing.on('error', noAnswer);
    outgoing.on('response', (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (answer.length < ANSWER_KEPT_CHARS) answer = (answer + chunk).slice(0, ANSWER_KEPT_CHARS);
      });
      response.on('error', noAnswer);
      response.on('end', () =>
        resolve({ httpStatus: response.statusCode ?? null, answer, error: null, ms: ms() }),
      );
    });
    if (stallMs === undefined) {
      outgoing.end(body);
      return;
    }
    outgoing.write(body.subarray(0, Math.ceil(body.length / 2)));
    const hangUp = setTimeout(() => outgoing.destroy(new Error('hung up half-way (hang fault)')), stallMs);
    outgoing.on('close', () => clearTimeout(hangUp));
  });
}
