import { attentionCounts, attentionItemSchema, attentionPath } from '@chowk/attention/contract';
import { AppError, isErrorCode } from '@chowk/contracts/errors';
import { IDENTITY_HEADER, type IdentitySigner } from '@chowk/runtime/identity';
import { currentRequest, traceHeaders } from '@chowk/runtime/telemetry';
import { z } from 'zod';
import { ask, type UpstreamPool } from '../proxy/proxy.ts';
import type { AttentionUpstream } from './ports.ts';

const answerSchema = z.object({
  data: z.object({ items: z.array(attentionItemSchema), counts: attentionCounts }),
  meta: z.object({ nextCursor: z.string().nullable() }),
});
const refusalSchema = z.object({ code: z.string() });

/** The list of one service over HTTP, as the admin who asks; answered within `timeoutMs` or not at all. */
export const createAttentionUpstream = (deps: {
  service: string;
  pool: UpstreamPool;
  signer: IdentitySigner;
  timeoutMs: number;
}): AttentionUpstream => ({
  service: deps.service,
  async list({ user, limit, cursor, kind }) {
    const { service, pool, signer, timeoutMs } = deps;
    const query = new URLSearchParams({
      limit: String(limit),
      ...(cursor !== undefined && { cursor }),
      ...(kind !== undefined && { kind }),
    });
    const { status, body } = await ask(pool, {
      path: `${attentionPath(service)}?${query}`,
      timeoutMs,
      headers: {
        [IDENTITY_HEADER]: signer.sign(service, user),
        'x-request-id': currentRequest()?.requestId ?? '',
        'x-deadline-ms': String(timeoutMs),
        ...traceHeaders(),
      },
    });
    if (status !== 200) throw refusal(service, status, body);
    const { data, meta } = answerSchema.parse(body);
    return { service, items: data.items, counts: data.counts, more: meta.nextCursor !== null };
  },
});

function refusal(service: string, status: number, body: unknown): Error {
  const read = refusalSchema.safeParse(body);
  const code = read.success && isErrorCode(read.data.code) ? read.data.code : undefined;
  // The one refusal that the client's own request is the cause of; all else is ours.
  if (code === 'INVALID_CURSOR') return new AppError('INVALID_CURSOR');
  return new Error(`${service} answered ${status} ${code ?? ''}`);
}
