import { SmsRejectedError } from '../domain/sms.ts';
import type { SmsDriver } from '../ports.ts';

/** Sends through an SMS gateway: `POST <base>/sms/messages {to, body, senderId, reference}` answers 2xx. */
export function createHttpSmsDriver(options: {
  baseUrl: string;
  senderId: string;
  timeoutMs: number;
}): SmsDriver {
  const address = `${options.baseUrl.replace(/\/$/, '')}/sms/messages`;
  return {
    name: 'http',
    async send({ to, body, reference }) {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to, body, senderId: options.senderId, reference }),
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      await response.body?.cancel();
      if (response.ok) return;
      const problem = `the SMS gateway answered ${response.status}`;
      const passing = response.status >= 500 || response.status === 408 || response.status === 429;
      throw passing ? new Error(problem) : new SmsRejectedError(problem);
    },
  };
}
