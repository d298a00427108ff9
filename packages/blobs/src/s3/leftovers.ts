import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, type S3Client } from '@aws-sdk/client-s3';
import { answered } from './s3-errors.ts';

/** Aborts multipart uploads that were begun before `moment`; returns how many. */
export async function abortOldUploads(
  client: S3Client,
  bucket: string,
  moment: Date,
  signal: AbortSignal | undefined,
): Promise<number> {
  const options = signal ? { abortSignal: signal } : {};
  let aborted = 0;
  let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
  for (;;) {
    const command = new ListMultipartUploadsCommand({ Bucket: bucket, ...markers });
    const page = await answered(client.send(command, options), signal);
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Initiated === undefined || Initiated >= moment) continue;
      const abort = new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId });
      await answered(client.send(abort, options), signal);
      aborted += 1;
    }
    if (page.IsTruncated !== true) return aborted;
    markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}
