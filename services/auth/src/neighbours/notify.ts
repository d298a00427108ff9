import type { GrpcClient } from '@chowk/contracts/grpc';

/** What auth asks of notify, which knows the SMS provider. */
export interface NotifyClient {
  /** Sends a code. Safe to repeat with the same request id. Rejects when it is not known to have been taken; no refusal of notify's is about the phone. */
  sendOtp(message: {
    requestId: string;
    /** E.164 */
    phone: string;
    code: string;
    expiresInSeconds: number;
    language: string;
  }): Promise<void>;
}

export const createNotifyClient = (client: GrpcClient<'notify'>): NotifyClient => ({
  sendOtp: async (message) => void (await client.sendOtp(message)),
});
