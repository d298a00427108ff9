import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { matchesIfNoneMatch } from './entity-tag.ts';
import type { FileReply, Reply } from './reply.ts';

/** Writes a reply; resolves when a stream has been read to its end or its client has left. */
export async function sendReply(request: Request, response: Response, reply: Reply): Promise<void> {
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  const etag = response.getHeader('etag');
  const asked = { 'if-none-match': request.get('if-none-match') };
  if (etag !== undefined && request.method === 'GET' && matchesIfNoneMatch(asked, String(etag))) {
    response.status(304).end();
    return;
  }
  response.status(reply.status);
  if (reply.kind === 'file') return sendFile(request, response, reply);
  if (response.getHeader('cache-control') === undefined)
    response.setHeader('cache-control', 'private, no-store');
  if (reply.kind === 'redirect') {
    response.setHeader('location', reply.location);
    response.end();
    return;
  }
  const { message } = reply;
  if (reply.kind === 'data' && reply.written && reply.written.of === reply.data) {
    const beside = message === undefined ? '' : `,"message":${JSON.stringify(message)}`;
    response.type('json').send(`{"success":true,"data":${reply.written.json}${beside}}`);
    return;
  }
  response.json({
    success: true,
    data: reply.kind === 'list' ? { items: reply.items, ...reply.beside } : (reply.data ?? null),
    ...(message !== undefined && { message }),
    ...(reply.kind === 'list' && { meta: { nextCursor: reply.nextCursor } }),
  });
}

async function sendFile(
  request: Request,
  response: Response,
  { contentType, body }: FileReply,
): Promise<void> {
  response.setHeader('content-type', contentType);
  if (!(body instanceof Readable)) {
    response.end(body);
    return;
  }
  if (request.method === 'HEAD') {
    body.destroy();
    response.end();
    return;
  }
  // A failure half way cannot become another status: pipeline cuts the connection, so that nobody takes the
  // half for the whole. A client that leaves is no failure of ours.
  await pipeline(body, response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE' || !request.destroyed) throw error;
  });
}
