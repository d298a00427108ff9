import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';

/** What a request is, and what must come back. */
export interface LoadRequest {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  expected: number;
}

export interface Load {
  /** Requests that were answered as expected. */
  readonly done: number;
  /** What was not, in words. */
  readonly failures: string[];
  stop(): Promise<void>;
}

/**
 * Clients as they stand behind a balancer: each keeps a connection to one gateway for as long as it is told that
 * it may, then connects to the next; one that takes no connection costs nothing, for nothing was sent.
 */
export function startLoad(gateways: () => string[], workers: number, next: (n: number) => LoadRequest): Load {
  const failures: string[] = [];
  let stopping = false;
  let done = 0;
  let n = 0;
  const work = async (worker: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let turn = worker;
    while (!stopping) {
      const wanted = next(n++);
      const urls = gateways();
      for (let tries = 0; ; tries++) {
        const answer = await send(agent, urls[turn % urls.length]!, wanted);
        if (answer.kind === 'refused' && tries < 2 * urls.length) {
          turn += 1;
          continue;
        }
        if (answer.kind === 'answered' && answer.status === wanted.expected) done += 1;
        else failures.push(`${wanted.method} ${wanted.path}: ${JSON.stringify(answer)}`);
        if (answer.kind === 'answered' && answer.isLast) turn += 1;
        break;
      }
    }
    agent.destroy();
  };
  const working = Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return {
    get done() {
      return done;
    },
    failures,
    async stop() {
      stopping = true;
      await working;
    },
  };
}

type Outcome =
  | { kind: 'refused' }
  | { kind: 'failed'; error: string }
  | { kind: 'answered'; status: number; isLast: boolean; text: string };

function send(agent: Agent, url: string, { method, path, headers, body }: LoadRequest): Promise<Outcome> {
  const content = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve) => {
    const outgoing = httpRequest(
      url + path,
      {
        agent,
        method,
        headers: {
          ...headers,
          ...(content !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(content),
          }),
        },
      },
      (answer) => void read(answer).then(resolve),
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'ECONNREFUSED'
          ? { kind: 'refused' }
          : {
              kind: 'failed',
              error: `${error.code} on a ${outgoing.reusedSocket ? 'kept' : 'new'} connection`,
            },
      ),
    );
    outgoing.end(content);
  });
}

async function read(answer: IncomingMessage): Promise<Outcome> {
  let text = '';
  try {
    for await (const chunk of answer) text += String(chunk);
  } catch (error) {
    return { kind: 'failed', error: `half an answer: ${String(error)}` };
  }
  const isLast = answer.headers.connection === 'close';
  return { kind: 'answered', status: answer.statusCode!, isLast, text: text.slice(0, 200) };
}
