import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { uniqueName } from '@chowk/testing';

/** What happens to a request: nothing special, or a fault. */
export type Fault =
  | 'pass'
  /** No answer, ever. */
  | 'hang'
  /** It is done, but the connection breaks before the answer. */
  | 'lose-answer'
  /** The connection breaks in the middle of the answer. */
  | 'cut-answer'
  /** The answer stands still in the middle. */
  | 'stall-answer'
  | { status: number; code: string };

/** A request as faults choose by it. `name` is `PUT`, `PUT part`, `POST uploads`, `POST complete`, and so on. */
export interface SeenRequest {
  name: string;
  key: string;
}

interface MultipartUpload {
  id: string;
  key: string;
  initiated: Date;
}

/**
 * An S3 for tests: fauxqs, and before it a server of ours that does what fauxqs leaves out (conditional writes,
 * the list of multipart uploads, the order of bytes in lists) and that can fail.
 */
export interface TestS3 {
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Multipart uploads under way, over all buckets; tests may change when they began. */
  uploads: MultipartUpload[];
  /** Requests since the start. */
  seen: SeenRequest[];
  fault: (request: SeenRequest) => Fault | Promise<Fault>;
  newBucket(): Promise<string>;
  stop(): Promise<void>;
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export async function startTestS3(): Promise<TestS3> {
  const main = join(import.meta.dirname, 'fauxqs-main.ts');
  const child = spawn(process.execPath, [main], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const upstream = new URL(address);
  const locks = new Map<string, Promise<unknown>>();
  // The only failure is fauxqs having gone, after the test.
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request).catch(() => undefined);
    // The client has left in the middle of its request.
    if (!body) return;
    const url = new URL(request.url!, address);
    const seen = { name: nameOf(request.method!, url), key: url.pathname.split('/').slice(2).join('/') };
    s3.seen.push(seen);
    const fault = await s3.fault(seen);
    if (fault === 'hang') return;
    if (typeof fault === 'object') return send(response, refusal(fault.status, fault.code));
    const answer = await exclusively(url.pathname, () => answerTo(request, url, body));
    if (fault === 'lose-answer') return void response.destroy();
    if (fault === 'pass') return send(response, answer);
    response.writeHead(answer.status, answer.headers);
    response.write(answer.body.subarray(0, answer.body.length / 2), () => {
      if (fault === 'cut-answer') response.destroy();
    });
  }

  async function answerTo(request: IncomingMessage, url: URL, body: Buffer): Promise<Answer> {
    const name = nameOf(request.method!, url);
    if (name === 'GET uploads') return listUploads(url);
    if (name === 'GET list') return listObjects(url);
    if (request.headers['if-none-match'] === '*') {
      const head = await forward('HEAD', url.pathname, {}, Buffer.alloc(0));
      if (head.status === 200) return refusal(412, 'PreconditionFailed');
    }
    const answer = await forward(request.method!, url.pathname + url.search, request.headers, body);
    if (answer.status === 200 && name === 'POST uploads') {
      const id = /<UploadId>(.*?)<\/UploadId>/.exec(answer.body.toString())![1]!;
      s3.uploads.push({ id, key: url.pathname, initiated: new Date() });
    }
    if (answer.status < 300 && (name === 'DELETE upload' || name === 'POST complete'))
      s3.uploads = s3.uploads.filter(({ id }) => id !== url.searchParams.get('uploadId'));
    return answer;
  }

  /** One write of a key at a time, so that looking and writing are one step. */
  async function exclusively<T>(path: string, work: () => Promise<T>): Promise<T> {
    const before = locks.get(path) ?? Promise.resolve();
    const mine = before.then(work, work);
    locks.set(path, mine);
    return mine;
  }

  async function forward(
    method: string,
    path: string,
    headers: IncomingMessage['headers'],
    body: Buffer,
  ): Promise<Answer> {
    const outgoing = httpRequest({ host: upstream.hostname, port: upstream.port, method, path, headers });
    outgoing.end(body);
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: incoming.statusCode!, headers: incoming.headers, body: await buffer(incoming) };
  }

  /** fauxqs sorts by the language's rules and cuts by bytes, so that pages lose keys. */
  async function listObjects(url: URL): Promise<Answer> {
    const after = url.searchParams.get('start-after') ?? '';
    const limit = Number(url.searchParams.get('max-keys') ?? 1000);
    const prefix = url.searchParams.get('prefix') ?? '';
    const query = `?list-type=2&prefix=${encodeURIComponent(prefix)}`;
    const all = await forward('GET', url.pathname + query, {}, Buffer.alloc(0));
    if (all.status !== 200) return all;
    const rest = [...all.body.toString().matchAll(/<Contents><Key>(.*?)<\/Key>.*?<\/Contents>/g)]
      .map(([item, key = '']) => ({ item, key }))
      .filter(({ key }) => key > after)
      .sort((one, other) => (one.key < other.key ? -1 : 1));
    const items = rest.slice(0, limit).map(({ item }) => item);
    const truncated = `<IsTruncated>${rest.length > limit}</IsTruncated>`;
    return xml(200, `<ListBucketResult>${truncated}${items.join('')}</ListBucketResult>`);
  }

  function listUploads(url: URL): Answer {
    const bucket = `${url.pathname.split('/').slice(0, 2).join('/')}/`;
    const marker = url.searchParams.get('upload-id-marker');
    const all = s3.uploads.filter(({ key }) => key.startsWith(bucket));
    const rest = all.slice(all.findIndex(({ id }) => id === marker) + 1);
    // Pages of two, so that a few uploads make several pages.
    const page = rest.slice(0, 2);
    const items = page.map(
      ({ id, key, initiated }) =>
        `<Upload><Key>${key.slice(bucket.length)}</Key><UploadId>${id}</UploadId>` +
        `<Initiated>${initiated.toISOString()}</Initiated></Upload>`,
    );
    const last = page.at(-1);
    const markers = last
      ? `<NextKeyMarker>${last.key.slice(bucket.length)}</NextKeyMarker><NextUploadIdMarker>${last.id}</NextUploadIdMarker>`
      : '';
    const truncated = `<IsTruncated>${rest.length > page.length}</IsTruncated>`;
    return xml(
      200,
      `<ListMultipartUploadsResult>${truncated}${markers}${items.join('')}</ListMultipartUploadsResult>`,
    );
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const s3: TestS3 = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test-secret-of-sixteen' },
    uploads: [],
    seen: [],
    fault: () => 'pass',
    async newBucket() {
      const name = uniqueName('b').replace('_', '-');
      const { endpoint, credentials } = s3;
      const client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true });
      await client.send(new CreateBucketCommand({ Bucket: name }));
      client.destroy();
      return name;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      child.stdin.end();
      await once(child, 'exit');
    },
  };
  return s3;
}

function nameOf(method: string, { searchParams }: URL): string {
  if (searchParams.has('partNumber')) return `${method} part`;
  if (searchParams.has('uploads')) return `${method} uploads`;
  if (searchParams.has('uploadId')) return method === 'POST' ? 'POST complete' : `${method} upload`;
  return searchParams.has('list-type') ? 'GET list' : method;
}

const xml = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`),
});

const refusal = (status: number, code: string): Answer =>
  xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}
