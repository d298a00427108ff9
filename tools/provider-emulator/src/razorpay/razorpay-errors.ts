import { type z } from 'zod';

/** Razorpay's error body: https://razorpay.com/docs/api/errors */
export interface RazorpayErrorBody {
  readonly error: {
    readonly code: 'BAD_REQUEST_ERROR' | 'SERVER_ERROR' | 'GATEWAY_ERROR';
    readonly description: string;
    readonly source: string;
    readonly step: string;
    readonly reason: string;
    readonly metadata: Readonly<Record<string, string>>;
    readonly field?: string;
  };
}

/** A refusal in Razorpay's words; `status` is the HTTP status Razorpay answers it with. */
export class RazorpayError extends Error {
  readonly status: number;
  readonly field: string | undefined;

  constructor(description: string, { field, status = 400 }: { field?: string; status?: number } = {}) {
    super(description);
    this.name = 'RazorpayError';
    this.status = status;
    this.field = field;
  }

  toBody(): RazorpayErrorBody {
    return {
      error: {
        code: 'BAD_REQUEST_ERROR',
        description: this.message,
        source: 'business',
        step: 'payment_initiation',
        reason: 'input_validation_failed',
        metadata: {},
        ...(this.field === undefined ? {} : { field: this.field }),
      },
    };
  }
}

/** Razorpay names one field at a time, and refuses fields it does not know. */
export function fromZod(error: z.ZodError): RazorpayError {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const keys = issue.keys.join(', ');
    return new RazorpayError(`${keys} is/are not required and should not be sent`, {
      field: issue.keys[0] ?? '',
    });
  }
  const field = issue?.path.join('.') ?? '';
  return new RazorpayError(issue?.message ?? 'The request is invalid.', field === '' ? {} : { field });
}

/** The body of Razorpay's own trouble, for the error fault. */
export function troubleBody(status: number): RazorpayErrorBody {
  const ours = status >= 500;
  return {
    error: {
      code: ours ? 'SERVER_ERROR' : 'BAD_REQUEST_ERROR',
      description: ours
        ? 'We are facing some trouble completing your request at the moment. Please try again shortly.'
        : 'The request was refused (error fault).',
      source: 'NA',
      step: 'NA',
      reason: 'NA',
      metadata: {},
    },
  };
}
