import { ok, route, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { tokensView } from '../../sessions/http/tokens-view.ts';
import type { SignedIn } from '../../sessions/use-cases/start-session.ts';
import { userView } from '../../users/http/user-view.ts';
import type { CodeRequest, CodeSent } from '../use-cases/request-code.ts';
import type { CodeToVerify } from '../use-cases/verify-code.ts';

// Any text: what is no phone number is INVALID_PHONE, the empty one too.
const phone = z.string().max(40);
const otp = z.string().regex(/^\d{6}$/, 'must be six digits');
const sessionId = z.string().regex(/^otp_[\w-]{22}$/, 'must be a sessionId of /auth/otp/request');

/** Set by the gateway, which drops what clients send under this name. */
const CLIENT_ADDRESS = 'x-client-ip';

function signedInView({ user, tokens, isNewUser, now }: SignedIn) {
  // `token` is the name that the first app knows the access token by.
  return { user: userView(user, now), token: tokens.accessToken, ...tokensView(tokens), isNewUser };
}

export const otpRoutes = (useCases: {
  requestCode(request: CodeRequest): Promise<CodeSent>;
  verifyCode(request: CodeToVerify): Promise<SignedIn>;
}): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/auth/otp/request',
    auth: 'public',
    summary: 'Sends a sign-in code by SMS',
    body: z.strictObject({ phone }),
    async handle({ body, headers }) {
      const clientAddress = headers[CLIENT_ADDRESS];
      return ok(await useCases.requestCode({ phone: body.phone, phoneField: 'phone', clientAddress }));
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/send-otp',
    auth: 'public',
    summary: 'Alias of /auth/otp/request for older clients',
    body: z.strictObject({ phoneNumber: phone }),
    async handle({ body, headers }) {
      const clientAddress = headers[CLIENT_ADDRESS];
      const request = { phone: body.phoneNumber, phoneField: 'phoneNumber', clientAddress };
      return ok(await useCases.requestCode(request));
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/otp/verify',
    auth: 'public',
    summary: 'Signs in with a code; makes the user at the first time',
    body: z.strictObject({ sessionId, phone, otp, email: z.email().max(254).optional() }),
    async handle({ body, headers }) {
      const { email, ...rest } = body;
      const request = { ...rest, email, phoneField: 'phone', device: headers['user-agent'] };
      return ok(signedInView(await useCases.verifyCode(request)));
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/auth/verify-otp',
    auth: 'public',
    summary: 'Alias of /auth/otp/verify for older clients, which may not keep the sessionId',
    body: z.strictObject({ phoneNumber: phone, otp, sessionId: sessionId.optional() }),
    async handle({ body, headers }) {
      const request = {
        sessionId: body.sessionId,
        phone: body.phoneNumber,
        phoneField: 'phoneNumber',
        otp: body.otp,
        email: undefined,
        device: headers['user-agent'],
      };
      return ok(signedInView(await useCases.verifyCode(request)));
    },
  }),
];
