import { phone } from '@chowk/contracts/fields';
import { grpcMethod, type GrpcImplementation } from '@chowk/contracts/grpc';
import { z } from 'zod';
import type { SmsApi } from '../sms/sms.ts';

const sendOtpRequest = z.object({
  requestId: z.string().regex(/^[\w.:-]{1,100}$/, 'must be 1 to 100 letters, digits or _ . : -'),
  phone,
  code: z.string().regex(/^\d{4,8}$/, 'must be 4 to 8 digits'),
  expiresInSeconds: z.int().min(30).max(3_600),
  language: z.string().max(35),
});

/** proto/chowk/notify/v1/notify.proto */
export const notifyServer = (sms: SmsApi): GrpcImplementation<'notify'> => ({
  SendOtp: grpcMethod({
    callers: ['auth'],
    schema: sendOtpRequest,
    handle: async (request) => ({ messageId: await sms.sendOtp(request) }),
  }),
});
