import type { Capability } from '@chowk/chassis';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Connection } from 'mongoose';
import type { Config } from '../config.ts';
import { createHttpSmsDriver } from './drivers/http-sms.driver.ts';
import { devMessagesRoutes } from './http/dev-messages.routes.ts';
import { createMailboxRepository } from './persistence/mailbox.repository.ts';
import { createSmsLogRepository } from './persistence/sms-log.repository.ts';
import { mailboxModel, smsModel } from './persistence/sms.model.ts';
import { createSendOtp, type SendOtp } from './use-cases/send-otp.ts';

export interface SmsApi {
  sendOtp: SendOtp;
}

/** One-time codes by SMS: through a provider, or into a mailbox for developers. */
export function composeSms(deps: {
  connection: Connection;
  config: Config;
  clock: Clock;
  logger: Logger;
}): Capability<SmsApi> {
  const { connection, config, clock, logger } = deps;
  const mailbox = createMailboxRepository(connection, clock);
  const driver =
    config.SMS_DRIVER === 'http'
      ? createHttpSmsDriver({
          baseUrl: config.SMS_BASE_URL!,
          senderId: config.SMS_SENDER_ID,
          timeoutMs: config.SMS_TIMEOUT_MS,
        })
      : mailbox;
  const log = createSmsLogRepository(connection, clock);
  return {
    name: 'sms',
    api: { sendOtp: createSendOtp({ log, driver, tries: config.SMS_TRIES, clock, logger }) },
    collections: [smsModel(connection), mailboxModel(connection)],
    routes: config.DEV_PAGES ? devMessagesRoutes(mailbox) : [],
  };
}
