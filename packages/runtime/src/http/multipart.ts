import { pipeline, Transform, type Readable } from 'node:stream';
import { AppError } from '@chowk/contracts/errors';
import busboy from 'busboy';
import type { Request } from 'express';
import type { MultipartSpec } from './define-route.ts';

/** A file of a multipart body. Read `stream` to its end, or the request does not go on. */
interface UploadedFile {
  field: string;
  /** As the client says; for people, never for a path. */
  filename: string;
  /** As the client says, and one of those that the route takes; the bytes may be something else. */
  contentType: string;
  /** Fails with AppError PAYLOAD_TOO_LARGE when the file is larger than the route takes. */
  stream: Readable;
}

export interface MultipartBody {
  /** Text fields that have come so far; those ahead of a file are there when the file is. */
  fields: Readonly<Record<string, string>>;
  /** The files in the order they come, each read before the next one begins. */
  files(): AsyncIterable<UploadedFile>;
}

const FIELD_BYTES = 8 * 1024;

const refuse = (path: string, message: string): AppError =>
  new AppError('VALIDATION_FAILED', { details: [{ path, message }] });

/**
 * Reads a multipart body as it comes in (RFC 7578), no faster than the files are read. What the route does not
 * declare is refused: other fields, more files, other content types, larger files.
 * @throws AppError UNSUPPORTED_MEDIA_TYPE; from the iteration VALIDATION_FAILED, PAYLOAD_TOO_LARGE, BAD_REQUEST
 */
export function readMultipart(request: Request, spec: MultipartSpec): MultipartBody {
  if (request.is('multipart/form-data') === false)
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', { message: 'Send the body as multipart/form-data.' });
  const fields: Record<string, string> = {};
  return { fields, files: () => filesOf(request, spec, fields) };
}

async function* filesOf(
  request: Request,
  spec: MultipartSpec,
  fields: Record<string, string>,
): AsyncGenerator<UploadedFile> {
  const files = Object.values(spec.files);
  const parser = busboy({
    headers: request.headers,
    limits: {
      fields: spec.fields.length,
      fieldSize: FIELD_BYTES,
      files: files.reduce((sum, { maxCount = 1 }) => sum + maxCount, 0),
    },
  });
  const arrived: UploadedFile[] = [];
  const open: Readable[] = [];
  const counts = new Map<string, number>();
  let failure: Error | undefined;
  let ended = false;
  let wake: () => void = () => undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    request.unpipe(parser);
    request.resume();
    for (const stream of open) stream.destroy(failure);
    wake();
  };

  parser.on('field', (name, value, { valueTruncated }) => {
    if (!spec.fields.includes(name)) fail(refuse(name, 'is not a field of this request'));
    else if (valueTruncated) fail(refuse(name, `must be at most ${FIELD_BYTES} bytes`));
    else fields[name] = value;
  });
  parser.on('file', (field, source, { filename, mimeType }) => {
    const allowed = spec.files[field];
    const count = (counts.get(field) ?? 0) + 1;
    counts.set(field, count);
    const problem = !allowed
      ? 'is not a file of this request'
      : count > (allowed.maxCount ?? 1)
        ? 'is there too often'
        : !allowed.contentTypes.includes(mimeType)
          ? `must be one of ${allowed.contentTypes.join(', ')}`
          : undefined;
    if (!allowed || problem !== undefined) {
      source.on('error', () => undefined).resume();
      return fail(refuse(field, problem ?? ''));
    }
    const stream = byteLimit(allowed.maxBytes, field);
    open.push(stream);
    pipeline(source, stream, (error) => error && fail(error));
    arrived.push({ field, filename, contentType: mimeType, stream });
    wake();
  });
  for (const limit of ['filesLimit', 'fieldsLimit'] as const)
    parser.on(limit, () => fail(refuse('', 'there are too many parts')));
  parser.on('error', (cause) => fail(new AppError('BAD_REQUEST', { cause })));
  parser.on('close', () => {
    ended = true;
    wake();
  });
  request.on('aborted', () => fail(new AppError('BAD_REQUEST', { message: 'The upload broke off.' })));
  request.pipe(parser);

  try {
    for (;;) {
      if (failure) throw failure;
      const next = arrived.shift();
      if (next) {
        yield next;
        continue;
      }
      if (ended) return;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    if (!ended) fail(new AppError('BAD_REQUEST', { message: 'The upload was not read to its end.' }));
  }
}

/** Passes bytes on, and fails once there are more than `maxBytes`. */
function byteLimit(maxBytes: number, field: string): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes) done(null, chunk);
      else done(new AppError('PAYLOAD_TOO_LARGE', { details: [{ path: field }] }));
    },
  });
}
