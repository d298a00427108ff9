import { email, headerText, oneLine } from '@chowk/contracts/fields';
import { bindRoutes, defineRoute, ok, replies, type Route } from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import { z } from 'zod';
import type { RequestOtp } from '../use-cases/request-otp.ts';
import type { VerifyOtp } from '../use-cases/verify-otp.ts';
import { otpSentSchema, signedInSchema, signedInView } from './otp.view.ts';

// Any line: what is no phone number is INVALID_PHONE, the empty one too.
const phone = oneLine(40, { min: 0 }).describe(
  'A mobile number as people write it, with or without the country code.',
);
const otp = z.string().regex(/^\d{6}$/, 'must be six digits');
const sessionId = z.string().regex(/^otp_[\w-]{22}$/, 'must be a sessionId of /auth/otp/request');

/** The device is shown in the list of sessions. */
const deviceHeaders = z.object({ 'user-agent': headerText(500).optional() });

const requestReply = {
  reply: replies.data(otpSentSchema),
  errors: ['INVALID_PHONE', 'OTP_RATE_LIMITED', 'SMS_UNAVAILABLE', 'UPSTREAM_UNAVAILABLE'],
} as const;
const verifyReply = {
  reply: replies.data(signedInSchema),
  errors: ['INVALID_PHONE', 'INVALID_OTP', 'OTP_RATE_LIMITED', 'FORBIDDEN', 'UPSTREAM_UNAVAILABLE'],
} as const;

export const otpContract = {
  requestOtp: defineRoute({
    method: 'post',
    path: '/api/v1/auth/otp/request',
    auth: 'optional',
    summary: 'Send a sign-in code by SMS',
    body: z.strictObject({ phone }),
    ...requestReply,
    rateClass: 'auth',
  }),
  requestOtpByPhoneNumber: defineRoute({
    method: 'post',
    path: '/api/v1/auth/send-otp',
    auth: 'optional',
    summary: 'Send a sign-in code by SMS, for older clients',
    description: 'The same as `/api/v1/auth/otp/request`.',
    body: z.strictObject({ phoneNumber: phone }),
    ...requestReply,
    rateClass: 'auth',
  }),
  verifyOtp: defineRoute({
    method: 'post',
    path: '/api/v1/auth/otp/verify',
    auth: 'optional',
    summary: 'Sign in with a code',
    description: 'Makes the user at the first time; `email` counts for a new user only.',
    headers: deviceHeaders,
    body: z.strictObject({ sessionId, phone, otp, email: email.optional() }),
    ...verifyReply,
    rateClass: 'auth',
  }),
  verifyOtpByPhoneNumber: defineRoute({
    method: 'post',
    path: '/api/v1/auth/verify-otp',
    auth: 'optional',
    summary: 'Sign in with a code, for older clients',
    description: 'Without a `sessionId` the newest code of the phone counts.',
    headers: deviceHeaders,
    body: z.strictObject({ phoneNumber: phone, otp, sessionId: sessionId.optional() }),
    ...verifyReply,
    rateClass: 'auth',
  }),
};

/** Signing in by a code that is sent to a phone. */
export function otpRoutes(deps: { requestOtp: RequestOtp; verifyOtp: VerifyOtp; clock: Clock }): Route[] {
  const signIn = async (request: Parameters<VerifyOtp>[0]) =>
    ok(signedInView(await deps.verifyOtp(request), deps.clock()));
  return bindRoutes(otpContract, {
    requestOtp: async ({ body, clientAddress }) =>
      ok(await deps.requestOtp({ phone: body.phone, phoneField: 'phone', clientAddress })),
    requestOtpByPhoneNumber: async ({ body, clientAddress }) =>
      ok(await deps.requestOtp({ phone: body.phoneNumber, phoneField: 'phoneNumber', clientAddress })),
    verifyOtp: ({ body: { email: address, ...body }, headers }) =>
      signIn({ ...body, email: address, phoneField: 'phone', device: headers['user-agent'] }),
    verifyOtpByPhoneNumber: ({ body: { phoneNumber, sessionId: session, otp: code }, headers }) =>
      signIn({
        sessionId: session,
        phone: phoneNumber,
        phoneField: 'phoneNumber',
        otp: code,
        email: undefined,
        device: headers['user-agent'],
      }),
  });
}
