import type { GrpcClient } from '@chowk/contracts/grpc';
import type { CodeSender } from '../ports.ts';

/** Sends codes through notify, which knows the SMS provider. */
export const createCodeSender = (notify: GrpcClient<'notify'>): CodeSender => ({
  async send({ expiresInSeconds, ...message }) {
    await notify.sendOtp({ ...message, expiresInSeconds });
  },
});
