import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { UrlStorage } from 'tus-js-client';
import { type Connection, mayRetryUpload, uploadProblem } from '#graft/api';
import { progressBar } from './progress.js';
import { bytes } from './text.js';

const RETRY_MS = [0, 1000, 3000, 5000, 10_000];

/**
 * Uploads a file by the tus protocol. An interrupted upload is resumed, also by a later process.
 * @param memory file that records unfinished uploads
 * @returns the upload's id
 */
export async function sendFile({ url, token }: Connection, file: string, memory: string): Promise<string> {
  const { default: tus } = await import('tus-js-client'); // only here, so that other commands start sooner
  // Exported for Node only, which the package's types leave out.
  const { FileUrlStorage } = tus as unknown as { FileUrlStorage: new (file: string) => UrlStorage };
  await mkdir(dirname(memory), { recursive: true, mode: 0o700 });
  const fingerprint = `${url} ${await sha256(file)}`;
  const bar = progressBar('upload');
  try {
    return await new Promise<string>((resolve, reject) => {
      const upload = new tus.Upload(createReadStream(file) as never, {
        endpoint: `${url}/uploads`,
        headers: token ? { Authorization: `Bearer ${token}` } : {},
        metadata: { filename: basename(file) },
        retryDelays: RETRY_MS,
        onShouldRetry: mayRetryUpload,
        fingerprint: () => Promise.resolve(fingerprint),
        urlStorage: new FileUrlStorage(memory),
        removeFingerprintOnSuccess: true,
        onProgress: (sent, total) => bar.update(sent, total, `${bytes(sent)} of ${bytes(total)}`),
        onError: (error) =>
          reject(
            uploadProblem(error, `The upload to ${url} was interrupted. Run the same command again to resume it.`),
          ),
        onSuccess: () => resolve(upload.url!.slice(upload.url!.lastIndexOf('/') + 1)),
      });
      upload
        .findPreviousUploads()
        .then(([previous]) => {
          if (previous) upload.resumeFromPreviousUpload(previous);
          upload.start();
        })
        .catch(reject);
    });
  } finally {
    bar.stop();
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
