import { randomUUID } from 'node:crypto';
import express, { Router, type Request } from 'express';
import { ControlError, parsedControl } from '../control/control-errors.ts';
import { type FaultList } from '../faults/fault-list.ts';
import { faultyApi, type ApiHandler } from '../faults/faulty-endpoint.ts';
import { type SupportedFaults } from '../faults/fault.ts';
import { type EmulatedProvider, type StatusTable } from '../provider.ts';
import { WorkScope } from '../work-scope.ts';
import { newMessageSchema, type NewMessage } from './sms.schemas.ts';

interface SmsMessage extends NewMessage {
  readonly id: string;
  readonly status: 'accepted';
  readonly acceptedAt: string;
}

const NAME = 'sms';
const SUPPORTED: SupportedFaults = {
  api: ['delay', 'error', 'malformed', 'duplicate', 'reorder', 'lose', 'hang'],
  webhook: [],
};

/** An SMS gateway that keeps what it is given. It does not deduplicate, so that a message sent twice shows. */
export class SmsProvider implements EmulatedProvider {
  readonly name = NAME;
  readonly supportedFaults = SUPPORTED;
  readonly router = Router();
  readonly #work = new WorkScope();
  readonly #messages: SmsMessage[] = [];

  constructor(faults: FaultList) {
    const faulty = faultyApi({
      provider: NAME,
      faults,
      work: this.#work,
      kinds: SUPPORTED.api,
      errorBody: () => ({
        error: { code: 'GATEWAY_DOWN', message: 'The gateway cannot take messages now.' },
      }),
    });
    this.router.post('/sms/messages', express.json(), faulty(answering((req) => this.#accept(req))));
    this.router.get(`/emulator/${NAME}/messages`, (req, res) => {
      const to = phoneQuery(req);
      const messages = this.#messages.filter((message) => to === undefined || message.to === to);
      res.json({ messages });
    });
  }

  reset(): void {
    this.#work.cancel();
    this.#messages.length = 0;
  }

  statusTables(): StatusTable[] {
    return [
      {
        title: 'SMS',
        columns: ['to', 'from', 'text', 'reference', 'accepted at'],
        rows: this.#messages.map((it) => [it.to, it.senderId ?? '', it.body, it.reference, it.acceptedAt]),
      },
    ];
  }

  #accept(req: Request) {
    const message: SmsMessage = {
      ...parsedControl(newMessageSchema, req.body),
      id: randomUUID(),
      status: 'accepted',
      acceptedAt: new Date().toISOString(),
    };
    this.#messages.push(message);
    return { id: message.id, status: message.status };
  }
}

/** Turns refusals into answers, so that faults strike those too. */
function answering(work: (req: Request) => unknown): ApiHandler {
  return (req) => {
    try {
      return { status: 202, body: work(req) };
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      const { code, message, field } = error;
      return { status: error.status, body: { error: { code, message, field } } };
    }
  };
}

/** `?to=+9198…` typed by hand arrives with a space: in a query string an unescaped plus is one. */
function phoneQuery({ query }: Request): string | undefined {
  return typeof query['to'] === 'string' ? query['to'].replace(/^ /, '+') : undefined;
}
