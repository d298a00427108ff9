import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';

export interface ReceivedWebhook {
  readonly rawBody: string;
  readonly headers: IncomingHttpHeaders;
  /** The event's name, or null if the body is no JSON. */
  readonly event: string | null;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** Requests that broke off before their body was complete. */
  readonly brokenOff: () => number;
  /** Statuses for the next deliveries; 200 after they are used up. */
  answerNext(...statuses: (number | 'never')[]): void;
  stop(): Promise<void>;
}

/** A merchant's webhook endpoint that keeps the raw bytes, since the signature is over those. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const statuses: (number | 'never')[] = [];
  let brokenOff = 0;
  const server = createServer((req, res) => {
    readAll(req).then(
      (rawBody) => {
        received.push({ rawBody, headers: req.headers, event: eventOf(rawBody) });
        const status = statuses.shift() ?? 200;
        if (status === 'never') return;
        res.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end(`answered ${status}`);
      },
      () => {
        brokenOff += 1;
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/razorpay`,
    received,
    brokenOff: () => brokenOff,
    answerNext: (...next) => void statuses.push(...next),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readAll(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function eventOf(rawBody: string): string | null {
  try {
    return (JSON.parse(rawBody) as { event: string }).event;
  } catch {
    return null;
  }
}
