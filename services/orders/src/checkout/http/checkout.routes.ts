import { route, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { PAYMENT_METHODS } from '../../orders/domain/order.ts';
import type { createPlaceOrder } from '../use-cases/place-order.ts';

/** One line of text: no control characters, which could break labels, files and headers further on. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, 'must be one line of text');

const addressSchema = z.strictObject({
  name: line(100),
  line1: line(200),
  city: line(100),
  state: line(100),
  pincode: z.string().regex(/^[1-9]\d{5}$/, 'must be a PIN code of six digits'),
  phone: z.string().regex(/^\+?[1-9]\d{9,14}$/, 'must be a phone number'),
});

const placeOrderSchema = z.strictObject({
  address: addressSchema,
  paymentMethod: z.enum(PAYMENT_METHODS),
  notes: z.string().trim().max(500).optional(),
});

export const checkoutRoutes = (placeOrder: ReturnType<typeof createPlaceOrder>): Route[] => [
  route({
    method: 'post',
    path: '/api/v1/orders',
    auth: 'user',
    summary: 'Buy what is in the cart',
    body: placeOrderSchema,
    idempotency: 'required',
    handle: ({ user, body, idempotency }) => placeOrder(user, body, idempotency),
  }),
];
