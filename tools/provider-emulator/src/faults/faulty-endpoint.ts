import { setTimeout as sleep } from 'node:timers/promises';
import { type Request, type RequestHandler, type Response } from 'express';
import { type WorkScope } from '../work-scope.ts';
import { type FaultKind } from './fault.ts';
import { type FaultList } from './fault-list.ts';
import { Overtaking } from './overtaking.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Does the request's work at once and says what to answer; it must not throw, errors are answers too. */
export type ApiHandler = (req: Request) => ApiAnswer;

export interface FaultyApiOptions {
  readonly provider: string;
  readonly faults: FaultList;
  readonly work: WorkScope;
  readonly kinds: readonly FaultKind[];
  /** The body this provider sends when it is down. */
  readonly errorBody: (status: number) => unknown;
  /** The answer with a wrong amount in it. Needed when `kinds` has `wrong_amount`. */
  readonly withWrongAmount?: (body: unknown) => unknown;
}

/**
 * Wraps handlers of one provider's API so that armed faults strike them.
 *
 * delay: waits, then works. reorder: waits until another request was answered. error: does nothing, answers
 * 5xx. hang: does nothing, answers nothing, drops the line after `ms`. lose: does the work, drops the line
 * instead of answering (the caller cannot know). duplicate: does the work twice, as if a proxy had sent the
 * request again. malformed: does the work, answers half a JSON. wrong_amount: does the work, lies about it.
 */
export function faultyApi(options: FaultyApiOptions): (handler: ApiHandler) => RequestHandler {
  const { provider, faults, work, kinds } = options;
  const overtaking = new Overtaking();

  const kindsFor = (req: Request) =>
    // Reading twice shows nothing: leave the fault armed for a request that changes something.
    req.method === 'GET' ? kinds.filter((kind) => kind !== 'duplicate') : kinds;

  const strikeAndAnswer = async (
    req: Request,
    res: Response,
    handler: ApiHandler,
    signal: AbortSignal,
  ): Promise<void> => {
    const path = req.baseUrl + req.path;
    const strike = faults.take(provider, 'api', [path, `${req.method} ${path}`], kindsFor(req));

    const delay = strike.get('delay');
    if (delay) await sleep(delay.ms, undefined, { signal });
    const reorder = strike.get('reorder');
    if (reorder) await overtaking.heldBack(provider, reorder.ms, signal);
    const hang = strike.get('hang');
    if (hang) {
      await sleep(hang.ms, undefined, { signal });
      res.destroy();
      return;
    }
    const error = strike.get('error');
    if (error) {
      res.status(error.status).json(options.errorBody(error.status));
      return;
    }

    const answer = handler(req);
    if (strike.has('duplicate')) handler(req);
    if (strike.has('lose')) {
      res.destroy();
      return;
    }
    const body =
      strike.has('wrong_amount') && options.withWrongAmount
        ? options.withWrongAmount(answer.body)
        : answer.body;
    const json = JSON.stringify(body);
    res
      .status(answer.status)
      .type('json')
      .send(strike.has('malformed') ? json.slice(0, Math.ceil(json.length / 2)) : json);
  };

  return (handler) => async (req, res) => {
    const { signal } = work;
    try {
      await strikeAndAnswer(req, res, handler, signal);
      overtaking.passed(provider);
    } catch (error) {
      // A held request whose emulator was reset or stopped: the caller sees a dropped line.
      if (signal.aborted) res.destroy();
      else throw error;
    }
  };
}
