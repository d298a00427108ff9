import { type Request } from 'express';
import { type z } from 'zod';
import { type ApiAnswer, type ApiHandler } from '../faults/faulty-endpoint.ts';
import { fromZod, RazorpayError } from './razorpay-errors.ts';

/** Turns refusals into answers in Razorpay's format, so that faults strike those too. */
export function answering(work: (req: Request) => unknown): ApiHandler {
  return (req): ApiAnswer => {
    try {
      return { status: 200, body: work(req) };
    } catch (error) {
      if (error instanceof RazorpayError) return { status: error.status, body: error.toBody() };
      throw error;
    }
  };
}

/** @throws RazorpayError naming the first field that is wrong */
export function parsed<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (!result.success) throw fromZod(result.error);
  return result.data;
}
